"""Numbers are chained as they are given out, however that comes about, and the chain is whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection

from numbering import canonical
from numbering.engine.chain import issue_text
from numbering.exceptions import NumberTaken
from numbering.models import Company, Counter, IssuedNumber, NumberSeries
from numbering.services import (
    add_line,
    claim,
    create_series,
    draw,
    draw_many,
    release,
    reserve,
    save_line,
    use,
    void,
)
from tests.numbering.chaining import all_whole
from tests.numbering.helpers import TODAY, attempt, drawn, rolled_back

POLICIES = pytest.mark.parametrize("policy", ["unbroken", "fill_gaps"])


def made(company: Company, policy: str = "unbroken", **rules: object) -> NumberSeries:
    return create_series(company, "S", register="case", gap_policy=policy, **rules)  # type: ignore[arg-type]


def links(series: NumberSeries) -> list[int]:
    """The lengths of the chains of a series, which are all whole."""
    return [report.links for report in all_whole(series)]


def positions() -> list[tuple[str, int | None]]:
    return list(IssuedNumber.objects.order_by("value").values_list("text", "chain_position"))


@POLICIES
def test_nw10_every_draw_is_a_link(company: Company, policy: str, clerk: User) -> None:
    series = made(company, policy)
    drawn(series, 2)
    draw_many(series, 3, on=TODAY, by=clerk)
    draw(series, on=date(2026, 1, 2), by=clerk, kind="case", reference="x")

    assert links(series) == [6]
    assert positions() == [(str(value), value) for value in range(1, 7)]


@POLICIES
def test_nw10_odd_characters_are_hashed_alike_everywhere(company: Company, policy: str) -> None:
    """Python verifies what PostgreSQL hashed: quotes, percent signs, accents, many bytes each."""
    series = made(company, policy, start="ä%'\\{YY}\"😀:;1")
    for words in ("%s '' \\ \" ;:", "żółć 😀 \u00a0\u200b", "3:abc4:", "\t\n"):
        draw(series, on=TODAY, kind=words, reference=words * 2)
    draw_many(series, 3, on=TODAY, kind="æøå")
    for number in IssuedNumber.objects.filter(value__lt=3):
        release(number, reason="ñ'%;:\\")
    drawn(series, 4)

    assert len(links(series)) == 1


def test_nw10_a_moment_is_the_same_in_every_time_zone() -> None:
    utc = datetime(2026, 11, 21, 23, 30, 0, 7, tzinfo=UTC)
    east = utc.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert canonical.moment(east) == canonical.moment(utc) == "2026-11-21T23:30:00.000007+00:00"
    assert canonical.moment(utc.replace(microsecond=0)).endswith("23:30:00.000000+00:00")


def test_nw10_no_two_lists_of_facts_read_alike() -> None:
    assert canonical.facts("1:a", "") != canonical.facts("1", ":a") != canonical.facts("", "1:a")


def test_nw10_the_canonical_form_stays_as_it_is(company: Company) -> None:
    """Hashes that were printed are compared with it for ten years."""
    number = IssuedNumber(
        company_id=1, register="order", text="SO-1", series_id=2, line_id=3, period="2026",
        value=1, kind="sales_order", document_date=TODAY, issued_by_id=4, origin="drawn",
        issued_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC), reference="web",
    )  # fmt: skip

    text = (
        "7:issue 11:15:order1:34:202610:2026-11-215:drawn"
        "11:sales_order32:2026-11-21T08:00:00.000000+00:001:43:web"
        "1;1;2;0;;SO-1"
    )
    assert issue_text(number, 1) == text
    assert canonical.link(None, text).hex().startswith("2255803aa3255518")


@POLICIES
def test_nw10_typed_imported_and_reserved_numbers_are_covered(
    company: Company, policy: str
) -> None:
    series = made(company, policy)
    drawn(series)
    claim("3", company=company, kind="case", on=TODAY, reference="typed")
    claim("5", company=company, kind="case", on=TODAY, origin="imported")
    held = reserve(series, on=TODAY, reference="web 1")
    use(held, reference="case 7")
    drawn(series, 2)

    assert positions() == [("1", 1), ("2", 4), ("3", 2), ("4", 6), ("5", 3), ("6", 7)]
    assert links(series) == [7]  # that it was confirmed is one, too


@POLICIES
def test_nw10_a_taken_number_leaves_no_link(company: Company, policy: str) -> None:
    series = made(company, policy)
    drawn(series)
    with pytest.raises(NumberTaken):
        claim("1", company=company, kind="case", on=TODAY)
    drawn(series)

    assert links(series) == [2]


@POLICIES
@pytest.mark.parametrize("count", [1, 4])
def test_nw10_a_draw_that_meets_a_taken_number_leaves_no_link_of_it(
    company: Company, policy: str, count: int
) -> None:
    """Typed for another date, it is on no line: the counter learns of it only by drawing it."""
    series = made(company, policy, start="{YYYY}-1")
    draw(series, on=TODAY)
    claim("2026-2", company=company, kind="case", on=date(2025, 1, 1))
    claim("2026-4", company=company, kind="case", on=date(2025, 1, 1))
    draw_many(series, count, on=TODAY)
    draw(series, on=TODAY)

    assert links(series) == [count + 2]


def test_nw10_a_number_used_again_keeps_its_former_use_in_the_chain(
    company: Company, clerk: User
) -> None:
    series = made(company, "fill_gaps")
    first = draw(series, on=date(2026, 1, 2), by=clerk, kind="case", reference="old")
    release(first, reason="never sent")
    draw(series, on=TODAY)
    release(IssuedNumber.objects.get(), reason="again")
    draw_many(series, 2, on=TODAY)
    release(IssuedNumber.objects.get(text="2"))
    claim("2", company=company, kind="case", on=TODAY)

    assert positions() == [("1", 7), ("2", 11)]
    assert links(series) == [11]


def test_nw10_freed_numbers_typed_again_for_another_date(company: Company) -> None:
    series = made(company, "fill_gaps", start="{YYYY}-1")
    release(draw(series, on=TODAY))
    claim("2026-1", company=company, kind="case", on=date(2025, 1, 1))

    assert links(series) == [4]


@POLICIES
def test_nw10_voids_are_links(company: Company, policy: str, clerk: User) -> None:
    series = made(company, policy)
    number = draw(series, on=TODAY)
    void(number, reason="entered twice", by=clerk)

    assert links(series) == [2]
    assert number.events.get().chain_position == 2


def test_nw10_each_period_has_a_chain_of_its_own(company: Company) -> None:
    series = made(company, restart="fiscal_year", start="{YYYY}-1")
    for year in (2025, 2026, 2025):
        draw(series, on=date(year, 5, 5))

    assert links(series) == [2, 1]


def test_nw10_where_gaps_are_allowed_nothing_is_chained(company: Company) -> None:
    series = made(company, "gaps_allowed")
    void(draw_many(series, 3, on=TODAY)[0], reason="x")

    assert positions() == [("1", None), ("2", None), ("3", None)]
    assert Counter.objects.get().chain_length == 0


def test_nw10_a_policy_that_changes_begins_a_chain_and_goes_on_with_it(company: Company) -> None:
    series = made(company, "gaps_allowed")
    for policy in ("gaps_allowed", "unbroken", "gaps_allowed", "fill_gaps"):
        line = series.lines.get()
        line.gap_policy = policy
        save_line(line)
        drawn(NumberSeries.objects.get(), 2)
    release(IssuedNumber.objects.get(text="1"))
    drawn(NumberSeries.objects.get())

    assert [position for _text, position in positions()] == [6, None, 1, 2, None, None, 3, 4]
    assert links(series) == [6]


def test_nw10_a_line_chains_the_numbers_that_it_adopts(company: Company) -> None:
    claim("7", company=company, kind="case", on=TODAY)
    void(claim("9", company=company, kind="case", on=TODAY), reason="lost")
    series = made(company)
    drawn(series)

    assert positions() == [("1", 4), ("7", 1), ("9", 2)]
    assert links(series) == [4]
    add_line(series, start="A-1")
    assert links(series) == [4, 0]


@POLICIES
def test_nw10_what_is_rolled_back_leaves_nothing(company: Company, policy: str) -> None:
    series = made(company, policy)
    drawn(series)
    with rolled_back():
        draw_many(series, 3, on=TODAY)
        void(draw(series, on=TODAY), reason="x")
    drawn(series)

    assert links(series) == [2]


def test_nw10_the_database_refuses_another_link(company: Company) -> None:
    number = draw(made(company), on=TODAY)
    for change in ("chain_position = 2", "chain_hash = chain_hash || 'x'", "chain_hash = NULL"):
        if connection.vendor == "sqlite" or "||" not in change:
            with pytest.raises(DatabaseError, match="link of an issued"), attempt():
                connection.cursor().execute(f"UPDATE numbering_issuednumber SET {change}")
    assert number.chain_position == 1
