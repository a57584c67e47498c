"""Who is to be reminded of what: worked out from what is overdue and what was reminded before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from invoicing.choices import ReminderState
from invoicing.exceptions import NoReminderLevels
from invoicing.models import InvoiceBalance, ReminderLevel, ReminderLine
from invoicing.models.payments import overdue_days
from numbering.models import Company
from numbering.periods import checked_date
from orders.models import Party

# The level that an invoice has reached, and the day on which it did; the due date before the first.
Reached = tuple[int, Date]


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """An overdue invoice, with the level it has or gets."""

    balance: InvoiceBalance
    days: int
    level: int
    is_due: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reminder that could be made: one for each customer."""

    party: Party
    level: ReminderLevel
    date: Date
    lines: tuple[ProposedLine, ...]
    # What the customer has to get back: setting it off comes before reminding.
    credit: Decimal

    @property
    def open(self) -> Decimal:
        """What is overdue, in all."""
        return sum((line.balance.open for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What the reminder asks for."""
        return self.open + self.level.fee

    @property
    def pay_by(self) -> Date:
        """The day until which it gives time."""
        return self.date + timedelta(days=self.level.days_to_pay)

    @property
    def oldest(self) -> ProposedLine:
        """The invoice that is overdue longest."""
        return self.lines[0]


def propose_reminders(
    *, company: Company, on: Date, parties: Collection[int] | None = None
) -> list[Proposal]:
    """The reminders that are due on a day, of these customers or of all; the gravest come first.

    A customer is reminded when an invoice has waited long enough: after its due date for the
    first level, after the level before for every other; after the last there is none. All that is
    overdue is listed then, and what has not waited long enough keeps its level. The number of
    queries does not depend on the number of customers. Raises NoReminderLevels, ImpossibleDate.
    """
    checked_date(on)
    levels = list(ReminderLevel.objects.of(company).in_order())
    if not levels:
        raise NoReminderLevels(
            _("No levels of reminding are set up: an administrator does so in the settings.")
        )
    balances = InvoiceBalance.objects.of(company).overdue(on)
    if parties is not None:
        balances = balances.filter(party__in=parties)
    reached = reached_levels(balances.values("pk"))
    lines: dict[tuple[int, str], list[ProposedLine]] = defaultdict(list)
    for balance in balances.for_list().oldest_first():
        line = _line(balance, levels, reached.get(balance.pk, (0, balance.due_date)), on)
        lines[balance.party_id, balance.invoice.currency].append(line)
    due = [found for found in lines.values() if any(line.is_due for line in found)]
    credits = _credits(company, [found[0].balance.party_id for found in due])
    by_level = {level.level: level for level in levels}
    proposals = [
        Proposal(
            party=found[0].balance.party,
            level=by_level[max(line.level for line in found if line.is_due)],
            date=on,
            lines=tuple(found),
            credit=credits.get(found[0].balance.party_id, Decimal(0)),
        )
        for found in due
    ]
    proposals.sort(key=lambda one: (-one.level.level, -one.oldest.days, one.party.pk))
    return proposals


def _line(
    balance: InvoiceBalance, levels: Sequence[ReminderLevel], reached: Reached, on: Date
) -> ProposedLine:
    """The invoice on the next level, if it has waited for it; else on the one that it has."""
    level, since = reached
    following = next((one for one in levels if one.level > level), None)
    is_due = following is not None and since + timedelta(days=following.days) <= on
    return ProposedLine(
        balance=balance,
        days=overdue_days(balance.due_date, on),
        level=following.level if following is not None and is_due else level,
        is_due=is_due,
    )


def reached_levels(invoices: Iterable[int] | QuerySet[Any]) -> dict[int, Reached]:
    """The highest level of each invoice, and when it was reminded of so for the first time."""
    found: dict[int, Reached] = {}
    lines = ReminderLine.objects.filter(
        invoice__in=invoices, level__gt=0, reminder__state=ReminderState.MADE
    )
    for invoice, level, day in lines.values_list("invoice", "level", "reminder__date"):
        known = found.get(invoice)
        if known is None or (level, -day.toordinal()) > (known[0], -known[1].toordinal()):
            found[invoice] = (level, day)
    return found


def _credits(company: Company, parties: Collection[int]) -> Mapping[int, Decimal]:
    """What these customers have to get back."""
    credits = InvoiceBalance.objects.of(company).credits().filter(party__in=parties)
    sums = credits.order_by().values_list("party").annotate(Sum("open"))
    return {party: -total for party, total in sums}
