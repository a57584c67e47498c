"""Where on a line the numbers lie that are not plainly in use: a strip of cells, drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass, field

from numbering.choices import Origin, State
from numbering.services.holes import Hole
from numbering.services.places import CELLS, Place

# What a cell shows where several things lie in it: the one that is looked for first.
USED, TYPED, IMPORTED, GAP, JUMP, VOID, FREE, RESERVED, HOLE = (
    *("used", "typed", "imported", "gap", "jump"),
    *("void", "free", "reserved", "hole"),
)
_RANK = {
    name: rank
    for rank, name in enumerate(
        (USED, GAP, IMPORTED, TYPED, JUMP, VOID, FREE, RESERVED, HOLE), start=1
    )
}
# The strip's width in its own measure, and the least of it at which a hole is seen.
WIDTH = 1_000
_LEAST = {HOLE: 10, RESERVED: 6, VOID: 6, FREE: 6, JUMP: 6}


def what_of(state: str, origin: str) -> str:
    """What is said of a number: its state or, of one in use, that it was not drawn."""
    if state == State.IN_USE and origin in (Origin.TYPED, Origin.IMPORTED):
        return origin
    return state


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a strip."""

    what: str
    x: int
    width: int


@dataclass(slots=True)
class Strip:
    """The cells of one place."""

    place: Place
    _cells: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        span = self.place.end - self.place.plan.first
        self._cells = [USED] * min(CELLS, -(-span // self.place.width)) if span > 0 else []

    def add_numbers(self, cell: int, what: str) -> None:
        """Numbers of this sort lie in the cell."""
        if what != State.IN_USE and 0 <= cell < len(self._cells):
            self._put(cell, what)

    def add_hole(self, hole: Hole, what: str) -> None:
        """No number has these values."""
        first, width = hole.value - self.place.plan.first, self.place.width
        last = first + (hole.count - 1) * self.place.plan.increment
        for cell in range(max(0, first // width), min(len(self._cells) - 1, last // width) + 1):
            self._put(cell, what)

    def without_holes(self) -> Strip:
        """The same strip before any hole was found."""
        empty = {HOLE, JUMP, GAP}
        found = Strip(self.place)
        found._cells = [USED if what in empty else what for what in self._cells]
        return found

    def _put(self, cell: int, what: str) -> None:
        if _RANK[what] > _RANK[self._cells[cell]]:
            self._cells[cell] = what

    @property
    def marks(self) -> list[Mark]:
        """What to draw, over a strip that is in use from end to end; holes last, on top."""
        found: list[Mark] = []
        count, start = len(self._cells), 0
        for cell in range(1, count + 1):
            if cell < count and self._cells[cell] == self._cells[start]:
                continue
            what = self._cells[start]
            if what != USED:
                x, end = start * WIDTH // count, cell * WIDTH // count
                width = max(end - x, _LEAST.get(what, 1))
                found.append(Mark(what, min(x, WIDTH - width), width))
            start = cell
        return sorted(found, key=lambda mark: _RANK[mark.what])
