"""Customers and items as typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from numbering.models import Company
from numbering.models.company import LANGUAGES
from orders.entries import ItemData, PartyData
from orders.forms.fields import EntryForm, NumberTextField, PriceField, RowField, text_field
from orders.models import Item, Party, TaxRate


class PartyForm(EntryForm):
    """A customer."""

    number = NumberTextField(label=_("Customer number"))
    name = text_field(_("Name"), required=True, error_messages={"required": _("Type a name.")})
    street = text_field(_("Street"))
    postcode = text_field(_("Postcode"))
    city = text_field(_("Town"))
    country = text_field(_("Country"), help_text=_("Two letters, for example SE."))
    email = text_field(_("E-mail"), widget=forms.TextInput(attrs={"inputmode": "email"}))
    language = forms.ChoiceField(
        label=_("Language of documents"),
        choices=LANGUAGES,
        error_messages={"required": _("Pick a language.")},
    )
    tax_id = text_field(_("Tax identity"))

    @staticmethod
    def initial_of(company: Company, party: Party | None) -> dict[str, Any]:
        """What the page begins with."""
        if party is None:
            return {"language": company.language, "country": company.country}
        fields = PartyForm.base_fields.keys() - {"number"}
        return {name: getattr(party, name) for name in fields}

    def party_data(self) -> PartyData:
        """The typed customer."""
        cleaned = self.cleaned_data
        typed = {name: cleaned[name] for name in cleaned if name != "number"}
        return PartyData(is_customer=True, **typed)


class ItemForm(EntryForm):
    """An item."""

    number = NumberTextField(label=_("Item number"))
    text = text_field(
        _("Text"), required=True, error_messages={"required": _("Type what the item is called.")}
    )
    unit = text_field(_("Unit"))
    price = PriceField(label=_("Price"), error_messages={"required": _("Type a price, or 0.")})
    tax_rate = RowField(label=_("Tax rate"), error_messages={"required": _("Pick a tax rate.")})
    is_active = forms.BooleanField(
        label=_("Active: offered on new order lines"), required=False, initial=True
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rates = TaxRate.objects.of(company).order_by("-percent", "code")
        field = self.fields["tax_rate"]
        assert isinstance(field, RowField)
        field.offer((one, one.name) for one in rates)

    @staticmethod
    def initial_of(item: Item | None) -> dict[str, Any]:
        """What the page begins with."""
        if item is None:
            return {}
        fields = ItemForm.base_fields.keys() - {"number", "tax_rate"}
        return {name: getattr(item, name) for name in fields} | {"tax_rate": str(item.tax_rate_id)}

    def item_data(self) -> ItemData:
        """The typed item."""
        cleaned = self.cleaned_data
        return ItemData(**{name: cleaned[name] for name in cleaned if name != "number"})


class CancelForm(EntryForm):
    """Why an order is cancelled."""

    reason = text_field(
        _("Reason"),
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("Kept with the number, for whoever checks the register."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
