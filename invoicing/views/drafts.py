"""From an order to an issued invoice: make a draft, change it, issue it, throw it away; credit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from invoicing.forms.drafts import CreditForm, DraftForm, MakeInvoiceForm
from invoicing.models import Invoice
from invoicing.selectors import creditable_lines, draft_lines, is_written_freely, made_from
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order, discard_draft, save_draft
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from invoicing.views.free import FreeInvoicePage
from invoicing.views.invoices import TITLES, find_invoice, show_invoice
from invoicing.views.numbers import draft_place
from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages.setaside import typed_before
from orders.forms.numbers import has_number_field, picked_series, typed_number
from orders.views.numbers import tell_of_change
from orders.views.orders import find_order


def posted(request: CompanyRequest) -> Any:
    """What was typed: just now, or before a login that was lost; None on a fresh page."""
    if request.method == "POST":
        return request.POST
    return typed_before(request)


@role_required(*WRITERS)
def invoice_new(request: CompanyRequest, pk: int) -> HttpResponse:
    """Make the draft of an invoice from an order, whole or by quantity."""
    order = find_order(request, pk)
    lines = list(order.lines.select_related("item__number", "tax_rate").in_order())
    data = posted(request)
    form = MakeInvoiceForm(
        data,
        company=request.company,
        lines=[(line, line.open_quantity, line.open_quantity) for line in lines],
        initial={"date": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            invoice = create_invoice_from_order(
                order=order,
                by=request.user,
                date=form.cleaned_data["date"],
                quantities=form.quantities(),
                payment_terms=form.cleaned_data["payment_terms"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _("The draft is made. Check it, then issue it."))
            return redirect(invoice)
    context = {
        "document": order,
        "title": _("Make invoice"),
        "before_label": _("Ordered"),
        "form": form,
        "is_dirty": data is not None,
    }
    return render(request, "invoicing/invoice_new.html", context)


@role_required(*WRITERS)
def invoice_edit(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change a draft: date, terms, texts, quantities; all of one that was written by itself."""
    invoice = find_invoice(request, pk)
    if invoice.is_issued:
        messages.error(
            request,
            _("%(number)s is issued and never changes again. A mistake is credited.")
            % {"number": invoice.number},
        )
        return redirect(invoice)
    if is_written_freely(invoice):
        return FreeInvoicePage.of(request, invoice).answer()
    data = posted(request)
    form = DraftForm(
        data,
        company=request.company,
        lines=[(line, left, line.quantity) for line, left in draft_lines(invoice)],
        initial=dict(DraftForm.initial_of(invoice)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_draft(
                invoice=invoice,
                by=request.user,
                data=form.invoice_data(),
                quantities=form.quantities(),
                settlements=form.settlements(),
                version=form.cleaned_data["version"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _("The draft is saved."))
            tell_of_change(request, invoice.number, saved.number)
            return redirect(invoice)
    context = {
        "invoice": find_invoice(request, pk),
        "title": TITLES[invoice.kind],
        "form": form,
        "is_dirty": data is not None,
    }
    return render(request, "invoicing/invoice_edit.html", context)


@role_required(*WRITERS)
@require_POST
def invoice_issue(request: CompanyRequest, pk: int) -> HttpResponse:
    """Issue a draft: it gets its number and never changes again."""

    def issued(invoice: Invoice) -> str:
        return _("%(title)s %(number)s is issued.") % {
            "title": TITLES[invoice.kind],
            "number": invoice.number,
        }

    return _number(request, pk, issue_invoice, issued)


@role_required(*WRITERS)
@require_POST
def invoice_draw(request: CompanyRequest, pk: int) -> HttpResponse:
    """Draw a draft's number early (Offer-Cube's button *Rechnung Nummer ziehen*)."""

    def drawn(invoice: Invoice) -> str:
        return _("The number %(number)s is drawn.") % {"number": invoice.number}

    return _number(request, pk, draw_invoice_number, drawn)


def _number(
    request: CompanyRequest,
    pk: int,
    act: Callable[..., Invoice],
    told: Callable[[Invoice], str],
) -> HttpResponse:
    """Let a service number a draft, with what was typed or picked beside it."""
    invoice = find_invoice(request, pk)
    try:
        numbered = act(
            invoice=invoice,
            by=request.user,
            typed_number=typed_number(request.POST),
            series=picked_series(request.company, request.POST),
        )
    except NumberingError as error:
        if has_number_field(request.POST):
            # What was typed stands on the page beside what was wrong with it.
            return show_invoice(request, find_invoice(request, pk), errors=(str(error),))
        messages.error(request, str(error))
    else:
        messages.success(request, told(numbered))
        tell_of_change(request, invoice.number, numbered.number)
    return redirect(invoice)


@role_required(*WRITERS)
def invoice_number(request: CompanyRequest, pk: int) -> HttpResponse:
    """A draft's number field once more, after another series was picked. A part of the page."""
    place = draft_place(request, find_invoice(request, pk), request.GET)
    return render(request, "orders/number_field.html", {"number_place": place})


@role_required(*WRITERS)
@require_POST
def invoice_discard(request: CompanyRequest, pk: int) -> HttpResponse:
    """Throw a draft away; its quantities can be invoiced again."""
    invoice = find_invoice(request, pk)
    source = made_from(invoice)
    try:
        discard_draft(invoice=invoice, by=request.user)
    except NumberingError as error:
        messages.error(request, str(error))
        return redirect(invoice)
    messages.success(request, _("The draft is thrown away."))
    return redirect(source or "invoicing:invoice_list")


@role_required(*WRITERS)
def invoice_credit(request: CompanyRequest, pk: int) -> HttpResponse:
    """Credit an issued invoice, whole or by quantity: makes the draft of a credit note."""
    invoice = find_invoice(request, pk)
    data = posted(request)
    form = CreditForm(
        data,
        lines=[(line, left, left) for line, left in creditable_lines(invoice)],
        initial={"date": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            credit_note = credit_invoice(
                invoice=invoice,
                by=request.user,
                date=form.cleaned_data["date"],
                quantities=form.quantities(),
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(
                request, _("The draft of the credit note is made. Check it, then issue it.")
            )
            return redirect(credit_note)
    context = {"invoice": invoice, "form": form, "is_dirty": data is not None}
    return render(request, "invoicing/invoice_credit.html", context)
