"""What is typed to ask for an advance."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from invoicing.forms.drafts import TermsField
from invoicing.forms.payments import MoneyField
from numbering.models import Company
from numbering.pages.forms import AmountField
from orders.forms.fields import DateField, EntryForm


class AdvanceForm(EntryForm):
    """An advance on an order: a net amount, or percent of the order."""

    percent = AmountField(
        label=_("Percent of the order"), max_digits=5, decimal_places=2, required=False
    )
    amount = MoneyField(label=_("Or net amount"), required=False)
    date = DateField(label=_("Invoice date"))
    payment_terms = TermsField(label=_("Payment terms"), required=False)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = self.fields["payment_terms"]
        assert isinstance(terms, TermsField)
        terms.offer_of(company, empty=_("as agreed with the customer"))
        self.fields["percent"].widget.attrs["autofocus"] = True
