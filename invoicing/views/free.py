"""Writing invoices and credit notes by themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoicing.choices import InvoiceKind
from invoicing.forms.free import FreeInvoiceEntry, is_credit_note
from invoicing.models import Invoice, InvoiceLine
from invoicing.services.content import kind_of
from invoicing.views.invoices import InvoiceList, find_invoice
from invoicing.views.numbers import TYPES_SCREEN, upcoming_place
from numbering.access import WRITERS, CompanyRequest, role_required
from orders.choices import Side
from orders.forms.numbers import NumberPlace
from orders.tradekinds import With
from orders.views.begun import commission_asked_for, party_asked_for
from orders.views.entry import EntryPage
from orders.views.numbers import after_move, tell_of_change


@role_required(*WRITERS)
def invoice_write(request: CompanyRequest) -> HttpResponse:
    """Write a new invoice by itself; `?party=` begins with a customer."""
    return FreeInvoicePage(request, None, is_credit=False).answer()


@role_required(*WRITERS)
def credit_note_write(request: CompanyRequest) -> HttpResponse:
    """Write a new credit note by itself."""
    return FreeInvoicePage(request, None, is_credit=True).answer()


@role_required(*WRITERS)
def invoice_rule(request: CompanyRequest) -> HttpResponse:
    """What type, terms and date decide: the number to come, and the sides. A part of the page."""
    page = FreeInvoicePage(request, None, is_credit="credit" in request.GET)
    entry = page.entry(request.GET)
    response = render(request, "orders/number_field.html", {"number_place": page.place(entry)})
    response.headers["HX-Trigger"] = json.dumps({"order-sides": {"sides": entry.sides}})
    return response


class FreeInvoicePage(EntryPage[Invoice]):
    """The page of an invoice, or of a credit note, whose lines are all credit."""

    template = "invoicing/invoice_entry.html"
    list_title = InvoiceList.title
    list_url = reverse_lazy("invoicing:invoice_list")
    number_kind = InvoiceKind.INVOICE
    number_screen = TYPES_SCREEN

    def __init__(
        self, request: CompanyRequest, document: Invoice | None, *, is_credit: bool
    ) -> None:
        super().__init__(request, document)
        self.is_credit = is_credit
        self.new_title = (
            gettext_lazy("New credit note") if is_credit else gettext_lazy("New invoice")
        )

    @classmethod
    def of(cls, request: CompanyRequest, draft: Invoice) -> FreeInvoicePage:
        """The page that changes a draft."""
        return cls(request, draft, is_credit=is_credit_note(draft))

    def entry(self, data: Any, initial: Mapping[str, Any] | None = None) -> FreeInvoiceEntry:
        """The invoice as typed."""
        return FreeInvoiceEntry(
            company=self.request.company,
            by=self.request.user,
            document=self.document,
            data=data,
            initial=initial,
            is_credit=self.is_credit,
        )

    def stored(self, document: Invoice) -> Invoice:
        """The draft as it is stored by now."""
        return find_invoice(self.request, document.pk)

    def begun_with(self) -> dict[str, Any]:
        """The customer and the commission that the address names."""
        asked = party_asked_for(self.request, With.CUSTOMERS)
        return asked | commission_asked_for(self.request)

    def place(self, entry: FreeInvoiceEntry) -> NumberPlace:
        """The number that was drawn early, or the one that issuing would draw."""
        document = self.document
        if document is not None and document.number is not None:
            return NumberPlace(
                issued=document.number,
                label=gettext_lazy("Invoice number"),
                notice=after_move(document, entry.date),
            )
        draft = entry.draft()
        # Drafts whose lines are still to come are what most become.
        side = Side.CREDIT if self.is_credit or entry.sides == Side.CREDIT else Side.DEBIT
        draft.kind = kind_of(draft, [InvoiceLine(side=side)])
        url = reverse("invoicing:invoice_rule")
        return upcoming_place(self.request, draft, f"{url}?credit=1" if self.is_credit else url)

    def facts(self, entry: FreeInvoiceEntry) -> dict[str, Any]:
        """The sides that lines may have."""
        return {"sides": entry.sides}

    def tell(self, saved: Invoice) -> None:
        """That there is a draft, and what became of a number that was drawn early."""
        messages.success(self.request, _("The draft is saved. Check it, then issue it."))
        former = None if self.document is None else self.document.number
        tell_of_change(self.request, former, saved.number)
