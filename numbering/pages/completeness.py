"""What the auditor's pages, papers and the night job read of a company's completeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Sum

from numbering.models import Company, Counter, IssuedNumber, NumberSeries, SeriesLine
from numbering.services.completeness import (
    Account,
    CompletenessReport,
    Place,
    account_for,
    incomplete,
    places_of,
    with_counters,
)
from numbering.services.loose import without_document

# Numbers that are accounted for while somebody waits for a page; longer lines come after it.
AT_ONCE = 200_000
# So many numbers without a document are named.
NAMED = 20


def counters_of(company: Company) -> QuerySet[Counter]:
    """Every line of the company in each of its periods, with what its account needs."""
    return Counter.objects.filter(line__series__company=company).select_related(
        "line__series__company"
    )


def places_of_counters(counters: Iterable[Counter]) -> dict[int, Place]:
    """The places of counters, by the counters' keys: three statements."""
    rows = {(one.line_id, one.period): one for one in counters}
    lines = {one.line_id: one.line for one in rows.values()}
    reached = {key: one.next_value for key, one in rows.items()}
    places = with_counters(lines, reached)
    return {rows[place.line.pk, place.period].pk: place for place in places}


def accounts_at_once(places: dict[int, Place], *, most: int | None = AT_ONCE) -> dict[int, Account]:
    """The accounts of the shorter places, until they have so many numbers together."""
    kept: list[int] = []
    numbers = 0
    for key in sorted(places, key=lambda key: places[key].length):
        numbers += places[key].length
        if most is not None and numbers > most:
            break
        kept.append(key)
    accounts = account_for([places[key] for key in kept])
    return dict(zip(kept, accounts, strict=True))


def is_long(company: Company) -> bool:
    """Whether the company has more numbers than are looked at while somebody waits for a page."""
    counters = Counter.objects.filter(line__series__company=company)
    steps = (F("next_value") - F("line__first_number")) / F("line__increment")
    return (counters.aggregate(length=Sum(steps))["length"] or 0) > AT_ONCE


def incomplete_counters(company: Company) -> list[int]:
    """The counters of places with an alarm."""
    places = places_of_counters(counters_of(company).order_by("pk"))
    keys = {id(place): key for key, place in places.items()}
    return [keys[id(one.place)] for one in incomplete(list(places.values()))]


def incomplete_series(company: Company) -> list[CompletenessReport]:
    """The series from which a number is missing without a cause."""
    lines = SeriesLine.objects.filter(series__company=company).select_related("series__company")
    found: dict[int, CompletenessReport] = {}
    for account in incomplete(places_of(lines.order_by("series__code", "pk"))):
        series = account.place.series
        report = found.setdefault(series.pk, CompletenessReport(series, None))
        report.accounts.append(account)
    return sorted(found.values(), key=lambda report: (report.series.code, report.series.pk))


@dataclass(slots=True)
class SeriesAccount:
    """The accounts of a series with what is loose at one end."""

    series: NumberSeries
    places: list[Place]
    accounts: list[Account] = field(default_factory=list)
    # In use, although no document holds them; one more than named where there are more.
    loose: list[IssuedNumber] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many numbers there are to account for."""
        return sum(place.length for place in self.places)

    @property
    def is_long(self) -> bool:
        """Whether nobody should wait for it with the page."""
        return self.length > AT_ONCE

    @property
    def named(self) -> list[IssuedNumber]:
        """The first ones of those without a document."""
        return self.loose[:NAMED]

    @property
    def has_more(self) -> bool:
        """Whether there are more of them than are named."""
        return len(self.loose) > NAMED

    @property
    def report(self) -> CompletenessReport:
        """All places together."""
        return CompletenessReport(self.series, None, self.accounts)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is an alarm."""
        return not self.loose and self.report.is_complete

    def of_period(self, period: str) -> SeriesAccount:
        """The places of one period alone."""
        return SeriesAccount(self.series, [one for one in self.places if one.period == period])

    def count(self) -> SeriesAccount:
        """Account for every number; the same object."""
        self.accounts = account_for(self.places)
        numbers = IssuedNumber.objects.filter(line__in={place.line.pk for place in self.places})
        periods = {place.period for place in self.places}
        company = self.series.company
        loose = without_document(company, numbers.filter(period__in=periods))
        self.loose = list(loose[: NAMED + 1])
        return self


def series_account(series: NumberSeries, *, period: str | None = None) -> SeriesAccount:
    """The places of a series, or of one period of it, not yet accounted for."""
    lines = SeriesLine.objects.filter(series=series).select_related("series__company")
    places = places_of(lines.order_by("starting_date", "first_number", "pk"), period=period)
    return SeriesAccount(series, places)


def periods_of(places: Sequence[Place]) -> list[str]:
    """The periods that there are, the latest first."""
    return sorted({place.period for place in places if place.period}, reverse=True)
