"""nw10: numbers taken over from an old system are chained as well: none can be removed."""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from numbering.models import IssuedNumber
from numbering.services import draw
from numbering.services.verification import verify_chain
from numbering.triggers import lifted
from tests.numbering.chaining import all_whole

HEAD = "Rechnungsnr;Belegart;Datum"


def test_nw10_numbers_that_were_taken_over_are_in_the_chain(run, invoices, quotes):
    rows = [f"RE-0000{value};invoice;2025-03-01" for value in (1, 4, 5)]
    rows += [f"AN-00{value};sales_quote;{year}-03-01" for value in (1, 2) for year in (2024, 2025)]
    assert run([HEAD, *rows]).is_done
    with transaction.atomic():
        draw(invoices, on=datetime.date(2026, 11, 21))

    assert not IssuedNumber.objects.filter(chain_position=None).exists()
    assert sorted(report.links for report in all_whole(invoices, quotes) if report.links) == [
        2, 2, 4,
    ]  # fmt: skip
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM numbering_issuednumber WHERE text = 'RE-00004'")
    finding = verify_chain(invoices.lines.get(), "").finding
    assert "between RE-00001 and RE-00005" in str(finding)
