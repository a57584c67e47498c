"""A company with series to draw from, and issued numbers by the million."""

from __future__ import annotations

from django.db import connection

from benchmarks import bare
from benchmarks.jobs import DAY
from numbering.models import Company, NumberSeries
from numbering.services import create_series, draw
from numbering.transactions import write

PARALLEL = 8


def few() -> NumberSeries:
    """One series of each gap policy, one for each of eight processes, and the bare tables."""
    company = Company.objects.create(code="NORD", name="Nord Handel")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(bare.SET_UP)
    for number in range(PARALLEL):
        _series(company, f"P{number}")
    create_series(company, "HAND", register="delivery", start="HAND-000000001")
    _series(company, "GAPS", gap_policy="gaps_allowed")
    _series(company, "FILL", gap_policy="fill_gaps")
    return _series(company, "ONE")


def many(*, count: int) -> None:
    """`few`, and so many numbers that the series ONE has issued."""
    _issue(few(), first=1, count=count)
    _advance("ONE", count)


def freed(*, count: int) -> None:
    """`few`, and so many numbers of the series FILL that were given back."""
    few()
    _issue(NumberSeries.objects.get(code="FILL"), first=1, count=count, state="free")
    _advance("FILL", count)


def typed_ahead(*, count: int) -> None:
    """`few`, and a run of so many numbers typed ahead of the counter of the series ONE."""
    _issue(few(), first=2, count=count, origin="typed")


def _series(company: Company, code: str, **rules: str) -> NumberSeries:
    series = create_series(
        company, code, register="sales_order", start=f"{code}-000000001", **rules
    )
    with write():  # the counter and, where gaps are allowed, the native sequence
        draw(series, on=DAY)
    return series


def _issue(
    series: NumberSeries, *, first: int, count: int, state: str = "in_use", origin: str = "drawn"
) -> None:
    """Write register rows with values from `first` on, except those that exist."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(
            """
            INSERT INTO numbering_issuednumber (
              company_id, register, text, scope, repetition, series_id, line_id, period, value,
              kind, document_date, issued_at, origin, state, reason, reference)
            SELECT %(company)s, %(register)s, %(code)s || '-' || lpad(value::text, 9, '0'), '', 0,
              %(series)s, %(line)s, '', value, 'sales_order', %(day)s, now(), %(origin)s, %(state)s,
              '', ''
            FROM generate_series(%(first)s, %(first)s + %(count)s - 1) AS value
            ON CONFLICT DO NOTHING
            """,
            {
                "company": series.company_id,
                "register": series.register,
                "code": series.code,
                "series": series.pk,
                "line": series.lines.get().pk,
                "day": DAY,
                "origin": origin,
                "state": state,
                "first": first,
                "count": count,
            },
        )


def _advance(code: str, count: int) -> None:
    """Set the counter behind what was written past it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE numbering_counter SET next_value = %s WHERE line_id IN"
            " (SELECT line.id FROM numbering_seriesline AS line"
            "  JOIN numbering_numberseries AS series ON series.id = line.series_id"
            "  WHERE series.code = %s)",
            [count + 1, code],
        )
