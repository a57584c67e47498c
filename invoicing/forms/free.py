"""The entry of an invoice or a credit note that is written by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from invoicing.entries import FreeInvoiceData
from invoicing.forms.drafts import CREDIT_DATE, TermsField
from invoicing.models import Invoice, PaymentTerms
from invoicing.services.free import save_invoice, sides_of
from numbering.models import Company
from orders.choices import Side, TypeSides
from orders.entries import LineData
from orders.forms.documents import DocumentEntry, DocumentForm
from orders.forms.fields import DateField, text_field
from orders.forms.lines import LineForm
from orders.forms.orders import OrderTypeField
from orders.models import OrderType
from orders.tradekinds import With


class FreeInvoiceForm(DocumentForm):
    """The head of an invoice or a credit note."""

    order_type = OrderTypeField(required=False)
    date = DateField(label=_("Invoice date"))
    payment_terms = TermsField(label=_("Payment terms"), required=False)
    credited_number = text_field(
        _("Credits invoice"), help_text=_("The invoice of an earlier system.")
    )

    head = (*DocumentForm.head, "order_type", "payment_terms", "credited_number")
    field_order = ("order_type",)

    def __init__(
        self, *args: Any, company: Company, document: Invoice | None, is_credit: bool, **kwargs: Any
    ) -> None:
        super().__init__(
            *args, company=company, document=document, parties=With.CUSTOMERS, **kwargs
        )
        types, terms = self.fields["order_type"], self.fields["payment_terms"]
        assert isinstance(types, OrderTypeField)
        assert isinstance(terms, TermsField)
        types.label = _("Invoice type")
        kept = None if document is None else document.order_type
        types.offer_of(company, empty=_("shared series"), kept=kept)
        terms.offer_of(company, empty=_("as agreed with the customer"))
        if is_credit:
            self.fields["date"].label = CREDIT_DATE
            self.fields["text"].label = _("Text on the credit note")
        else:
            self.fields["text"].label = _("Text on the invoice")
            del self.fields["credited_number"]


class FreeInvoiceEntry(DocumentEntry[Invoice]):
    """An invoice or a credit note as typed."""

    form_class = FreeInvoiceForm
    has_sides = True
    form: FreeInvoiceForm

    def __init__(self, *, is_credit: bool, **facts: Any) -> None:
        self.is_credit = is_credit
        super().__init__(**facts)

    def make_form(self, initial: Mapping[str, Any]) -> FreeInvoiceForm:
        """The head with type and terms."""
        return FreeInvoiceForm(
            self.data,
            company=self.company,
            used=self.used,
            document=self.document,
            is_credit=self.is_credit,
            initial=initial,
        )

    def source_of(self, line: Any) -> None:
        """Nothing: the lines are written freely."""

    def picked(self, name: str) -> Any:
        """The type or the terms chosen at the moment, on a form that may be wrong elsewhere."""
        field: Any = self.form.fields[name]
        return field.picked(self.form[name].value())

    @property
    def sides(self) -> str:
        """The sides that lines may have."""
        order_type: OrderType | None = self.picked("order_type")
        return sides_of(order_type, is_credit=self.is_credit)

    def draft(self) -> Invoice:
        """The head alone, for its kind and its series; it is not saved."""
        return Invoice(
            company=self.company,
            date=self.date,
            order_type=self.picked("order_type"),
            payment_terms=self.picked("payment_terms") or PaymentTerms(),
        )

    def write(self, lines: list[LineData]) -> Invoice:
        """Save the draft."""
        form = self.form
        return save_invoice(
            company=self.company,
            by=self.by,
            data=FreeInvoiceData(is_credit=self.is_credit, **form.head_data()),
            lines=lines,
            invoice=self.document,
            version=form.cleaned_data["version"] if self.document else None,
        )

    def line_data(self, form: LineForm) -> LineData:
        """One line; its side counts only where there are both."""
        data = super().line_data(form)
        return data if self.sides == TypeSides.BOTH else replace(data, side="")


def is_credit_note(draft: Invoice) -> bool:
    """Whether a draft stays a credit note when it is changed: every line of it is credit."""
    return not draft.lines.exclude(side=Side.CREDIT).exists()
