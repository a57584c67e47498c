"""Documents with two numbers, their fields in opposite order: they wait, but never in a circle."""

from __future__ import annotations

from collections.abc import Callable

from numbering.models import Company, NumberSeries
from numbering.services import completeness, create_series
from numbering.services.documents import draw_for_documents
from tests.numbering.concurrency.sessions import Session, until_waiting
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
