"""Triggers that a migration dropped with its table are there again after `migrate`."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from numbering.services import create_series, draw
from numbering.triggers import ISSUED_NUMBER_GUARDS, remove


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite rebuilds tables")
def test_migrate_puts_back_the_triggers_of_rebuilt_tables(company):
    with transaction.atomic():
        draw(create_series(company, "A", register="order"), on=date(2026, 5, 1))
    remove(connection, *ISSUED_NUMBER_GUARDS)
    call_command("migrate", verbosity=0)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        connection.cursor().execute("DELETE FROM numbering_issuednumber")
