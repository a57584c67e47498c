"""What answers say of orders, parties and items."""

from __future__ import annotations

from numbering.api.fields import Out, moment, money, price, quantity, text
from orders.models import Item, Order, OrderLine, OrderType, Party, TaxRate


class OrderTypeOut(Out):
    """An order type: its slot names it. `side` is debit, credit or both."""

    slot: int
    name: str
    side: str


class TaxRateOut(Out):
    """A rate of value added tax."""

    code: str
    name: str
    percent: str


class MasterDataOut(Out):
    """What orders are written with."""

    currency: str
    order_types: list[OrderTypeOut]
    tax_rates: list[TaxRateOut]


class PartyOut(Out):
    """An entry of the address book."""

    id: int
    address_number: str | None
    customer_number: str | None
    supplier_number: str | None
    is_customer: bool
    is_supplier: bool
    name: str
    street: str
    postcode: str
    city: str
    country: str
    email: str
    language: str
    tax_id: str


class PartyListOut(Out):
    """A page of addresses; `next` is the cursor of the page after it."""

    items: list[PartyOut]
    next: str | None


class ItemOut(Out):
    """An item with its usual price; `tax_rate` is a code."""

    id: int
    number: str | None
    text: str
    unit: str
    price: str
    tax_rate: str
    is_active: bool
    is_stocked: bool


class ItemListOut(Out):
    """A page of items; `next` is the cursor of the page after it."""

    items: list[ItemOut]
    next: str | None


class OrderLineOut(Out):
    """A line of an order; `id` is what an invoice of a part of it names."""

    id: int
    position: int
    item: str | None
    text: str
    quantity: str
    unit: str
    price: str
    tax_rate: str
    side: str
    amount: str
    invoiced_quantity: str
    open_quantity: str


class OrderHeadOut(Out):
    """An order without its lines; `customer` is the customer's number, `order_type` a slot."""

    id: int
    number: str | None
    order_type: int
    customer: str | None
    customer_id: int
    date: str
    your_reference: str
    our_reference: str
    text: str
    state: str
    delivery_state: str
    cancel_reason: str
    net: str
    tax: str
    gross: str
    version: int
    created_at: str | None


class OrderOut(OrderHeadOut):
    """An order."""

    lines: list[OrderLineOut]


class OrderListOut(Out):
    """A page of orders without their lines; `next` is the cursor of the page after it."""

    items: list[OrderHeadOut]
    next: str | None


def order_type_out(row: OrderType) -> OrderTypeOut:
    """An order type for an answer."""
    return OrderTypeOut(slot=row.slot, name=str(row.name), side=row.side)


def tax_rate_out(row: TaxRate) -> TaxRateOut:
    """A tax rate for an answer."""
    return TaxRateOut(code=row.code, name=row.name, percent=f"{row.percent:.2f}")


def party_out(row: Party) -> PartyOut:
    """A party for an answer; its numbers should have been fetched with it."""
    return PartyOut(
        id=row.pk,
        address_number=text(row.number),
        customer_number=text(row.customer_number),
        supplier_number=text(row.supplier_number),
        is_customer=row.is_customer,
        is_supplier=row.is_supplier,
        name=row.name,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=row.country,
        email=row.email,
        language=row.language,
        tax_id=row.tax_id,
    )


def item_out(row: Item) -> ItemOut:
    """An item for an answer; number and tax rate should have been fetched with it."""
    return ItemOut(
        id=row.pk,
        number=text(row.number),
        text=row.text,
        unit=row.unit,
        price=price(row.price),
        tax_rate=row.tax_rate.code,
        is_active=row.is_active,
        is_stocked=row.is_stocked,
    )


def order_head_out(row: Order) -> OrderHeadOut:
    """An order's head for an answer, as `for_list` fetches it."""
    return OrderHeadOut(
        id=row.pk,
        number=text(row.number),
        order_type=row.order_type.slot,
        customer=text(row.party.customer_number),
        customer_id=row.party_id,
        date=row.date.isoformat(),
        your_reference=row.your_reference,
        our_reference=row.our_reference,
        text=row.text,
        state=row.state,
        delivery_state=row.delivery_state,
        cancel_reason=row.cancel_reason,
        net=money(row.net),
        tax=money(row.tax),
        gross=money(row.gross),
        version=row.version,
        created_at=moment(row.created_at),
    )


def order_out(row: Order) -> OrderOut:
    """An order with its lines for an answer."""
    found = row.lines.select_related("item__number", "tax_rate").in_order()
    return OrderOut(**dict(order_head_out(row)), lines=[_line_out(line) for line in found])


def _line_out(line: OrderLine) -> OrderLineOut:
    return OrderLineOut(
        id=line.pk,
        position=line.position,
        item=text(line.item.number) if line.item is not None else None,
        text=line.text,
        quantity=quantity(line.quantity),
        unit=line.unit,
        price=price(line.price),
        tax_rate=line.tax_rate.code,
        side=line.side,
        amount=money(line.amount),
        invoiced_quantity=quantity(line.invoiced_quantity),
        open_quantity=quantity(line.open_quantity),
    )
