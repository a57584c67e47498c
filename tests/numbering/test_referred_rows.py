"""The register has no foreign keys in the database: triggers keep what its rows point at."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import Error, connection, transaction
from django.db.models import ProtectedError

from numbering.models import Company, NumberSeries
from numbering.services import create_series, draw
from tests.numbering.helpers import TODAY

TABLES = {
    "numbering_numberseries": lambda series, user: series.pk,
    "numbering_seriesline": lambda series, user: series.lines.get().pk,
    "numbering_company": lambda series, user: series.company_id,
    "auth_user": lambda series, user: user.pk,
}


@pytest.fixture
def series(company: Company, clerk: User) -> NumberSeries:
    series = create_series(company, "S", register="case")
    draw(series, on=TODAY, by=clerk)
    return series


@pytest.mark.parametrize("table", TABLES)
def test_nw01_nothing_that_a_number_points_at_can_be_deleted(
    series: NumberSeries, clerk: User, table: str
) -> None:
    key = TABLES[table](series, clerk)
    statement = f"DELETE FROM {table} WHERE id = %s"
    with (
        pytest.raises(Error, match="issued numbers"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [key])


def test_the_same_through_the_objects(series: NumberSeries, clerk: User) -> None:
    for thing in (series.lines.get(), series, clerk, series.company):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_nothing_stands_in_the_way_of_the_others(company: Company, other_company: Company) -> None:
    series = create_series(company, "T", register="case")
    User.objects.create_user("nobody").delete()
    series.delete()
    other_company.delete()
