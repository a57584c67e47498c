"""The figures of a journal: counts and sums by series, tax rate, currency and kind of invoice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date as Date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Count, Max, Min, Q

from invoicing.choices import InvoiceKind
from invoicing.journal.scope import Scope
from invoicing.journal.sums import ExactSum
from invoicing.models import InvoiceTax
from invoicing.papers import PAPER_TITLES
from numbering.formatting import quantity
from numbering.models import IssuedNumber, NumberSeries, SeriesLine
from numbering.querysets import Span

_NIL = Decimal("0.00")
_A = TypeVar("_A", "Amounts", "RateAmounts")


@dataclass(slots=True)
class Amounts:
    """How many invoices, and what they add up to in one currency; of one kind, or of all."""

    currency: str
    kind: str = ""
    count: int = 0
    net: Decimal = _NIL
    tax: Decimal = _NIL
    gross: Decimal = _NIL

    @property
    def kind_label(self) -> str:
        """What the kind is called."""
        return str(InvoiceKind(self.kind).label) if self.kind else ""

    @property
    def paper_kind(self) -> str:
        """What the kind is called on papers."""
        return str(PAPER_TITLES[self.kind]) if self.kind else ""


@dataclass(slots=True)
class RateAmounts:
    """What was sold at one tax rate, and its tax."""

    currency: str
    percent: Decimal
    code: str
    name: str
    net: Decimal = _NIL
    tax: Decimal = _NIL

    @property
    def gross(self) -> Decimal:
        """What was sold with its tax."""
        return self.net + self.tax

    @property
    def label(self) -> str:
        """The percentage, and the rate's name where that says more."""
        percent = f"{quantity(self.percent)}\u00a0%"
        says_more = "".join(self.name.split()) != "".join(percent.split())
        return f"{percent} · {self.name}" if self.name and says_more else percent


class ByCurrency:
    """Sums and tax rates that are told together, currency by currency."""

    sums: list[Amounts]
    rates: list[RateAmounts]

    @property
    def blocks(self) -> list[tuple[Amounts, list[RateAmounts]]]:
        """The sum in each currency with what it is made of."""
        return [
            (total, [one for one in self.rates if one.currency == total.currency])
            for total in self.sums
        ]


@dataclass(slots=True)
class SeriesFigures(ByCurrency):
    """The figures of one series."""

    pk: int | None
    code: str
    name: str
    first: str = ""
    last: str = ""
    count: int = 0
    sums: list[Amounts] = field(default_factory=list)
    rates: list[RateAmounts] = field(default_factory=list)


@dataclass(slots=True)
class Figures(ByCurrency):
    """The figures of a journal, series by series and in all."""

    series: list[SeriesFigures] = field(default_factory=list)
    sums: list[Amounts] = field(default_factory=list)
    rates: list[RateAmounts] = field(default_factory=list)
    kinds: list[Amounts] = field(default_factory=list)
    # Where the invoices' numbers lie: for whoever looks for those between them.
    spans: list[Span] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many invoices there are."""
        return sum(one.count for one in self.series)

    @property
    def in_several_series(self) -> bool:
        """Whether sums of all series say more than those of one."""
        return len(self.series) > 1

    @property
    def is_mixed(self) -> bool:
        """Whether there are several currencies, which no sum mixes."""
        return len(self.sums) > 1

    def of(self, series: int | None) -> SeriesFigures | None:
        """The figures of one series."""
        return next((one for one in self.series if one.pk == series), None)

    def is_same_as(self, other: Figures) -> bool:
        """Whether both have the same invoices, by all that they add up to.

        What series and rates are called does not matter: that may change.
        """
        return self._totals == other._totals

    @property
    def _totals(self) -> tuple[Any, ...]:
        ends = sorted((one.first, one.last, one.count) for one in self.series)
        rates = [(one.currency, one.percent, one.code, one.net, one.tax) for one in self.rates]
        return ends, self.sums, rates, self.kinds

    def as_json(self) -> dict[str, Any]:
        """What a printed journal keeps; amounts are texts, so that none is rounded."""
        kept = asdict(self)
        del kept["spans"]
        for one in kept["series"]:
            del one["pk"]
        found: dict[str, Any] = _plain(kept)
        return found


def stored_figures(kept: dict[str, Any]) -> Figures:
    """The figures that a printed journal kept."""
    figures = Figures(
        sums=_read(Amounts, kept["sums"]),
        rates=_read(RateAmounts, kept["rates"]),
        kinds=_read(Amounts, kept["kinds"]),
    )
    for place, one in enumerate(kept["series"]):
        sums, rates = _read(Amounts, one["sums"]), _read(RateAmounts, one["rates"])
        facts = {name: one[name] for name in ("code", "name", "first", "last", "count")}
        figures.series.append(SeriesFigures(pk=place, **facts, sums=sums, rates=rates))
    return figures


def _read(kind: type[_A], rows: list[dict[str, Any]]) -> list[_A]:
    amounts = ("net", "tax", "gross", "percent")
    found = []
    for row in rows:
        facts: dict[str, Any] = {
            name: Decimal(one) if name in amounts else one for name, one in row.items()
        }
        found.append(kind(**facts))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def read_figures(scope: Scope) -> Figures:
    """Count and add up the invoices of a journal: five queries, however many there are."""
    groups: list[Any] = list(
        scope.invoices()
        .order_by()
        .values("number__series", "number__line", "number__period", "kind", "currency")
        .annotate(
            count=Count("pk"),
            sum_net=ExactSum("net"),
            sum_tax=ExactSum("tax"),
            sum_gross=ExactSum("gross"),
            low=Min("number__value"),
            high=Max("number__value"),
            low_text=Min("number__text"),
            high_text=Max("number__text"),
        )
    )
    figures = Figures(series=_series(groups))
    figures.sums = _amounts(groups)
    figures.kinds = _amounts(groups, by_kind=True)
    for one in figures.series:
        own = [group for group in groups if group["number__series"] == one.pk]
        one.sums = _amounts(own)
        one.count = sum(amounts.count for amounts in one.sums)
    _add_rates(figures, scope)
    _add_ends(figures, groups)
    return figures


def _series(groups: list[dict[str, Any]]) -> list[SeriesFigures]:
    """A place for each series, by code; typed numbers that no series knows come last."""
    keys = {group["number__series"] for group in groups}
    rows = NumberSeries.objects.filter(pk__in=keys - {None}).order_by("code", "pk")
    found = [SeriesFigures(one.pk, one.code, one.description) for one in rows]
    return [*found, SeriesFigures(None, "", "")] if None in keys else found


def _amounts(groups: Iterable[dict[str, Any]], *, by_kind: bool = False) -> list[Amounts]:
    found: dict[tuple[str, str], Amounts] = {}
    for group in groups:
        key = (group["currency"], group["kind"] if by_kind else "")
        one = found.setdefault(key, Amounts(*key))
        one.count += group["count"]
        one.net += group["sum_net"]
        one.tax += group["sum_tax"]
        one.gross += group["sum_gross"]
    kinds = ["", *InvoiceKind.values]
    return sorted(found.values(), key=lambda one: (one.currency, kinds.index(one.kind)))


def _add_rates(figures: Figures, scope: Scope) -> None:
    """What was sold at each rate; one that was renamed within the period stays one."""
    rows = (
        InvoiceTax.objects.filter(invoice__in=scope.invoices().order_by().values("pk"))
        .order_by()
        .values("invoice__number__series", "invoice__currency", "percent", "code")
        .annotate(last_name=Max("name"), sum_net=ExactSum("net"), sum_tax=ExactSum("tax"))
    )
    in_all: dict[tuple[Any, ...], RateAmounts] = {}
    by_series: dict[int | None, list[RateAmounts]] = defaultdict(list)
    for row in rows:
        facts = (row["invoice__currency"], row["percent"], row["code"])
        one = RateAmounts(*facts, row["last_name"], row["sum_net"], row["sum_tax"])
        by_series[row["invoice__number__series"]].append(one)
        total = in_all.setdefault(facts, RateAmounts(*facts, row["last_name"]))
        total.net += one.net
        total.tax += one.tax
    for series in figures.series:
        series.rates = _sorted(by_series[series.pk])
    figures.rates = _sorted(in_all.values())


def _sorted(rates: Iterable[RateAmounts]) -> list[RateAmounts]:
    return sorted(rates, key=lambda one: (one.currency, -one.percent, one.code))


def _add_ends(figures: Figures, groups: list[dict[str, Any]]) -> None:
    """The first and the last number of each series, as its lines and periods follow each other."""
    places: dict[tuple[int | None, int, str], tuple[int, int]] = {}
    for group in groups:
        if group["number__line"] is not None and group["low"] is not None:
            key = (group["number__series"], group["number__line"], group["number__period"])
            low, high = places.get(key, (group["low"], group["high"]))
            places[key] = min(low, group["low"]), max(high, group["high"])
    lines = SeriesLine.objects.in_bulk({line for _series, line, _period in places})

    def order(key: tuple[int | None, int, str]) -> tuple[Any, ...]:
        line = lines[key[1]]
        return line.starting_date or Date.min, line.first_number, line.pk, key[2]

    ends: dict[int | None, tuple[tuple[int, str, int], tuple[int, str, int]]] = {}
    for key in sorted(places, key=order):
        series, line_id, period = key
        low, high = places[key]
        figures.spans.append(Span(line_id, period, low, high))
        first = ends[series][0] if series in ends else (line_id, period, low)
        ends[series] = first, (line_id, period, high)
    texts = _texts({end for pair in ends.values() for end in pair})
    for one in figures.series:
        if one.pk in ends:
            one.first, one.last = (texts[end] for end in ends[one.pk])
        else:
            own = [group for group in groups if group["number__series"] == one.pk]
            one.first = min(group["low_text"] for group in own)
            one.last = max(group["high_text"] for group in own)


def _texts(ends: set[tuple[int, str, int]]) -> dict[tuple[int, str, int], str]:
    asked = Q(pk__in=())
    for line, period, value in ends:
        asked |= Q(line_id=line, period=period, value=value)
    rows = (
        IssuedNumber.objects.filter(asked).order_by().values_list("line", "period", "value", "text")
    )
    return {(line, period, value): text for line, period, value, text in rows}  # type: ignore[misc]
