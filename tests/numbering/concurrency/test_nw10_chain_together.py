"""Many at once: draws, voids, reuse and typed numbers, some rolled back; the chain is whole."""

from __future__ import annotations

import random

import pytest

from numbering.exceptions import ConflictError, NumberingError
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw,
    draw_many,
    release,
    reserve,
    use,
    void,
)
from numbering.transactions import write
from tests.numbering.chaining import all_whole
from tests.numbering.concurrency.sessions import Session, until_waiting
from tests.numbering.helpers import TODAY
from tests.together import at_once

ROUNDS = 15


class _Undone(Exception):
    """The document did not come to be."""


def _some(series: NumberSeries) -> IssuedNumber:
    numbers = IssuedNumber.objects.filter(series=series, state="in_use").order_by("pk")
    return numbers[random.randrange(numbers.count())]


def _act(series: NumberSeries, dice: random.Random) -> None:
    what = dice.randrange(7)
    if what == 0:
        draw_many(series, 3, on=TODAY, kind="case")
    elif what == 1:
        void(_some(series), reason="never sent")
    elif what == 2:
        release(_some(series), reason="entered twice")
    elif what == 3:
        claim(str(dice.randrange(1, 60)), company=series.company, kind="case", on=TODAY)
    elif what == 4:
        use(reserve(series, on=TODAY, reference="web"), reference="case")
    else:
        draw(series, on=TODAY, kind="case")
    if dice.random() < 0.3:
        raise _Undone


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps"])
def test_nw10_the_chain_is_whole_whoever_does_what(company: Company, policy: str) -> None:
    made = create_series(company, "S", register="case", gap_policy=policy)
    with write():
        draw_many(made, 5, on=TODAY)

    def work(number: int) -> None:
        dice = random.Random(number)
        series = NumberSeries.objects.select_related("company").get()
        for _round in range(ROUNDS):
            try:
                with write():
                    _act(series, dice)
            except (NumberingError, _Undone):
                continue

    at_once(work)

    (report,) = all_whole()
    assert report.links > 10
    assert completeness(made).is_complete


@pytest.mark.parametrize("how", ["commit", "rollback"])
def test_nw10_a_void_waits_for_a_draw_and_follows_it(
    company: Company, one: Session, two: Session, how: str
) -> None:
    series = create_series(company, "S", register="case")
    with write():
        first = draw(series, on=TODAY)
    one.begin()
    one.run(lambda: draw(NumberSeries.objects.get(), on=TODAY))
    step = two.whole(lambda: void(first, reason="x"))
    until_waiting(two, step)
    one.end(how)
    step.result()

    (report,) = all_whole()
    assert report.links == (3 if how == "commit" else 2)


def test_nw10_a_void_that_goes_back_in_the_order_never_queues(
    company: Company, one: Session, two: Session
) -> None:
    first, second = (create_series(company, code, register=code.lower()) for code in ("A", "B"))
    with write():
        number = draw(first, on=TODAY)
    if one.pid is None:
        pytest.skip("on SQLite one writes at a time")
    one.begin()
    two.begin()
    one.run(lambda: draw(NumberSeries.objects.get(code="A"), on=TODAY))
    two.run(lambda: draw(second, on=TODAY))
    with pytest.raises(ConflictError):
        two.run(lambda: void(number, reason="x"))
    two.roll_back()
    one.commit()

    assert [report.links for report in all_whole()] == [2, 0]
