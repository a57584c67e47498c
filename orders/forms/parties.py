"""Addresses and items as typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from numbering.models.company import LANGUAGES
from orders.entries import ItemData, PartyData
from orders.forms.cards import CardForm
from orders.forms.fields import EntryForm, PriceField, RowField, text_field
from orders.models import TaxRate


class PartyForm(CardForm[PartyData]):
    """An entry of the address book."""

    data_class = PartyData
    decides = ("is_customer", "is_supplier")
    begins_at = "name"
    widths = {
        "is_supplier": "field-3",
        "name": "field-3",
        "tax_id": "",
        "street": "field-2",
        "email": "field-2",
        "language": "field-2",
    }

    is_customer = forms.BooleanField(label=_("Customer"), required=False)
    is_supplier = forms.BooleanField(label=_("Supplier"), required=False)
    name = text_field(_("Name"), required=True, error_messages={"required": _("Type a name.")})
    tax_id = text_field(_("Tax identity"))
    street = text_field(_("Street"))
    postcode = text_field(_("Postcode"))
    city = text_field(_("Town"))
    country = text_field(_("Country"), help_text=_("Two letters, for example SE."))
    email = text_field(_("E-mail"), widget=forms.TextInput(attrs={"inputmode": "email"}))
    language = forms.ChoiceField(
        label=_("Language of documents"),
        choices=LANGUAGES,
        help_text=_("Documents for this address are printed in it."),
        error_messages={"required": _("Pick a language.")},
    )

    def begin(self) -> dict[str, Any]:
        """A customer from the company's own country, unless the address says otherwise."""
        return {
            "is_customer": True,
            "language": self.company.language,
            "country": self.company.country,
        }


class ItemForm(CardForm[ItemData]):
    """An item."""

    data_class = ItemData
    begins_at = "text"
    widths = {
        "text": "field-3",
        "tax_rate": "field-2",
        "is_active": "field-2",
        "is_stocked": "field-2",
    }

    text = text_field(
        _("Text"), required=True, error_messages={"required": _("Type what the item is called.")}
    )
    unit = text_field(_("Unit"), help_text=_("For example pcs, m, h."))
    price = PriceField(label=_("Price"), error_messages={"required": _("Type a price, or 0.")})
    tax_rate = RowField(label=_("Tax rate"), error_messages={"required": _("Pick a tax rate.")})
    is_active = forms.BooleanField(
        label=_("Active: offered on new lines"), required=False, initial=True
    )
    is_stocked = forms.BooleanField(
        label=_("Kept in stock; off for services: nothing moves"), required=False, initial=True
    )

    def prepare(self) -> None:
        """The company's tax rates."""
        rates = TaxRate.objects.of(self.company).order_by("-percent", "code")
        field = self.fields["tax_rate"]
        assert isinstance(field, RowField)
        field.offer((one, one.name) for one in rates)


class CancelForm(EntryForm):
    """Why a document is cancelled."""

    reason = text_field(
        _("Reason"),
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("Kept with the number, for whoever checks the register."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
