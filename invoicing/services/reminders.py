"""Making reminders, and cancelling one that was made by mistake."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date as Date

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.choices import ReminderState
from invoicing.exceptions import NothingToRemind, ReminderCancelled
from invoicing.models import InvoiceBalance, Reminder, ReminderLine
from invoicing.papers import REMINDER_PAPER
from invoicing.proposals import Proposal, propose_reminders
from invoicing.services.content import copy_parties
from numbering.models import Company, NumberSeries
from numbering.services import series_for, void
from numbering.transactions import write
from orders.findings import Findings
from orders.services.content import check_reason
from orders.services.layouts import Layouts
from orders.services.locks import lock_row, lock_rows


def make_reminders(
    *, company: Company, by: User, on: Date, parties: Collection[int]
) -> list[Reminder]:
    """Make the reminders that are due on a day for these customers, one for each.

    What is due is worked out anew once the open items are held: who was reminded or has paid
    meanwhile gets none. The numbers are drawn together, in few statements however many there are.
    Raises NothingToRemind, NoReminderLevels, SeriesNotAssigned, and what drawing raises.
    """
    if not parties:
        raise NothingToRemind(_("Tick the customers to remind."))
    with write(lambda: series_for(company, "reminder").code):
        overdue = InvoiceBalance.objects.of(company).overdue(on).filter(party__in=parties)
        lock_rows(InvoiceBalance, list(overdue.values_list("pk", flat=True)))
        proposals = propose_reminders(company=company, on=on, parties=parties)
        if not proposals:
            raise NothingToRemind(
                _("Nothing is due any more: the customers have paid, or were reminded meanwhile.")
            )
        series = series_for(company, "reminder")
        layouts = Layouts(company)
        reminders = [_reminder(proposal, series, layouts, by) for proposal in proposals]
        Reminder.objects.bulk_create(reminders, by=by)
        ReminderLine.objects.bulk_create(
            line
            for reminder, proposal in zip(reminders, proposals, strict=True)
            for line in _lines(reminder, proposal)
        )
    return reminders


def cancel_reminder(*, reminder: Reminder, by: User, reason: str) -> Reminder:
    """Cancel a reminder. Its number stays in the register, void, with the reason.

    Its invoices fall back to the level they had before. Raises EntryErrors without a reason, and
    ReminderCancelled.
    """
    with write():
        lock_row(reminder)
        stored = Reminder.objects.select_related("number").get(pk=reminder.pk)
        if stored.is_cancelled:
            raise ReminderCancelled(_("The reminder is cancelled already."))
        findings = Findings()
        reason = check_reason(reason, findings)
        findings.raise_if_any()
        stored.state, stored.cancel_reason = ReminderState.CANCELLED, reason
        stored.cancelled_at, stored.cancelled_by = timezone.now(), by
        stored.save(
            draw=False,
            update_fields=["state", "cancel_reason", "cancelled_at", "cancelled_by"],
        )
        assert stored.number is not None
        void(stored.number, reason=reason, by=by)
    return stored


def _reminder(proposal: Proposal, series: NumberSeries, layouts: Layouts, by: User) -> Reminder:
    """The reminder as proposed, with copies of all that its paper says."""
    reminder = Reminder(
        company=series.company,
        party=proposal.party,
        date=proposal.date,
        level=proposal.level.level,
        pay_by=proposal.pay_by,
        open=proposal.open,
        fee=proposal.level.fee,
        total=proposal.total,
        text=proposal.level.text_in(proposal.party.language),
        line_count=len(proposal.lines),
        created_by=by,
    )
    reminder.series = series
    copy_parties(reminder)
    reminder.print_layout = layouts.of(REMINDER_PAPER, None, reminder.language)
    reminder.currency = proposal.oldest.balance.invoice.currency
    return reminder


def _lines(reminder: Reminder, proposal: Proposal) -> list[ReminderLine]:
    """Its invoices as they stand now, the oldest first."""
    return [
        ReminderLine(
            reminder=reminder,
            position=position,
            invoice=line.balance.invoice,
            invoice_number=str(line.balance.invoice.number),
            invoice_date=line.balance.invoice.date,
            due_date=line.balance.due_date,
            days=line.days,
            gross=line.balance.gross,
            open=line.balance.open,
            level=line.level,
        )
        for position, line in enumerate(proposal.lines, start=1)
    ]
