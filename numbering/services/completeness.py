"""Whether every number of a series from its first to its last is accounted for.

The database finds gaps and adds up; what is kept here does not grow with the numbers, so that
millions of a line are accounted for in the memory of a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.choices import GapPolicy, Origin, State
from numbering.models import NumberSeries, SeriesLine
from numbering.services.holes import Hole, between, runs, sample, taken_elsewhere
from numbering.services.places import (
    BEYOND,
    Place,
    beyond,
    drawn_beyond,
    gaps,
    places_of,
    tallies,
    with_counters,
)
from numbering.services.strips import GAP, HOLE, JUMP, Strip, what_of

__all__ = [
    "Account",
    "CompletenessReport",
    "Hole",
    "Place",
    "account_for",
    "completeness",
    "holes_of",
    "incomplete",
    "places_of",
    "runs",
    "taken_elsewhere",
    "with_counters",
]

# So many holes of a place are named, explained or not; all are counted.
NAMED = 1_000
# In the order in which they are told.
WHATS = (State.IN_USE, State.RESERVED, State.VOID, State.FREE, Origin.TYPED, Origin.IMPORTED)


def word_of(what: str) -> str:
    """What is said of a number: "in use", "void", "typed"."""
    return str(State(what).label if what in State.values else Origin(what).label)


@dataclass(slots=True)
class Account:
    """What became of each number of one line in one period."""

    place: Place
    # By what is said of a number (see strips.what_of), and by state alone.
    counts: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    # Holes without a cause, and explained ones; the first ones of many are named.
    missing: list[Hole] = field(default_factory=list)
    explained: list[Hole] = field(default_factory=list)
    missing_count: int = 0
    explained_count: int = 0
    # Typed or reserved beyond the counter, which has not come there yet.
    ahead: int = 0
    # Drawn, although the counter never came there.
    is_beyond: bool = False
    strip: Strip = field(init=False)

    def __post_init__(self) -> None:
        self.strip = Strip(self.place)

    @property
    def is_complete(self) -> bool:
        """Whether every number is accounted for."""
        return not (self.missing_count or self.is_beyond)

    @property
    def range_text(self) -> str:
        """The first and the last number, as they look: "SO-0001–SO-4812"."""
        place = self.place
        if not place.length:
            return ""
        first = sample(place.plan, place.plan.first, place.period)
        last = place.plan.first + (place.length - 1) * place.plan.increment
        return first if place.length == 1 else f"{first}–{sample(place.plan, last, place.period)}"

    @property
    def words(self) -> str:
        """The account as a sentence."""
        return sentence(
            self.counts,
            missing=self.missing_count,
            explained=self.explained_count,
            is_beyond=self.is_beyond,
        )

    def _add_hole(self, hole: Hole) -> None:
        if hole.cause:
            self.explained_count += hole.count
            kept = self.explained
        else:
            self.missing_count += hole.count
            kept = self.missing
        if len(kept) < NAMED:
            kept.append(hole)
        free = self.place.plan.gap_policy == GapPolicy.GAPS_ALLOWED
        self.strip.add_hole(hole, HOLE if not hole.cause else GAP if free else JUMP)

    def _forget_holes(self) -> None:
        self.missing, self.explained = [], []
        self.missing_count = self.explained_count = 0
        self.strip = self.strip.without_holes()

    def _add_numbers(self, state: str, origin: str, cell: int, count: int) -> None:
        what = what_of(state, origin)
        self.counts[what] = self.counts.get(what, 0) + count
        self.states[state] = self.states.get(state, 0) + count
        self.strip.add_numbers(cell, what)
        if cell == BEYOND:
            self.ahead += count


def sentence(
    counts: dict[str, int], *, missing: int, explained: int = 0, is_beyond: bool = False
) -> str:
    """What became of the numbers, in words: "4,809 in use, 2 void; nothing missing"."""
    told = [f"{_grouped(counts[what])} {word_of(what)}" for what in WHATS if counts.get(what)]
    if explained:
        told.append(
            ngettext("%(count)s left out", "%(count)s left out", explained)
            % {"count": _grouped(explained)}
        )
    if missing:
        end = ngettext("%(count)s number missing", "%(count)s numbers missing", missing) % {
            "count": _grouped(missing)
        }
    else:
        end = _("nothing missing")
    if is_beyond:
        end = _("%(missing)s; numbers drawn beyond the counter") % {"missing": end}
    elif not told and not missing:
        return _("no number issued yet")
    return f"{', '.join(told)}; {end}" if told else end


def _grouped(count: int) -> str:
    return str(number_format(count, force_grouping=True))


@dataclass(slots=True)
class CompletenessReport:
    """What became of each number of one series (in one period, or in all)."""

    series: NumberSeries
    period: str | None
    accounts: list[Account] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many numbers there are of each state."""
        return _sum(account.states for account in self.accounts)

    @property
    def holes(self) -> list[Hole]:
        """Counter values without a number, those of many lines and periods after each other."""
        return [
            hole
            for account in self.accounts
            for hole in sorted((*account.missing, *account.explained), key=lambda hole: hole.value)
        ]

    @property
    def missing(self) -> list[Hole]:
        """Holes that nothing explains: each one is an alarm."""
        return [hole for account in self.accounts for hole in account.missing]

    @property
    def explained(self) -> list[Hole]:
        """Holes with a cause."""
        return [hole for account in self.accounts for hole in account.explained]

    @property
    def missing_count(self) -> int:
        """How many numbers are missing without a cause."""
        return sum(account.missing_count for account in self.accounts)

    @property
    def is_complete(self) -> bool:
        """Whether every number is accounted for."""
        return all(account.is_complete for account in self.accounts)

    def __str__(self) -> str:
        return sentence(
            _sum(account.counts for account in self.accounts),
            missing=self.missing_count,
            explained=sum(account.explained_count for account in self.accounts),
            is_beyond=any(account.is_beyond for account in self.accounts),
        )


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in counts:
        for name, count in one.items():
            found[name] = found.get(name, 0) + count
    return found


def completeness(series: NumberSeries, *, period: str | None = None) -> CompletenessReport:
    """Account for every number of a series from the first to the last one drawn.

    `period` narrows it to one period of a restarting line ("2026", "2026-03"). Holes are
    explained by documented jumps and by lines that allow gaps; any other one is an alarm, and so
    is a number that was drawn beyond the counter.
    """
    lines = SeriesLine.objects.filter(series=series).select_related("series__company")
    places = places_of(lines.order_by("pk"), period=period)
    return CompletenessReport(series, period, account_for(places))


def account_for(places: Sequence[Place]) -> list[Account]:
    """The accounts of several places: three statements, and some for a hole without a cause."""
    accounts = [Account(place) for place in places]
    for index, state, origin, cell, count in tallies(places):
        accounts[index]._add_numbers(state, origin, cell, count)
        if cell == BEYOND and origin == Origin.DRAWN:
            accounts[index].is_beyond = True
    for index, before, value in gaps(places):
        for hole in _holes(places[index], before, value):
            accounts[index]._add_hole(hole)
    for account in accounts:
        if account.missing_count:
            _look_elsewhere(account)
        # Drawn since the counter was read, or on a line that counts in a sequence: no alarm.
        account.is_beyond = (
            account.is_beyond
            and account.place.plan.gap_policy != GapPolicy.GAPS_ALLOWED
            and drawn_beyond(account.place)
        )
    return accounts


def incomplete(places: Sequence[Place]) -> list[Account]:
    """The accounts of those places that are an alarm; of the others only the gaps are looked at.

    Three statements for every 400 places, however long they are, and some for each alarm.
    """
    suspects = {
        index for index in beyond(places) if places[index].plan.gap_policy != GapPolicy.GAPS_ALLOWED
    }
    for index, before, value in gaps(places):
        if index not in suspects and any(
            not hole.cause for hole in _holes(places[index], before, value)
        ):
            suspects.add(index)
    accounts = account_for([places[index] for index in sorted(suspects)])
    return [account for account in accounts if not account.is_complete]


def holes_of(place: Place) -> Iterator[Hole]:
    """Every hole of a place, one by one, however many there are."""
    account = account_for([place])[0]
    taken = _taken_elsewhere(account) if account.missing_count else []
    for _place, before, value in gaps([place]):
        yield from _holes(place, before, value, taken)


def _holes(place: Place, before: int, value: int, taken: Sequence[int] = ()) -> Iterator[Hole]:
    start = before + place.plan.increment
    inside = between(taken, start, value)
    yield from runs(place.plan, place.jumps, inside, value, start=start, period=place.period)


def _look_elsewhere(account: Account) -> None:
    """Take those for no holes whose texts are in the register, though on no number of the line."""
    taken = _taken_elsewhere(account)
    if not taken:
        return
    account._forget_holes()
    for _place, before, value in gaps([account.place]):
        for hole in _holes(account.place, before, value, taken):
            account._add_hole(hole)


def _taken_elsewhere(account: Account) -> list[int]:
    place = account.place
    named = sum(hole.count for hole in account.missing)
    few = account.missing if named == account.missing_count else None
    values = taken_elsewhere(place.series, place.plan, place.period, holes=few)
    return sorted({value for value in values if place.plan.first <= value < place.end})
