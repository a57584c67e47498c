"""An administrator changes a series while others draw from it; two administrators at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from numbering.exceptions import OverlappingLines, SeriesBlocked
from numbering.models import Company, NumberSeries, SeriesLine
from numbering.services import (
    add_line,
    completeness,
    create_series,
    draw,
    save_line,
    save_series,
    set_next_number,
)
from numbering.transactions import write
from tests.numbering.concurrency.sessions import Session, until_waiting
from tests.numbering.helpers import TODAY, on_postgresql

ENDINGS = pytest.mark.parametrize("ending", ["commit", "rollback"])
SWITCHES = pytest.mark.parametrize(
    ("before", "after"),
    [
        ("unbroken", "gaps_allowed"),
        ("unbroken", "fill_gaps"),
        ("fill_gaps", "gaps_allowed"),
        ("gaps_allowed", "unbroken"),
    ],
)


def draws(code: str = "S") -> Callable[[], str]:
    return lambda: str(draw(NumberSeries.objects.get(code=code), on=TODAY))


def changes(**facts: Any) -> Callable[[], SeriesLine]:
    def step() -> SeriesLine:
        line = SeriesLine.objects.get(series__code="S")
        for field, value in facts.items():
            setattr(line, field, value)
        return save_line(line)

    return step


@ENDINGS
@SWITCHES
def test_a_switch_of_policy_during_a_draw_keeps_the_place(
    *, company: Company, one: Session, two: Session, before: str, after: str, ending: str
) -> None:
    series = create_series(company, "S", register="case", gap_policy=before)
    one.begin()
    assert one.run(draws()) == "1"
    switch = two.start(changes(gap_policy=after))
    if before != "gaps_allowed":
        until_waiting(two, switch)
    one.end(ending)
    switch.result()

    spent = ending == "commit" or series.lines.get().jumps.exists()
    assert two.whole(draws()).result() == ("2" if spent else "1")
    assert completeness(series).is_complete


@ENDINGS
@SWITCHES
def test_a_draw_during_a_switch_of_policy_keeps_the_place(
    *, company: Company, one: Session, two: Session, before: str, after: str, ending: str
) -> None:
    series = create_series(company, "S", register="case", gap_policy=before)
    with write():
        draw(series, on=TODAY)
    stale = NumberSeries.objects.get()
    one.begin()
    one.run(changes(gap_policy=after))
    second = two.whole(lambda: str(draw(stale, on=TODAY)))
    if before != "gaps_allowed":
        until_waiting(two, second)
    one.end(ending)

    assert second.result() == "2"
    assert two.whole(draws()).result() == "3"
    assert completeness(series).is_complete


def test_a_draw_that_waited_for_a_change_obeys_it(
    company: Company, one: Session, two: Session
) -> None:
    series = create_series(company, "S", register="case")
    with write():
        draw(series, on=TODAY)  # plans the next draw on what is about to change

    def block() -> None:
        changed = NumberSeries.objects.get()
        changed.blocked = True
        save_series(changed)

    one.begin()
    one.run(block)
    second = two.whole(lambda: draw(series, on=TODAY))
    until_waiting(two, second)
    one.commit()

    with pytest.raises(SeriesBlocked, match="S is blocked"):
        second.result()


@on_postgresql
def test_a_draw_that_never_waits_is_not_stopped_at_its_commit(
    company: Company, one: Session, two: Session
) -> None:
    """Saving a line must not hold what the commit of a draw needs: the line's key."""
    create_series(company, "S", register="case", gap_policy="gaps_allowed")
    one.begin()
    one.run(draws())
    saving = two.start(changes(last_number=500))
    until_waiting(two, saving)
    one.commit()

    assert saving.result().last_number == 500
    assert two.whole(draws()).result() == "2"


@on_postgresql
@ENDINGS
def test_setting_the_next_number_while_others_wait_to_draw(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    with write():
        draw(series, on=TODAY)
    one.begin()
    one.run(
        lambda: set_next_number(
            SeriesLine.objects.get(), 100, on=TODAY, reason="old system", by=None
        )
    )
    second = two.whole(draws())
    until_waiting(two, second)
    one.end(ending)

    assert second.result() == ("100" if ending == "commit" else "2")


@ENDINGS
def test_nw03_two_administrators_cannot_slip_past_each_other(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    one.begin()
    one.run(lambda: create_series(company, "A", register="case", start="100", end="199"))
    second = two.start(lambda: create_series(company, "B", register="case", start="150", end="250"))
    until_waiting(two, second)
    one.end(ending)

    if ending == "commit":
        with pytest.raises(OverlappingLines, match=r"A \(100–199\) would both print 150"):
            second.result()
    else:
        assert second.result().code == "B"
    assert NumberSeries.objects.count() == 1


@ENDINGS
def test_nw03_nor_two_lines_of_one_series(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series = create_series(company, "S", register="case", start="")
    one.begin()
    one.run(lambda: add_line(series, start="K1", end="K9"))
    second = two.start(lambda: add_line(NumberSeries.objects.get(), start="K5"))
    until_waiting(two, second)
    one.end(ending)

    if ending == "commit":
        with pytest.raises(OverlappingLines, match="would both print K5"):
            second.result()
    else:
        assert second.result().first_number == 5
    assert series.lines.count() == 1
