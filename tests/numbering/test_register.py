"""The register of issued numbers: what a row tells, and that the database keeps it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.db.models import ProtectedError
from django.utils import timezone

from numbering.models import Company, IssuedNumber
from numbering.services import claim, create_series, draw, draw_many, release, void
from tests.numbering.helpers import TODAY, attempt, on_postgresql


@pytest.fixture
def number(company: Company, clerk: User) -> IssuedNumber:
    series = create_series(company, "SO", register="sales_order", start="SO-0001")
    return draw(series, on=TODAY, by=clerk, kind="sales_order", reference="web 17")


def test_nw01_a_row_tells_everything(company: Company, clerk: User) -> None:
    series = create_series(
        company, "SO", register="sales_order", start="SO-{YYYY}/0007", restart="fiscal_year"
    )
    before = timezone.now()
    key = draw(series, on=TODAY, by=clerk, kind="sales_order", reference="web 17").pk

    row = IssuedNumber.objects.get(pk=key)
    assert (row.company, row.register, row.text) == (company, "order", "SO-2026/0007")
    assert (row.series, row.line, row.period, row.value) == (series, series.lines.get(), "2026", 7)
    assert (row.kind, row.document_date, row.reference) == ("sales_order", TODAY, "web 17")
    assert (row.issued_by, row.origin, row.state, row.reason) == (clerk, "drawn", "in_use", "")
    assert before <= row.issued_at <= timezone.now()
    assert (row.scope, row.repetition, str(row)) == ("", 0, "SO-2026/0007")


def test_nw01_what_draw_returns_is_what_is_stored(company: Company, clerk: User) -> None:
    series = create_series(company, "SO", register="sales_order", start="SO-0001")
    claim("SO-0002", company=company, kind="sales_order", on=TODAY, by=clerk)
    for number in [draw(series, on=TODAY, by=clerk), *draw_many(series, 3, on=TODAY, by=clerk)]:
        stored = IssuedNumber.objects.filter(pk=number.pk).values().get()
        given = {field: getattr(number, field) for field in stored}
        assert given == stored
        assert not number._state.adding


def test_nw01_a_typed_number_is_told_from_a_drawn_one(company: Company, clerk: User) -> None:
    series = create_series(company, "SO", register="sales_order", start="1")
    claim("3", company=company, kind="sales_order", on=TODAY, by=clerk)
    claim("OLD-7", company=company, kind="sales_order", on=TODAY, by=clerk, origin="imported")

    inside, outside = IssuedNumber.objects.order_by("pk")
    assert (inside.origin, inside.line, inside.value) == ("typed", series.lines.get(), 3)
    assert (outside.origin, outside.line, outside.value) == ("imported", None, None)


def test_nw01_the_orm_cannot_delete_a_row(number: IssuedNumber) -> None:
    for delete in (number.delete, IssuedNumber.objects.all().delete):
        with pytest.raises(DatabaseError, match="an issued number is never deleted"), attempt():
            delete()
    assert IssuedNumber.objects.count() == 1


def test_nw01_sql_cannot_delete_a_row(number: IssuedNumber) -> None:
    with (
        pytest.raises(DatabaseError, match="never deleted"),
        attempt(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM numbering_issuednumber WHERE id = %s", [number.pk])


@on_postgresql
def test_nw01_truncate_is_refused(number: IssuedNumber) -> None:
    with connection.cursor() as cursor:
        # Or PostgreSQL has a reason of its own: foreign keys that are checked at the end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="never deleted"), attempt():
            cursor.execute("TRUNCATE numbering_issuednumber CASCADE")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "SO-0002"),
        ("register", "invoice"),
        ("scope", "2025"),
        ("period", "2025"),
        ("value", 2),
        ("value", None),
        ("repetition", 1),
        ("line_id", None),
        ("series_id", None),
        ("kind", "service_order"),
        ("document_date", "2026-11-20"),
        ("issued_at", "2026-11-20 10:00:00+00"),
        ("issued_by_id", None),
        ("origin", "typed"),
        ("id", 123456),
    ],
)
def test_nw01_no_way_to_alter_what_a_row_says(
    number: IssuedNumber, column: str, value: object
) -> None:
    with (
        pytest.raises(DatabaseError, match="an issued number is never altered"),
        attempt(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE numbering_issuednumber SET {column} = %s", [value])
    with pytest.raises(DatabaseError, match="never altered"), attempt():
        IssuedNumber.objects.update(text="X")
    number.text = "X"
    with pytest.raises(DatabaseError, match="never altered"), attempt():
        number.save()


def test_nw01_state_and_reason_may_change(number: IssuedNumber) -> None:
    void(number, reason="entered twice")

    row = IssuedNumber.objects.get()
    assert (row.state, row.reason, row.text) == ("void", "entered twice", "SO-0001")


def test_nw01_the_number_of_a_freed_row_stays(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="fill_gaps")
    release(draw(series, on=TODAY))

    with pytest.raises(DatabaseError, match="never altered"), attempt():
        IssuedNumber.objects.update(text="X")


def test_nw01_series_lines_users_and_companies_with_numbers_are_kept(
    number: IssuedNumber, clerk: User
) -> None:
    for kept in (number.series, number.line, number.company, clerk):
        with pytest.raises(ProtectedError):
            kept.delete()
