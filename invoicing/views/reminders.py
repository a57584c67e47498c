"""Reminders: proposed and made, listed, shown, printed, cancelled."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoicing.choices import ReminderState
from invoicing.forms.reminders import ProposalForm
from invoicing.models import Reminder
from invoicing.models.reminders import LEVELS
from invoicing.proposals import Proposal, propose_reminders
from invoicing.rendering import REMINDER_TEMPLATE, reminder_context
from invoicing.services.reminders import cancel_reminder, make_reminders
from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages import Action, ChoiceFilter, Column, ListPage, PeriodFilter, by_number
from numbering.pages.search import ByNumber, ByRow
from numbering.pages.setaside import typed_before
from orders.forms.parties import CancelForm
from orders.models import Party
from orders.views.filters import SEARCH_NOTE, PartyFilter
from orders.views.numbers import tell_of_number

# So many are proposed on one page, the gravest ones; the others follow when these are made.
MOST_PROPOSED = 200


class ReminderList(ListPage):
    """The reminders of a company, newest first."""

    title = gettext_lazy("Reminders")
    columns = [
        Column("number", gettext_lazy("Number"), "number", sort=by_number("number"), link=True),
        Column(
            "date",
            gettext_lazy("Date"),
            "date",
            sort="date",
            descending_first=True,
            is_indexed=True,
        ),
        Column(
            "customer_number",
            gettext_lazy("Cust. no."),
            "number",
            value="buyer_number",
            sort="buyer_number",
            optional=True,
        ),
        Column(
            "customer",
            gettext_lazy("Customer"),
            value="buyer_name",
            sort="buyer_name",
            css="grow clip",
        ),
        Column("level", gettext_lazy("Level"), sort="level", css="center"),
        Column("pay_by", gettext_lazy("Pay by"), "date", sort="pay_by"),
        Column("open", gettext_lazy("Overdue"), "money", sort="open", total=True),
        Column("fee", gettext_lazy("Fee"), "money", sort="fee", total=True, optional=True),
        Column("total", gettext_lazy("Total"), "money", sort="total", total=True),
        Column("state", gettext_lazy("State"), "state", sort="state"),
    ]
    search = ["number__text", "buyer_name", "buyer_number"]
    search_label = gettext_lazy("Number, customer")
    is_large = True
    questions = [
        ByNumber("number", "reminder"),
        ByNumber("party__customer_number", "customer"),
        ByRow("party", Party.objects.of, "searched"),
    ]
    search_note = SEARCH_NOTE
    filters = [
        ChoiceFilter("state", gettext_lazy("State"), ReminderState.choices),
        ChoiceFilter(
            "level",
            gettext_lazy("Level"),
            [(str(level), str(level)) for level in range(1, LEVELS + 1)],
        ),
        PartyFilter("customer"),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    ordering = ["-date", "-pk"]
    actions = [
        Action(gettext_lazy("New reminders"), "invoicing:reminder_new", key="n", roles=WRITERS)
    ]
    empty = gettext_lazy("No reminders yet. Press N to see who is due for one.")
    export_name = "reminders"

    def get_queryset(self) -> QuerySet[Reminder]:
        """The company's reminders with all that a row shows."""
        return Reminder.objects.of(self.company).for_list()

    def row_css(self, row: Any) -> str:
        """What is cancelled steps back."""
        return "is-off" if row.is_cancelled else ""


@role_required(*WRITERS)
def reminder_new(request: CompanyRequest) -> HttpResponse:
    """Who is due for a reminder on a day; those that stay ticked are made."""
    errors: list[str] = []
    on = _day(request.POST if request.method == "POST" else request.GET)
    proposals: list[Proposal] = []
    try:
        proposals = propose_reminders(company=request.company, on=on)
    except NumberingError as error:
        errors.append(str(error))
    kept = request.POST if request.method == "POST" else typed_before(request)
    form = ProposalForm(kept, proposals=proposals[:MOST_PROPOSED], on=on)
    if request.method == "POST" and form.is_valid() and not errors:
        try:
            made = make_reminders(
                company=request.company, by=request.user, on=on, parties=form.ticked()
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            return _made(request, made)
    context = {
        "form": form,
        "on": on,
        "errors": errors,
        "count": len(proposals),
        "most": MOST_PROPOSED,
        "is_cut": len(proposals) > MOST_PROPOSED,
    }
    return render(request, "invoicing/reminder_new.html", context)


def _day(data: Any) -> Date:
    """The day asked for; today where none was, or none that there is."""
    try:
        return Date.fromisoformat(str(data.get("on") or ""))
    except ValueError:
        return timezone.localdate()


def _made(request: CompanyRequest, made: list[Reminder]) -> HttpResponse:
    """Tell the numbers; a single reminder is shown."""
    first, last = made[0], made[-1]
    if len(made) == 1:
        messages.success(request, _("Reminder %(number)s is made.") % {"number": first.number})
    else:
        messages.success(
            request,
            _("%(count)d reminders are made: %(first)s to %(last)s.")
            % {"count": len(made), "first": first.number, "last": last.number},
        )
    tell_of_number(request, last.number)
    return redirect(first if len(made) == 1 else "invoicing:reminder_list")


def find_reminder(request: CompanyRequest, pk: int) -> Reminder:
    """A reminder of the company with all that its page shows; 404 for any other."""
    reminders = Reminder.objects.of(request.company).select_related(
        "company", "number__series", "number__issued_by", "party", "created_by", "cancelled_by"
    )
    return get_object_or_404(reminders, pk=pk)


@role_required(*EVERYONE)
def reminder_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """One reminder with the invoices that it lists."""
    reminder = find_reminder(request, pk)
    lines = reminder.lines.select_related("invoice").order_by("position")
    context = {
        "reminder": reminder,
        "lines": lines,
        "mails": reminder.mails.select_related("created_by").newest_first(),
    }
    return render(request, "invoicing/reminder_detail.html", context)


@role_required(*EVERYONE)
def reminder_print(request: CompanyRequest, pk: int) -> HttpResponse:
    """The reminder as paper, in the customer's language."""
    context = reminder_context(find_reminder(request, pk))
    return render(request, REMINDER_TEMPLATE, context)


@role_required(*WRITERS)
def reminder_cancel(request: CompanyRequest, pk: int) -> HttpResponse:
    """Cancel a reminder that was made by mistake, with the reason."""
    reminder = find_reminder(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            cancel_reminder(reminder=reminder, by=request.user, reason=form.cleaned_data["reason"])
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(
                request, _("Reminder %(number)s is cancelled.") % {"number": reminder.number}
            )
            return redirect(reminder)
    return render(request, "invoicing/reminder_cancel.html", {"reminder": reminder, "form": form})
