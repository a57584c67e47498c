"""The number field of an invoice draft: which number issuing draws, or takes as typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoicing.choices import InvoiceKind
from invoicing.models import Invoice
from invoicing.services.series import invoice_series
from numbering.access import CompanyRequest
from numbering.exceptions import SeriesNotAssigned, SetupRefused
from numbering.models import IssuedNumber
from numbering.services import NumberEntry, number_entry
from orders.forms.numbers import NumberPlace, cannot_draw, picked_series
from orders.views.numbers import mend_url, place_of

# The fields stand beside the draft; this form of the page issues it.
ISSUE_FORM = "issue"
TYPES_SCREEN = "admin:orders_ordertype_changelist"


def draft_place(request: CompanyRequest, invoice: Invoice, data: Any) -> NumberPlace:
    """The number field of a draft; hidden where the number is simply drawn at issue."""
    entry = draft_entry(request, invoice, data)
    back = invoice.get_absolute_url()
    # With a certified control unit cash notes need a series of their own; order types have theirs.
    screen = "" if invoice.kind == InvoiceKind.CASH_NOTE else TYPES_SCREEN
    mends = mend_url(entry, InvoiceKind.CASH_NOTE, back, screen) if cannot_draw(entry) else ""
    return place_of(
        request,
        entry,
        gettext_lazy("Number"),
        data,
        rule_url=reverse("invoicing:invoice_number", args=[invoice.pk]),
        form_id=ISSUE_FORM,
        mend_url=mends,
    )


def upcoming_place(request: CompanyRequest, invoice: Invoice, rule_url: str) -> NumberPlace:
    """The number that a draft would get as it stands on its entry page. Nothing is typed there: it
    is drawn, or asked for, when the draft is issued.
    """
    entry = draft_entry(request, invoice, {})
    mode = "blocked" if cannot_draw(entry) else "hidden"
    return place_of(
        request,
        replace(entry, mode=mode, choices=()),
        gettext_lazy("Invoice number"),
        {},
        rule_url=rule_url,
        form_id=ISSUE_FORM,
    )


def draft_entry(request: CompanyRequest, invoice: Invoice, data: Any) -> NumberEntry:
    if invoice.number is not None:
        return _typed_over(invoice.number)
    try:
        series = invoice_series(invoice)
    except (SeriesNotAssigned, SetupRefused) as error:
        return NumberEntry("blocked", message=str(error), rule=str(error))
    return number_entry(
        request.company,
        invoice.number_kind("number"),
        on=invoice.date,
        by=request.user,
        series=series,
        picked=picked_series(request.company, data),
    )


def _typed_over(number: IssuedNumber) -> NumberEntry:
    """The field of a draft whose number was drawn early: another may be typed (Offer-Cube)."""
    series = number.series
    if series is None or not series.manual_numbers:
        return NumberEntry("hidden", series, next_number=number.text)
    rule = _("%(number)s is drawn. Type another to put in its place: %(number)s stays spent.")
    return NumberEntry(
        "optional", series, next_number=number.text, rule=rule % {"number": number.text}
    )
