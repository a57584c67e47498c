"""The numbers that many documents would get, without drawing any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from numbering.engine.drawing import exhausted
from numbering.engine.plan import plan_of
from numbering.engine.request import User
from numbering.engine.rights import refuse_forbidden
from numbering.exceptions import NumberingError
from numbering.services.documents import Due, due_in_groups
from numbering.services.drawing import preview_plan

if TYPE_CHECKING:
    from numbering.documents import NumberedModel


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What drawing for a document would give: a number, or the reason why there is none."""

    document: NumberedModel
    field: str
    text: str = ""
    error: NumberingError | None = None


def upcoming_numbers(documents: Iterable[NumberedModel], *, by: User = None) -> list[Upcoming]:
    """What `draw_for_documents` would give these documents, in its order; consumes nothing.

    No counter is locked and no native sequence moved, so it may be undone, and takes as long as it
    takes, without anybody's noticing. Typed numbers are to be claimed before.
    """
    found: list[Upcoming] = []

    def refused(document: NumberedModel, error: NumberingError) -> None:
        found.append(Upcoming(document, error.facts["number_field"], error=error))

    # How many numbers the groups before took from the same lines and periods.
    used: Counter[object] = Counter()
    for group in due_in_groups(documents, refused=refused):
        found += _upcoming(group, used, by)
    return found


def _upcoming(group: list[Due], used: Counter[object], by: User) -> Iterator[Upcoming]:
    on, plan = group[0].on, plan_of(group[0].series, fresh=True)
    try:
        refuse_forbidden(plan.series, plan.access, "draw", by)
        lines = plan.lines_for(on)
        place = tuple((line.id, line.period(on)) for line in lines)
        texts = preview_plan(plan, used[place] + len(group), on=on)[used[place] :]
    except NumberingError as error:
        for due in group:
            yield Upcoming(due.document, due.field, error=error)
        return
    used[place] += len(group)
    for due, text in zip_longest(group, texts):
        missing = None if text else exhausted(plan, lines, on)
        yield Upcoming(due.document, due.field, text or "", missing)
