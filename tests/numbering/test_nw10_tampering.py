"""Rows that are altered, removed or put in with the triggers off: the first one is named."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection

from numbering.models import Company, Counter, IssuedNumber, NumberEvent, NumberSeries
from numbering.services import create_series, draw, draw_many, release, void
from numbering.services.verification import ChainReport, Seal, verify_chain
from numbering.triggers import lifted
from tests.numbering.chaining import rewrite
from tests.numbering.helpers import TODAY


@pytest.fixture
def series(company: Company, clerk: User) -> NumberSeries:
    """Ten numbers: SO-4 is void, SO-6 was freed and used again."""
    series = create_series(
        company, "SO", register="sales_order", start="SO-1", gap_policy="fill_gaps"
    )
    numbers = draw_many(series, 9, on=TODAY, by=clerk, kind="sales_order")
    void(numbers[3], reason="entered twice", by=clerk)
    release(numbers[5], by=clerk, reason="never sent")
    draw(series, on=TODAY, by=clerk, kind="sales_order", reference="again")
    draw(series, on=TODAY, by=clerk, kind="sales_order")
    assert verified(series).is_whole
    return series


def verified(series: NumberSeries, *seals: Seal) -> ChainReport:
    return verify_chain(series.lines.get(), "", seals=seals)


def tamper(statement: str, *values: object) -> None:
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def key(text: str) -> int:
    return IssuedNumber.objects.get(text=text).pk


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "SO-3X"),
        ("register", "invoice"),
        ("scope", "2026"),
        ("value", 33),
        ("repetition", 1),
        ("kind", "service_order"),
        ("document_date", date(2026, 11, 20)),
        ("issued_at", "2026-11-20 10:00:00+00:00"),
        ("issued_by_id", None),
        ("origin", "typed"),
        ("reference", "other"),
        ("chain_hash", b"\0" * 32),
    ],
)
def test_nw10_an_altered_row_is_named(series: NumberSeries, column: str, value: object) -> None:
    tamper(f"UPDATE numbering_issuednumber SET {column} = %s WHERE id = %s", value, key("SO-3"))

    finding = verified(series).finding
    assert finding is not None
    assert finding.position == 3
    assert "(position 3) was altered" in str(finding)


@pytest.mark.parametrize("column", ["company_id", "series_id"])
def test_nw10_a_row_given_to_another_is_named(series: NumberSeries, column: str) -> None:
    tamper(f"UPDATE numbering_issuednumber SET {column} = 99 WHERE text = 'SO-3'")

    assert "SO-3 (position 3) was altered" in str(verified(series).finding)


@pytest.mark.parametrize("value", [("state", "void"), ("reason", "x")])
def test_nw10_a_faked_state_is_found(series: NumberSeries, value: tuple[str, str]) -> None:
    tamper(f"UPDATE numbering_issuednumber SET {value[0]} = %s WHERE text = 'SO-3'", value[1])

    assert "The state of SO-3 was altered" in str(verified(series).finding)


@pytest.mark.parametrize(
    "change", ["state = 'in_use'", "reason = 'other'", "state = 'in_use', reason = ''"]
)
def test_nw10_a_void_cannot_be_faked_away(series: NumberSeries, change: str) -> None:
    tamper(f"UPDATE numbering_issuednumber SET {change} WHERE text = 'SO-4'")

    assert "State, reason or reference of SO-4 was altered" in str(verified(series).finding)


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-01-01 10:00:00+00:00'",
        "by_id = NULL",
        "state = 'free'",
        "reason = 'other'",
        "reference = 'other'",
    ],
)
def test_nw10_an_altered_event_is_named(series: NumberSeries, change: str) -> None:
    tamper(f"UPDATE numbering_numberevent SET {change} WHERE number_id = %s", key("SO-4"))

    finding = verified(series).finding
    assert finding is not None
    assert (finding.number, finding.position) == ("SO-4", 10)


@pytest.mark.parametrize(
    "change",
    [
        "former_kind = 'x'",
        "former_date = '2026-01-01'",
        "former_issued_by_id = NULL",
        "former_issued_at = '2026-01-01 10:00:00+00:00'",
        "former_origin = 'typed'",
    ],
)
def test_nw10_what_a_number_was_before_is_kept_too(series: NumberSeries, change: str) -> None:
    tamper(f"UPDATE numbering_numberevent SET {change} WHERE former_position IS NOT NULL")

    finding = verified(series).finding
    assert finding is not None
    assert (finding.number, finding.position) == ("SO-6", 6)


def test_nw10_a_removed_row_is_missed(series: NumberSeries) -> None:
    tamper("DELETE FROM numbering_issuednumber WHERE text = 'SO-3'")

    assert str(verified(series).finding) == (
        "A row was removed: the link at position 3 is missing, between SO-2 and SO-4."
    )


def test_nw10_the_first_row_removed_is_missed(series: NumberSeries) -> None:
    tamper("DELETE FROM numbering_issuednumber WHERE text = 'SO-1'")

    assert "The first link is missing: a row before SO-2 was removed." in str(
        verified(series).finding
    )


def test_nw10_a_removed_event_is_missed(series: NumberSeries) -> None:
    tamper("DELETE FROM numbering_numberevent WHERE number_id = %s", key("SO-4"))

    finding = verified(series).finding
    assert finding is not None  # and the number's state, which comes first, tells it already
    assert finding.number == "SO-4"


COPY = """
INSERT INTO numbering_issuednumber (company_id, register, text, scope, repetition, series_id,
  line_id, period, value, kind, document_date, issued_at, origin, state, reason, reference,
  chain_position, chain_hash)
SELECT company_id, register, 'SO-99', scope, 0, series_id, line_id, period, 99, kind,
  document_date, issued_at, origin, state, reason, reference, {position}, {hash}
FROM numbering_issuednumber WHERE text = 'SO-3'
"""


@pytest.mark.parametrize(
    ("position", "words"),
    [
        ("chain_position", "SO-99 was put in: at position 3 stands SO-3 already."),
        ("16", "A row was removed: the link at position 15 is missing, between SO-10 and SO-99."),
        ("15", "SO-99 (position 15) was altered, exchanged or put in"),
        ("NULL", "SO-99 was put in, or taken out of the chain: it is in none."),
    ],
)
def test_nw10_a_row_put_in_is_named(series: NumberSeries, position: str, words: str) -> None:
    tamper(COPY.format(position=position, hash="chain_hash"))

    assert words in str(verified(series).finding)


def test_nw10_two_rows_exchanged_are_found(series: NumberSeries) -> None:
    first, second = key("SO-2"), key("SO-3")
    for number, position in ((first, 3), (second, 2)):
        tamper(
            "UPDATE numbering_issuednumber SET chain_position = %s WHERE id = %s", position, number
        )

    finding = verified(series).finding
    assert finding is not None
    assert (finding.position, finding.number) == (2, "SO-3")


def test_nw10_an_end_cut_off_is_found(series: NumberSeries) -> None:
    tamper("DELETE FROM numbering_issuednumber WHERE text = 'SO-10'")

    assert str(verified(series).finding) == (
        "The end was cut off: behind SO-6 (position 13) the last 1 links are missing."
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("chain_head = chain_before", "The counter was altered"),
        ("chain_length = chain_length - 1", "The counter was altered"),
        ("chain_length = chain_length + 1", "The end was cut off"),
    ],
)
def test_nw10_an_altered_counter_is_found(series: NumberSeries, change: str, words: str) -> None:
    if connection.vendor == "sqlite":
        Counter.objects.update(chain_before=b"\1" * 32)
    tamper(f"UPDATE numbering_counter SET {change}")

    assert words in str(verified(series).finding)


def test_nw10_an_event_put_in_is_found(series: NumberSeries) -> None:
    NumberEvent.objects.create(number_id=key("SO-3"), state="void", reason="faked")

    assert "What happened to SO-3 was put in" in str(verified(series).finding)


def test_nw10_a_rewrite_of_everything_is_found_by_a_hash_kept_elsewhere(
    series: NumberSeries,
) -> None:
    report = verified(series)
    kept = Seal(report.links, report.head, "the paper in the safe")
    early = Seal(2, bytes(IssuedNumber.objects.get(text="SO-2").chain_hash or b"").hex(), "May")
    tamper("UPDATE numbering_issuednumber SET kind = 'service_order' WHERE text = 'SO-3'")
    rewrite(series)

    assert verified(series).is_whole  # by itself it cannot be told
    finding = str(verified(series, early, kept).finding)
    assert "is not the one of the paper in the safe. Up to position 2 it is." in finding


def test_nw10_a_cut_chain_with_its_counter_set_back_is_found_by_a_kept_hash(
    series: NumberSeries,
) -> None:
    report = verified(series)
    tamper("DELETE FROM numbering_issuednumber WHERE text = 'SO-10'")
    rewrite(series)

    assert verified(series).is_whole
    assert "The end was cut off" in str(
        verified(series, Seal(report.links, report.head, "it")).finding
    )


def test_nw10_verification_reads_only_so_far_as_it_may(series: NumberSeries) -> None:
    report = verify_chain(series.lines.get(), "", limit=3)

    assert (report.links, report.is_cut, report.finding) == (3, True, None)
