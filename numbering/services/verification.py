"""Whether issued numbers are what they were when they were given out: the chain, read again.

Each link is made anew from what its row says today. The first one that does not fit is named. A
chain is read in its order, a few thousand links at a time, whatever its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from numbering import canonical
from numbering.choices import GapPolicy
from numbering.engine.links import Head, Link, read_chain
from numbering.models import ClosedChain, Company, Counter, IssuedNumber, NumberEvent, SeriesLine


@dataclass(frozen=True, slots=True)
class Seal:
    """A hash that a chain had at a position, and who says so."""

    position: int
    head: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing of a chain that does not fit."""

    position: int
    number: str
    number_id: int | None
    what: str

    def __str__(self) -> str:
        return self.what


@dataclass(slots=True)
class ChainReport:
    """What the verification of one chain came to."""

    line: SeriesLine
    period: str
    links: int = 0
    head: str = ""
    # Not read to its end: the limit was reached.
    is_cut: bool = False
    seals: int = 0
    finding: Finding | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything fits."""
        return self.finding is None

    def __str__(self) -> str:
        period = f" {self.period}" if self.period else ""
        return f"{self.line.series.code} {self.line}{period}"


@dataclass(slots=True)
class _Walk:
    """Where the verification stands in a chain."""

    position: int = 0
    hash: bytes = b""
    number: str = ""
    sealed: int = 0
    seals: dict[int, list[Seal]] = field(default_factory=dict)
    used: int = 0


def chains_of(
    company: Company | None = None, *, series_code: str = ""
) -> list[tuple[SeriesLine, str]]:
    """Every chain that there is or must be: a line and a period.

    From the counters, the closed periods and the register itself: what was taken from one of them
    is still in another.
    """
    lines = SeriesLine.objects.select_related("series__company")
    if company is not None:
        lines = lines.filter(series__company=company)
    if series_code:
        lines = lines.filter(series__code=series_code.upper())
    found = {line.pk: line for line in lines}
    keys = set(
        Counter.objects.filter(line__in=found, chain_length__gt=0).values_list("line", "period")
    )
    keys |= set(ClosedChain.objects.filter(line__in=found).values_list("line", "period"))
    held = Counter.objects.filter(line__in=found)
    keys |= set(held.exclude(line__gap_policy=GapPolicy.GAPS_ALLOWED).values_list("line", "period"))
    numbers = IssuedNumber.objects.filter(line__in=found).exclude(chain_position=None)
    keys |= set(numbers.order_by().values_list("line", "period").distinct())
    chains = [(found[line], period) for line, period in keys]
    return sorted(chains, key=lambda one: (_place(one[0]), one[1]))


def _place(line: SeriesLine) -> tuple[str, str, int]:
    return line.series.company.code, line.series.code, line.pk


def verify_chain(
    line: SeriesLine, period: str, *, seals: Iterable[Seal] = (), limit: int | None = None
) -> ChainReport:
    """Read a chain from its first link and say which one does not fit, if any.

    `seals` are hashes that were closed, exported or printed; those of closed periods are known.
    With a `limit`, no more links than that are read.
    """
    walk = _Walk()
    for seal in [*seals, *_closed(line, period)]:
        walk.seals.setdefault(seal.position, []).append(seal)
    report = ChainReport(line, period, seals=sum(map(len, walk.seals.values())))
    with read_chain(line.pk, period) as (head, links):
        report.finding = _first_misfit(links, walk, head, limit)
    report.links, report.head = walk.position, walk.hash.hex()
    report.is_cut = report.finding is None and limit is not None and walk.position >= limit
    if report.finding is None and not report.is_cut:
        report.finding = _end(walk, head) or _outside(line, period)
    return report


def _closed(line: SeriesLine, period: str) -> Iterator[Seal]:
    rows = ClosedChain.objects.filter(line=line, period=period).select_related("closed")
    for row in rows.order_by("position", "pk"):
        yield Seal(
            row.position,
            row.head,
            _("the period closed on %(day)s") % {"day": f"{row.closed.closed_at:%Y-%m-%d}"},
        )


def _first_misfit(
    links: Iterable[Link], walk: _Walk, head: Head, limit: int | None
) -> Finding | None:
    before: Link | None = None
    for link in links:
        if limit is not None and walk.position >= limit:
            return None
        what = _misfit(link, before, walk)
        if what:
            return Finding(link.position, link.text, link.number_id, what)
        walk.position, walk.hash, walk.number = link.position, link.hash, link.text
        what = _broken_seal(walk) or _other_head(walk, head)
        if what:
            return Finding(link.position, link.text, link.number_id, what)
        before = link
    return None


def _misfit(link: Link, before: Link | None, walk: _Walk) -> str:
    """What is wrong with a link, "" where it fits."""
    facts = {"number": link.text, "position": link.position, "before": walk.number}
    if link.position == walk.position:
        return (
            _("%(number)s was put in: at position %(position)d stands %(before)s already.") % facts
        )
    if link.position != walk.position + 1:
        facts["position"] = walk.position + 1
        if not walk.position:
            return _("The first link is missing: a row before %(number)s was removed.") % facts
        return (
            _(
                "A row was removed: the link at position %(position)d is missing, between"
                " %(before)s and %(number)s."
            )
            % facts
        )
    if canonical.link(walk.hash, link.said()) != link.hash:
        if before is None:
            return _("%(number)s (position %(position)d) was altered.") % facts
        return (
            _(
                "%(number)s (position %(position)d) was altered, exchanged or put in: it does not"
                " fit its hash and what comes before it, %(before)s."
            )
            % facts
        )
    return link.misstated()


def _broken_seal(walk: _Walk) -> str:
    """What is wrong where a hash was kept elsewhere."""
    for seal in walk.seals.get(walk.position, ()):
        if seal.head != walk.hash.hex():
            return _(
                "%(number)s or a number before it was rewritten together with all hashes: at"
                " position %(position)d the chain is not the one of %(seal)s. Up to position"
                " %(fits)d it is."
            ) % {
                "number": walk.number,
                "position": walk.position,
                "seal": seal.said_by,
                "fits": walk.sealed,
            }
        walk.sealed = walk.position
    return ""


def _other_head(walk: _Walk, head: Head) -> str:
    if walk.position != head.length or walk.hash == head.hash:
        return ""
    return _(
        "The counter was altered: its hash is not that of %(number)s (position %(position)d), its"
        " last link."
    ) % {"number": walk.number, "position": walk.position}


def _end(walk: _Walk, head: Head) -> Finding | None:
    """Whether the chain ends where its counter, and whoever kept its hash, say."""
    last = max(walk.seals, default=0)
    facts = {
        "number": walk.number or _("the beginning"),
        "position": walk.position,
        "length": head.length,
        "lost": head.length - walk.position,
    }
    what = ""
    if not head.is_there and (walk.position or last):
        what = _("The counter of the chain was removed.")
    elif walk.position > head.length:
        what = _(
            "%(number)s (position %(position)d) was put in, or the counter was altered: it knows"
            " %(length)d links."
        )
    elif walk.position < head.length:
        what = _(
            "The end was cut off: behind %(number)s (position %(position)d) the last %(lost)d links"
            " are missing."
        )
    elif walk.position < last:
        what = _(
            "The end was cut off: behind %(number)s (position %(position)d) links are missing that"
            " %(seal)s has."
        )
        facts["seal"] = walk.seals[last][0].said_by
    return Finding(walk.position, walk.number, None, what % facts) if what else None


def _outside(line: SeriesLine, period: str) -> Finding | None:
    """A number or an event that is in no chain although its line is chained."""
    begins = Counter.objects.filter(line=line, period=period).values_list("unchained_to", flat=True)
    numbers = IssuedNumber.objects.of_line(line.pk, period)
    loose = numbers.filter(chain_position=None, pk__gt=begins.first() or 0).order_by("pk")
    number = None if line.gap_policy == GapPolicy.GAPS_ALLOWED else loose.first()
    if number is not None:
        what = _("%(number)s was put in, or taken out of the chain: it is in none.")
        return Finding(0, number.text, number.pk, what % {"number": number.text})
    chained = NumberEvent.objects.exclude(chain_position=None).filter(number=OuterRef("number"))
    events = NumberEvent.objects.filter(number__line=line, number__period=period)
    event = (
        events.filter(chain_position=None)
        .exclude(number__chain_position=None)
        # What happened before the number came into the chain has none that went before.
        .filter(Exists(chained.filter(pk__lt=OuterRef("pk"))) | ~Exists(chained))
        .select_related("number")
        .order_by("pk")
        .first()
    )
    if event is None:
        return None
    what = _("What happened to %(number)s was put in: “%(state)s” is in no chain.") % {
        "number": event.number.text,
        "state": event.get_state_display(),
    }
    return Finding(0, event.number.text, event.number_id, what)
