"""What is typed on invoices: heads of drafts, and quantities line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from invoicing.entries import InvoiceData
from invoicing.models import PaymentTerms
from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages.forms import AmountField
from orders.forms.fields import DateField, RowField, text_field
from orders.forms.quantities import QuantitiesForm
from orders.models import TradeDocument

CREDIT_DATE = _("Date of the credit note")


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


class InvoiceTogetherForm(MakeInvoiceForm):
    """An invoice to be made from a delivery and from those others that are ticked."""

    others = forms.MultipleChoiceField(
        label=_("Invoiced together"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "Nothing is left to invoice of something that you ticked: check the ticks."
            )
        },
    )

    def __init__(
        self,
        data: QueryDict | None,
        *args: Any,
        others: Iterable[TradeDocument],
        is_credited: bool,
        lines: Iterable[tuple[Any, Decimal, Decimal]],
        **kwargs: Any,
    ) -> None:
        if data is not None:
            # The lines of what was ticked without asking for them are taken whole.
            data = data.copy()
            for line, _left, begin in lines:
                data.setdefault(self.name_of(line.pk), AmountField().prepare_value(begin))
        super().__init__(data, *args, lines=lines, **kwargs)
        choices = [(str(other.pk), other.internal_id) for other in others]
        self.fields["others"].choices = choices  # type: ignore[attr-defined]
        if is_credited:
            self.fields["date"].label = CREDIT_DATE


class CreditForm(QuantitiesForm):
    """A credit note to be made of an invoice: how much of each line."""

    date = DateField(label=CREDIT_DATE)


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

    def key_of(self, line: Any) -> int:
        """What takes an advance off goes by the advance's line: it may not be stored yet."""
        return super().key_of(line) if line.settles_id is None else -line.settles_id

    def quantities(self) -> dict[int, Decimal]:
        """The typed quantities by the key of the line, advances apart."""
        return {key: typed for key, typed in super().quantities().items() if key > 0}

    def settlements(self) -> dict[int, Decimal]:
        """What was typed to be taken off advances, by the key of the advance's line."""
        return {-key: typed for key, typed in super().quantities().items() if key < 0}

    @classmethod
    def initial_of(cls, invoice: Any) -> Mapping[str, Any]:
        """What the page begins with."""
        return {name: getattr(invoice, name) for name in (*cls.head, "version")}

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """What is left to credit is counted on the line that is credited, what is left of an
        advance on the advance's.
        """
        if "advance_line_id" in error.facts:
            self.refuse_line(-error.facts["advance_line_id"], str(error))
            return
        credited = error.facts.get("line_id")
        for line, _left in self.document_lines:
            if credited is not None and credited == line.credits_id:
                self.refuse_line(line.pk, str(error))
                return
        super().add_service_error(error, **fields)

    def invoice_data(self) -> InvoiceData:
        """The typed head."""
        return InvoiceData(**{name: self.cleaned_data[name] for name in self.head})
