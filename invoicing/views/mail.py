"""Sending invoices and reminders by e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from invoicing.forms.mail import MailForm
from invoicing.mailing import mail_words
from invoicing.models import SentMail
from invoicing.services.mail import send_invoice, send_reminder
from invoicing.views.invoices import TITLES, find_invoice
from invoicing.views.numbers import draft_place
from invoicing.views.reminders import find_reminder
from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages.setaside import typed_before
from numbering.pdf import pdf_problem
from orders.forms.numbers import picked_series, typed_number
from orders.views.numbers import tell_of_change

TEMPLATE = "invoicing/mail_send.html"


@role_required(*WRITERS)
def invoice_send(request: CompanyRequest, pk: int) -> HttpResponse:
    """Send an invoice by e-mail; a draft is issued by it (Offer-Cube)."""
    invoice = find_invoice(request, pk)
    form = _form(request, invoice)
    if request.method == "POST" and form.is_valid():
        try:
            mail = send_invoice(
                invoice=invoice,
                by=request.user,
                to=form.cleaned_data["to"],
                words=form.words(),
                with_ubl=form.cleaned_data["with_ubl"],
                typed_number=typed_number(request.POST),
                series=picked_series(request.company, request.POST),
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            sent = find_invoice(request, pk)
            if not invoice.is_issued:
                messages.success(
                    request,
                    _("%(title)s %(number)s is issued.")
                    % {"title": TITLES[sent.kind], "number": sent.number},
                )
            _tell(request, mail)
            tell_of_change(request, invoice.number, sent.number)
            return redirect(invoice)
    context: dict[str, Any] = {
        "document": invoice,
        "title": TITLES[invoice.kind],
        "form": form,
        "problem": pdf_problem(),
        "is_draft": not invoice.is_issued,
    }
    if not invoice.is_issued:
        place = draft_place(request, invoice, request.POST)
        context["number_place"] = place.with_errors(form.errors.get("number", []))
    return render(request, TEMPLATE, context)


@role_required(*WRITERS)
def reminder_send(request: CompanyRequest, pk: int) -> HttpResponse:
    """Send a reminder by e-mail."""
    reminder = find_reminder(request, pk)
    form = _form(request, reminder)
    del form.fields["with_ubl"]
    if request.method == "POST" and form.is_valid():
        try:
            mail = send_reminder(
                reminder=reminder,
                by=request.user,
                to=form.cleaned_data["to"],
                words=form.words(),
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            _tell(request, mail)
            return redirect(reminder)
    context = {
        "document": reminder,
        "title": _("Reminder"),
        "form": form,
        "problem": pdf_problem(),
    }
    return render(request, TEMPLATE, context)


def _form(request: CompanyRequest, document: Any) -> MailForm:
    data = request.POST if request.method == "POST" else typed_before(request)
    return MailForm(data, initial=MailForm.initial_of(document, mail_words(document)))


def _tell(request: CompanyRequest, mail: SentMail) -> None:
    if mail.is_failed:
        messages.error(
            request,
            _(
                "The mail to %(to)s was not sent: %(error)s. Nothing else is lost: mend it and"
                " send it again."
            )
            % {"to": mail.recipients, "error": mail.error},
        )
    else:
        messages.success(request, _("Sent to %(to)s.") % {"to": mail.recipients})
