"""What is typed of payments: recorded, withdrawn, set off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from invoicing.choices import PaymentWay
from invoicing.models import InvoiceBalance
from numbering.exceptions import NumberingError
from orders.exceptions import EntryErrors
from orders.forms.fields import DateField, EntryForm, PriceField, text_field

WAYS = [(way.value, way.label) for way in PaymentWay if way != PaymentWay.SET_OFF]


class MoneyField(PriceField):
    """An amount of money: two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("decimal_places", 2)
        super().__init__(**kwargs)


class PaymentForm(EntryForm):
    """A payment of one invoice."""

    date = DateField(label=_("Date of payment"))
    amount = MoneyField(
        label=_("Amount"), error_messages={"required": _("Type how much was paid.")}
    )
    way = forms.ChoiceField(label=_("Way"), choices=WAYS)
    text = text_field(_("Text"))


@dataclass(frozen=True)
class SetOffRow:
    """An open item on the other side, beside the field for how much of it is set off."""

    balance: InvoiceBalance
    field: BoundField

    @property
    def left(self) -> Decimal:
        """What is open on it, without a sign."""
        return abs(self.balance.open)


class SetOffForm(EntryForm):
    """How much of an open item is set off against each of the other side; empty counts as 0."""

    date = DateField(label=_("Date"))
    text = text_field(_("Text"))

    def __init__(
        self,
        *args: Any,
        others: Sequence[InvoiceBalance],
        amounts: Mapping[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        for other in others:
            label = _("Amount for %(number)s") % {"number": other.invoice.number}
            field = MoneyField(label=label, required=False, initial=amounts[other.pk] or None)
            field.widget.attrs |= {"aria-label": label}
            self.fields[self._name(other.pk)] = field

    @staticmethod
    def _name(key: int) -> str:
        return f"amount_{key}"

    def rows(self) -> list[SetOffRow]:
        """The open items of the other side with their fields, for the page."""
        return [SetOffRow(other, self[self._name(other.pk)]) for other in self.others]

    def amounts(self) -> dict[int, Decimal]:
        """The typed amounts by the key of the other invoice."""
        return {
            other.pk: self.cleaned_data[self._name(other.pk)] or Decimal(0) for other in self.others
        }

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """Put what a service refused on its line, else where other forms put it."""
        if isinstance(error, EntryErrors) and error.lines:
            for key, errors in error.lines.items():
                name = self._name(key)
                self.add_error(name if name in self.fields else None, " ".join(errors.values()))
            return
        super().add_service_error(error, **fields)
