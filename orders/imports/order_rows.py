"""The rows of an order in a file: its head, which they say together, and a line in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.cells import as_amount, as_choice, as_day
from numbering.models import Company
from numbering.tables import Cell
from orders.choices import Side, TypeSides
from orders.entries import LineData, OrderData
from orders.imports.columns import Column, Row
from orders.imports.lookups import TaxRates, by_number, in_batches
from orders.models import Item, Order, OrderLine, OrderType, Party


def _side(cell: Cell) -> str:
    return as_choice(cell, dict(Side.choices))


HEAD = (
    Column("key", "order", gettext_lazy("Order"), also=("order key",)),
    Column("number", "order number", gettext_lazy("Order number"), also=("number",)),
    Column("order_type", "order type", gettext_lazy("Order type"), also=("type",)),
    Column("party", "customer number", gettext_lazy("Customer number"), also=("customer",)),
    Column("date", "date", gettext_lazy("Date"), as_day),
    Column("your_reference", "your reference", gettext_lazy("Your reference")),
    Column("our_reference", "our reference", gettext_lazy("Our reference")),
)
LINE = (
    Column("item", "item number", gettext_lazy("Item number"), also=("item",)),
    Column("text", "text", gettext_lazy("Text")),
    Column("quantity", "quantity", gettext_lazy("Quantity"), as_amount),
    Column("unit", "unit", gettext_lazy("Unit")),
    Column("price", "price", gettext_lazy("Price"), as_amount),
    Column("tax_rate", "tax code", gettext_lazy("Tax"), also=("tax rate",)),
    Column("side", "side", gettext_lazy("Side"), _side),
)


class Named:
    """What the rows of a file name, fetched for all of them at once."""

    def __init__(self, company: Company, rows: Sequence[Row]) -> None:
        self.company = company
        parties = Party.objects.of(company).with_number()
        self.parties: dict[str, Party] = _only(
            by_number(parties, "customer_number", (row.text("party") for row in rows))
        )
        items = Item.objects.of(company).with_number()
        self.items: dict[str, Item] = _only(
            by_number(items, "number", (row.text("item") for row in rows))
        )
        types = OrderType.objects.of(company).for_orders()
        self.types = list(types.select_related("order_series", "stock_location", "company"))
        self.rates = TaxRates(company)
        orders = Order.objects.of(company).select_related("number").order_by("pk")
        self.there = {
            (order.party_id, order.your_reference): order
            for batch in in_batches(row.text("your_reference") or row.text("key") for row in rows)
            for order in orders.filter(your_reference__in=batch)
        }

    def head(self, rows: Sequence[Row], stored: Order | None) -> OrderData | None:
        """The head that the rows of an order say together; None where it is wrong."""
        for column in HEAD[1:]:
            _refuse_contradiction(rows, column.key)
        order_type = self._type(rows[0], first_said(rows, "order_type", ""), stored)
        party = self._party(rows[0], first_said(rows, "party", ""), stored)
        if order_type is None or party is None or any(row.problems for row in rows):
            return None
        usual = stored or Order(date=timezone.localdate())
        key = first_said(rows, "key", "")
        return OrderData(
            order_type=order_type,
            party=party,
            date=first_said(rows, "date", usual.date),
            your_reference=first_said(rows, "your_reference", key or usual.your_reference),
            our_reference=first_said(rows, "our_reference", usual.our_reference),
            text=usual.text,
            commission=usual.commission,
        )

    def line(self, row: Row, head: OrderData | None, kept: OrderLine | None) -> LineData | None:
        """A line; what the row leaves empty is as on the stored line, else as of the item."""
        number = row.text("item")
        item = self.items.get(number) or (kept.item if kept is not None and not number else None)
        if number and number not in self.items:
            row.refuse("item", _("There is no item %(number)s.") % {"number": number})
            return None
        usual: OrderLine | Item | None = kept if kept is not None and kept.item == item else item
        rate = self.rates.of(row, usual.tax_rate if usual is not None else None)
        quantity = row.get("quantity", kept.quantity if kept is not None else None)
        price = row.get("price", usual.price if usual is not None else None)
        if quantity is None and "quantity" not in row.unread:
            row.refuse("quantity", _("Write a quantity."))
        if price is None and "price" not in row.unread:
            row.refuse("price", _("Write a price."))
        if head is None or rate is None or row.problems:
            return None
        return LineData(
            id=kept.pk if kept is not None else None,
            item=item,
            text=row.get("text", usual.text if usual is not None else ""),
            quantity=quantity,
            unit=row.get("unit", usual.unit if usual is not None else ""),
            price=price,
            tax_rate=rate,
            side=self._side(row, head.order_type, kept),
        )

    def hint(self, head: OrderData) -> str:
        """That the customer has an order with the same reference already; it may be this one."""
        there = self.there.get((head.party.pk, head.your_reference))
        if there is None:
            return ""
        return _("Order %(number)s of this customer has the reference %(reference)s already.") % {
            "number": there.number or there.internal_id,
            "reference": head.your_reference,
        }

    def _type(self, row: Row, name: str, stored: Order | None) -> OrderType | None:
        if not name and stored is not None:
            return stored.order_type
        for order_type in self.types:
            names = (str(order_type.slot), str(order_type.name), str(order_type))
            if name.casefold() in (one.casefold() for one in names):
                return order_type
        if not name and len(self.types) == 1:
            return self.types[0]
        known = ", ".join(str(one) for one in self.types)
        if name:
            sentence = _("There is no order type “%(name)s”: write one of %(known)s.")
        else:
            sentence = _("Write an order type: one of %(known)s.")
        row.refuse("order_type", sentence % {"name": name, "known": known})
        return None

    def _party(self, row: Row, number: str, stored: Order | None) -> Party | None:
        if number in self.parties:
            return self.parties[number]
        if not number and stored is not None:
            return stored.party
        if number:
            row.refuse("party", _("There is no customer %(number)s.") % {"number": number})
        else:
            row.refuse("party", _("Write a customer number."))
        return None

    def _side(self, row: Row, order_type: OrderType, kept: OrderLine | None) -> str:
        """The side that the row says; empty where the type has one only, which goes unsaid."""
        side = str(row.get("side", kept.side if kept is not None else ""))
        is_usual = order_type.side != TypeSides.BOTH and side == order_type.side
        return "" if is_usual else side


def first_said(rows: Sequence[Row], key: str, default: Any) -> Any:
    """What the first row that says something says."""
    return next((value for row in rows if (value := row.get(key)) is not None), default)


def _refuse_contradiction(rows: Sequence[Row], key: str) -> None:
    """Note a row that says something else of the order than the row above it."""
    said = first_said(rows, key, None)
    for row in rows:
        if row.get(key, said) != said:
            row.refuse(
                key, _("The rows of one order say different things here: make them the same.")
            )


def _only(found: dict[str, list[Any]]) -> dict[str, Any]:
    return {number: rows[0] for number, rows in found.items()}
