"""What is typed on invoices: heads of drafts, and quantities line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from invoicing.entries import InvoiceData
from invoicing.models import InvoiceLine, PaymentTerms
from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages.forms import AmountField
from orders.exceptions import EntryErrors
from orders.forms.fields import DateField, EntryForm, PriceField, RowField, text_field


@dataclass(frozen=True)
class QuantityRow:
    """A line beside the field for its quantity."""

    line: Any
    left: Decimal
    field: BoundField

    @property
    def rate(self) -> Decimal:
        """The percentage of tax, of an order's line or an invoice's."""
        if isinstance(self.line, InvoiceLine):
            return self.line.tax_percent
        rate: Decimal = self.line.tax_rate.percent
        return rate

    @property
    def percent(self) -> str:
        """The key of the rate for the totals while typing."""
        return str(self.rate)

    @property
    def price(self) -> str:
        """The price as it would be typed."""
        return str(PriceField().prepare_value(self.line.price))

    @property
    def side(self) -> str:
        """The side on the new document; the totals while typing need it."""
        return str(self.line.side)


class QuantitiesForm(EntryForm):
    """A form with one quantity per line of a document; empty counts as 0.

    `lines` are the lines, each with what is left of it and what the field begins with.
    """

    def __init__(
        self, *args: Any, lines: Iterable[tuple[Any, Decimal, Decimal]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document_lines = [(line, left) for line, left, _begin in lines]
        for line, _left, begin in lines:
            label = _("Quantity, line %(position)d") % {"position": line.position}
            field = AmountField(
                label=label, max_digits=12, decimal_places=3, required=False, initial=begin
            )
            field.widget.attrs |= {"aria-label": label, "data-quantity": ""}
            self.fields[self._name(line.pk)] = field

    @staticmethod
    def _name(key: int) -> str:
        return f"quantity_{key}"

    def rows(self) -> list[QuantityRow]:
        """The lines with their fields, for the page."""
        return [
            QuantityRow(line, left, self[self._name(line.pk)]) for line, left in self.document_lines
        ]

    @property
    def percents(self) -> str:
        """Percent by its key, for the totals while typing."""
        return json.dumps({row.percent: row.percent for row in self.rows()})

    def quantities(self) -> dict[int, Decimal]:
        """The typed quantities by the key of the line."""
        return {
            line.pk: self.cleaned_data[self._name(line.pk)] or Decimal(0)
            for line, _left in self.document_lines
        }

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """Put what a service refused on its line, else where other forms put it."""
        if isinstance(error, EntryErrors) and error.lines:
            for key, errors in error.lines.items():
                self._refuse_line(key, " ".join(errors.values()))
            return
        if "line_id" in error.facts:
            self._refuse_line(error.facts["line_id"], str(error))
            return
        super().add_service_error(error, **fields)

    def _refuse_line(self, key: int, sentence: str) -> None:
        name = self._name(key)
        self.add_error(name if name in self.fields else None, sentence)


class TermsField(RowField):
    """A select of the company's payment terms."""

    def offer_of(self, company: Company, *, empty: Any = None) -> None:
        """The payment terms of a company."""
        terms = PaymentTerms.objects.of(company).order_by("days", "code")
        self.offer(((one, one.name) for one in terms), empty=empty)


class MakeInvoiceForm(QuantitiesForm):
    """An invoice to be made from an order: how much of each line."""

    date = DateField(label=_("Invoice date"))
    payment_terms = TermsField(label=_("Payment terms"), required=False)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = self.fields["payment_terms"]
        assert isinstance(terms, TermsField)
        terms.offer_of(company, empty=_("as agreed with the customer"))


class CreditForm(QuantitiesForm):
    """A credit note to be made of an invoice: how much of each line."""

    date = DateField(label=_("Date of the credit note"))


class DraftForm(QuantitiesForm):
    """What can be changed on a draft."""

    date = DateField(label=_("Invoice date"))
    payment_terms = TermsField(
        label=_("Payment terms"), error_messages={"required": _("Pick payment terms.")}
    )
    your_reference = text_field(_("Your reference"))
    our_reference = text_field(_("Our reference"))
    text = text_field(_("Text on the invoice"), widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    head = ("date", "payment_terms", "your_reference", "our_reference", "text")

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = self.fields["payment_terms"]
        assert isinstance(terms, TermsField)
        terms.offer_of(company)

    @classmethod
    def initial_of(cls, invoice: Any) -> Mapping[str, Any]:
        """What the page begins with."""
        return {name: getattr(invoice, name) for name in (*cls.head, "version")}

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """What is left is counted on the order's line, or on the line that is credited."""
        source = error.facts.get("line_id")
        for line, _left in self.document_lines:
            if source is not None and source in (line.order_line_id, line.credits_id):
                self._refuse_line(line.pk, str(error))
                return
        super().add_service_error(error, **fields)

    def invoice_data(self) -> InvoiceData:
        """The typed head."""
        return InvoiceData(**{name: self.cleaned_data[name] for name in self.head})
