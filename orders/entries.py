"""What a caller hands to a service: the typed content of a form, an import or a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from decimal import Decimal

from orders.choices import TypeSides
from orders.models import Item, OrderType, Party, StockLocation, TaxRate


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTypeRow:
    """One row of the order type grid, as typed.

    Ranges and next numbers are texts: `00001` tells the width. `order_next_shown` and
    `invoice_next_shown` repeat what the form showed: a next number that was not touched is left
    alone, although clerks may have drawn numbers while the form was open.
    """

    slot: int
    description: str = ""
    order_from: str = ""
    order_to: str = ""
    order_next: str = ""
    own_invoice_series: bool = True
    invoice_from: str = ""
    invoice_to: str = ""
    invoice_next: str = ""
    side: str = TypeSides.DEBIT
    is_internal: bool = False
    stock_location: StockLocation | None = None
    order_next_shown: str | None = None
    invoice_next_shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineData:
    """One line of an order. `id` names the stored line it replaces, None is a new one."""

    text: str
    quantity: Decimal
    price: Decimal
    tax_rate: TaxRate
    item: Item | None = None
    unit: str = ""
    # Empty: the side of the order type; debit where the type has both.
    side: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderData:
    """The head of an order."""

    order_type: OrderType
    party: Party
    date: Date
    your_reference: str = ""
    our_reference: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyData:
    """An entry of the address book."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    language: str = "en"
    tax_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemData:
    """An item with its usual price."""

    text: str
    tax_rate: TaxRate
    unit: str = ""
    price: Decimal = field(default=Decimal("0"))
    is_active: bool = True
