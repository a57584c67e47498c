"""Close a period of a series: keep, show and hand out where its chains stood.

Whoever can write everything can rewrite a chain from any number on, hashes included. What was
handed out before does not fit then. Numbers may still be given out for dates of a closed period;
whether they may is a matter of bookkeeping, not of proof.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from numbering.engine.request import User, user_id
from numbering.exceptions import RuleError
from numbering.models import (
    ClosedChain,
    ClosedPeriod,
    Company,
    IssuedNumber,
    NumberSeries,
    SeriesLine,
)
from numbering.services.verification import ChainReport, Seal, chains_of, verify_chain
from numbering.transactions import write

FORMAT = "Nummerwerk closed periods 1"


class ChainBroken(RuleError):
    """A chain does not fit: what would be closed proves nothing."""


def close_period(
    *,
    series: NumberSeries,
    first: date,
    last: date,
    today: date,
    note: str = "",
    by: User = None,
    limit: int | None = None,
) -> ClosedPeriod:
    """Keep the hashes of the chains that have numbers dated from `first` to `last`.

    The chains are verified before. Raises RuleError for dates that make no span, or one that is
    not over, or without numbers; ChainBroken where a link does not fit; RuleError where a chain
    has more than `limit` links.
    """
    if last < first:
        raise RuleError(_("The period ends before it begins: check the dates."), field="last_date")
    if last > today:
        raise RuleError(_("The period is not over yet: close it then."), field="last_date")
    kept = []
    for line, period in chains_of(series.company, series_code=series.code):
        numbers = IssuedNumber.objects.of_line(line.pk, period).filter(
            document_date__range=(first, last), chain_position__isnull=False
        )
        if numbers.exists():
            report = _verified(line, period, limit)
            kept.append(_standing(report, numbers.filter(chain_position__lte=report.links)))
    if not kept:
        raise RuleError(
            _("No number of %(series)s that is chained is dated in this period.")
            % {"series": series.code},
            field="first_date",
        )
    with write():
        closed = ClosedPeriod.objects.create(
            company=series.company,
            series=series,
            first_date=first,
            last_date=last,
            note=note.strip()[:200],
            closed_by_id=user_id(by),
        )
        for chain in kept:
            chain.closed = closed
        ClosedChain.objects.bulk_create(kept)
    return closed


def _verified(line: SeriesLine, period: str, limit: int | None) -> ChainReport:
    report = verify_chain(line, period, limit=limit)
    if report.finding is not None:
        raise ChainBroken(
            _("%(chain)s is not whole, so closing it would prove nothing. %(what)s")
            % {"chain": report, "what": report.finding}
        )
    if report.is_cut:
        raise RuleError(
            _(
                "%(chain)s has more than %(limit)d links, which takes too long for a page. Whoever"
                " looks after the server closes it with: manage.py close_period"
            )
            % {"chain": report, "limit": limit}
        )
    return report


def _standing(report: ChainReport, numbers: Any) -> ClosedChain:
    facts = numbers.order_by().aggregate(count=Count("pk"), low=Min("value"), high=Max("value"))
    ends = dict(
        numbers.filter(value__in=(facts["low"], facts["high"])).values_list("value", "text")
    )
    return ClosedChain(
        line=report.line,
        period=report.period,
        position=report.links,
        hash=bytes.fromhex(report.head),
        count=facts["count"],
        first_number=ends.get(facts["low"], ""),
        last_number=ends.get(facts["high"], ""),
    )


def export_closed(company: Company, periods: Iterable[ClosedPeriod]) -> str:
    """A file to be kept elsewhere, with which the database can be compared at any time."""
    closed = [
        {
            "series": period.series.code,
            "from": period.first_date.isoformat(),
            "to": period.last_date.isoformat(),
            "closed_at": period.closed_at.isoformat(),
            "closed_by": period.closed_by.get_username() if period.closed_by else "",
            "note": period.note,
            "chains": [
                {
                    "line": str(chain.line),
                    "line_key": chain.line_id,
                    "period": chain.period,
                    "links": chain.position,
                    "hash": chain.head,
                    "numbers": chain.count,
                    "first_number": chain.first_number,
                    "last_number": chain.last_number,
                }
                for chain in period.chains.select_related("line").order_by("line", "period")
            ],
        }
        for period in periods
    ]
    file = {"format": FORMAT, "company": company.code, "closed": closed}
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"


def verify_against(
    content: bytes, *, company: Company | None = None, limit: int | None = None
) -> list[ChainReport]:
    """Compare the chains with a file that `export_closed` wrote.

    Raises RuleError for a file that is none, or another company's, or that names a line which is
    gone.
    """
    code, seals = _read(content)
    if company is not None and company.code != code:
        raise RuleError(
            _("The file is of the company %(code)s, not of this one.") % {"code": code},
            field="file",
        )
    lines = SeriesLine.objects.select_related("series__company").filter(
        series__company__code=code, pk__in={line for line, _period in seals}
    )
    found = {line.pk: line for line in lines}
    reports = []
    for (line, period), kept in sorted(seals.items()):
        if line not in found:
            raise RuleError(
                _("A line that the file names is gone, with all of its numbers: %(line)s.")
                % {"line": kept[0].said_by},
                field="file",
            )
        reports.append(verify_chain(found[line], period, seals=kept, limit=limit))
    return reports


def _read(content: bytes) -> tuple[str, dict[tuple[int, str], list[Seal]]]:
    seals: dict[tuple[int, str], list[Seal]] = {}
    try:
        file = json.loads(content)
        if file["format"] != FORMAT:
            raise ValueError
        for closed in file["closed"]:
            said_by = _("the file (%(series)s, %(first)s to %(last)s)") % {
                "series": str(closed["series"]),
                "first": str(closed["from"]),
                "last": str(closed["to"]),
            }
            for chain in closed["chains"]:
                seal = Seal(int(chain["links"]), str(chain["hash"]), said_by)
                key = int(chain["line_key"]), str(chain["period"])
                seals.setdefault(key, []).append(seal)
        return str(file["company"]), seals
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleError(
            _("This is not a file of closed periods: choose one that Nummerwerk exported."),
            field="file",
        ) from error
