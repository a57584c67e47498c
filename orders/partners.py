"""The other side of a document: what it is called, and which of a party's numbers it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.tradekinds import With

if TYPE_CHECKING:
    from numbering.kinds import Label
    from numbering.models import IssuedNumber
    from orders.models import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A customer, a supplier, or anybody."""

    label: Label
    # At the head of a narrow column.
    number_label: Label
    # On papers.
    number_title: Label
    # Which of its numbers it goes by, each with its kind: the first that it has.
    numbers: tuple[tuple[str, str], ...]
    # Where none was picked.
    missing: Label

    def number_of(self, party: Party) -> IssuedNumber | None:
        """The number that the party goes by here."""
        found = (getattr(party, field) for field, _kind in self.numbers)
        return next((number for number in found if number is not None), None)

    def name_of(self, party: Party) -> str:
        """The party in a search field: number and name."""
        return f"{self.number_of(party) or ''} {party.name}".strip()


_CUSTOMER = Partner(
    label=_("Customer"),
    number_label=_("Cust. no."),
    number_title=pgettext_lazy("paper", "Customer number"),
    numbers=(("customer_number", "customer"),),
    missing=_("Pick a customer: type a part of the number, name or town."),
)
_SUPPLIER = Partner(
    label=_("Supplier"),
    number_label=_("Suppl. no."),
    number_title=pgettext_lazy("paper", "Supplier number"),
    numbers=(("supplier_number", "supplier"),),
    missing=_("Pick a supplier: type a part of the number, name or town."),
)
_ANYBODY = Partner(
    label=_("Customer"),
    number_label=_("Cust. no."),
    number_title=pgettext_lazy("paper", "Customer number"),
    # A prospect has no other number than that of the address book.
    numbers=(("customer_number", "customer"), ("number", "address")),
    missing=_("Pick somebody: type a part of the number, name or town."),
)
_PARTNERS = {
    With.CUSTOMERS: _CUSTOMER,
    With.SUPPLIERS: _SUPPLIER,
    With.EVERYBODY: _ANYBODY,
}


def partner(parties: With) -> Partner:
    """How the other side is called where documents are made with these."""
    return _PARTNERS[parties]
