"""What a caller hands to a service: the typed content of a form, an import or a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from decimal import Decimal

from numbering.models import Department
from orders.chain import SourceRef
from orders.choices import TypeSides
from orders.models import Commission, Item, OrderType, Party, StockLocation, TaxRate


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
    """One line of a document. `id` names the stored line it replaces, None is a new one."""

    text: str
    quantity: Decimal
    price: Decimal
    tax_rate: TaxRate
    item: Item | None = None
    unit: str = ""
    # Empty: the side of the order type; debit where the type has both.
    side: str = ""
    id: int | None = None
    # The line of another document that this one is made from; kept by stored lines as it is.
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadData:
    """What the heads of all documents have."""

    party: Party
    date: Date
    your_reference: str = ""
    our_reference: str = ""
    text: str = ""
    commission: Commission | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderData(HeadData):
    """The head of an order."""

    order_type: OrderType


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeData(HeadData):
    """The head of a trade document."""

    kind: str
    due_date: Date | None = None
    department: Department | None = None
    # None: as stored, else the source's, the user's, the company's default one.
    stock_location: StockLocation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyData:
    """An entry of the address book."""

    name: str
    is_customer: bool = False
    is_supplier: bool = False
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    language: str = "en"
    tax_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionData:
    """A commission: what documents are grouped by."""

    name: str
    date: Date
    party: Party | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordData:
    """A record of any kind."""

    title: str
    date: Date
    party: Party | None = None
    commission: Commission | None = None
    department: Department | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemData:
    """An item with its usual price."""

    text: str
    tax_rate: TaxRate
    unit: str = ""
    price: Decimal = field(default=Decimal("0"))
    is_active: bool = True
    is_stocked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLineData:
    """An item of an item journal: how many came, went, or were counted."""

    item: Item
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionData:
    """What is to be made."""

    date: Date
    title: str
    quantity: Decimal
    item: Item | None = None
    unit: str = ""
    due_date: Date | None = None
    stock_location: StockLocation | None = None
    commission: Commission | None = None
    text: str = ""
