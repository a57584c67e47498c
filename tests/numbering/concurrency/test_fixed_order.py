"""Documents with two numbers, their fields in opposite order: they wait, but never in a circle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

import pytest

from numbering.engine.plan import plan_of
from numbering.models import Company, NumberSeries
from numbering.services import completeness, create_series, draw
from numbering.services.documents import draw_for_documents
from tests.numbering.concurrency.sessions import Session, until_waiting
from tests.numbering.helpers import TODAY, on_postgresql
from tests.numbering.test_documents import Paper


def saves(*codes: str) -> Callable[[], list[str]]:
    def step() -> list[str]:
        paper = Paper(*(NumberSeries.objects.get(code=code) for code in codes))
        draw_for_documents([paper])  # type: ignore[list-item]
        return [str(getattr(paper, code)) for code in ("A", "B")]

    return step


def test_the_second_waits_for_the_first_and_gets_both(
    company: Company, one: Session, two: Session
) -> None:
    for code in ("A", "B"):
        create_series(company, code, register=code.lower())
    one.begin()
    assert one.run(saves("A", "B")) == ["1", "1"]
    second = two.whole(saves("B", "A"))
    until_waiting(two, second)
    one.commit()

    assert second.result() == ["2", "2"]


def test_in_opposite_order_over_and_over(company: Company, one: Session, two: Session) -> None:
    both = [create_series(company, code, register=code.lower()) for code in ("A", "B")]
    steps = [
        session.whole(saves(*codes))
        for _ in range(30)
        for session, codes in ((one, "AB"), (two, "BA"))
    ]

    assert sorted(int(step.result()[0]) for step in steps) == list(range(1, 61))
    assert all(completeness(series).counts == {"in_use": 60} for series in both)


@on_postgresql
def test_a_draw_that_goes_back_in_the_order_never_queues(
    company: Company, one: Session, two: Session
) -> None:
    """Not even a second time, although its plan may be old: waiting could close a circle."""
    first, second = (create_series(company, code, register=code.lower()) for code in ("A", "B"))
    one.run(lambda: plan_of(first))
    one.begin()
    two.begin()
    one.run(draws(second, TODAY))
    two.run(draws(first, TODAY))

    assert_told_without_queueing(one, one.start(draws(first, TODAY)))


@on_postgresql
def test_nor_does_one_that_goes_back_to_an_earlier_period(
    company: Company, one: Session, two: Session
) -> None:
    series = create_series(company, "A", register="a", start="{YY}/1", restart="fiscal_year")
    later = TODAY.replace(year=TODAY.year + 1)
    for on in (TODAY, later):
        one.whole(draws(series, on)).result()
    one.begin()
    two.begin()
    one.run(draws(series, later))
    two.run(draws(NumberSeries.objects.get(), TODAY))

    assert_told_without_queueing(one, one.start(draws(series, TODAY)))


def draws(series: NumberSeries, on: date) -> Callable[[], str]:
    return lambda: str(draw(series, on=on))


def assert_told_without_queueing(session: Session, step: Future[str]) -> None:
    """The step ends with SeriesBusy, and was not seen waiting for a lock before."""
    with pytest.raises(AssertionError, match=r"did not wait: .*busy: try again"):
        until_waiting(session, step)
