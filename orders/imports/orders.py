"""Orders in files: those that another system wrote and that are invoiced here (Winbas)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.cells import shown
from orders.imports.columns import Content, Row
from orders.imports.entries import Entry, Subject
from orders.imports.lookups import by_number, refuse_repeated
from orders.imports.order_rows import HEAD, LINE, Named, first_said
from orders.models import Order, OrderLine
from orders.services.orders import save_order

_SHOWN_LINES = 4


class OrderEntry(Entry):
    """An order of a file, a row for each line."""

    stored: Order | None

    def __init__(self, rows: Sequence[Row], stored: Order | None, named: Named) -> None:
        number = first_said(rows, "number", "")
        self.named = named
        kept = list(stored.lines.all()) if stored is not None else []
        head = named.head(rows, stored)
        lines = [
            named.line(row, head, kept[index] if index < len(kept) else None)
            for index, row in enumerate(rows)
        ]
        super().__init__(rows, stored, typed={"number": number})
        self.hint = named.hint(head) if stored is None and head is not None else ""
        if head is None or None in lines:
            return
        self.head, self.lines = head, [line for line in lines if line is not None]
        if stored is not None:
            self._compare(stored, kept)

    def _compare(self, stored: Order, kept: Sequence[OrderLine]) -> None:
        for column in HEAD[2:]:
            self.compare(column.label, getattr(stored, column.key), getattr(self.head, column.key))
        for index, line in enumerate(self.lines):
            for column in LINE if index < len(kept) else ():
                new = getattr(line, column.key)
                if column.key != "side" or new:
                    label = _("Line %(line)d, %(label)s") % {
                        "line": index + 1,
                        "label": column.label,
                    }
                    self.compare(label, getattr(kept[index], column.key), new)
        for index in range(min(len(kept), len(self.lines)), max(len(kept), len(self.lines))):
            old = kept[index].text if index < len(kept) else ""
            new = self.lines[index].text if index < len(self.lines) else ""
            self.compare(_("Line %(line)d") % {"line": index + 1}, old, new)

    @property
    def title(self) -> str:
        """What the other system calls the order, and whose it is."""
        name = first_said(self.rows, "key", "") or first_said(self.rows, "your_reference", "")
        customer = self.named.parties.get(first_said(self.rows, "party", ""))
        return " · ".join(text for text in (name, customer.name if customer else "") if text)

    @property
    def facts(self) -> str:
        """The date, and how much of what."""
        lines = [f"{shown(line.quantity)} × {line.text}" for line in self.lines[:_SHOWN_LINES]]
        more = "…" if len(self.lines) > _SHOWN_LINES else ""
        return f"{shown(self.head.date)} · {', '.join(lines)}{more}"

    def save(self, *, by: User) -> Order:
        """By save_order."""
        return save_order(
            company=self.named.company,
            by=by,
            data=self.head,
            lines=self.lines,
            order=self.stored,
            typed_number=self.typed["number"],
            draw=False,
        )


class Orders(Subject):
    """The orders of a company."""

    slug = "orders"
    label = gettext_lazy("Orders")
    columns = HEAD + LINE
    examples = (
        {
            "key": "WEB-1",
            "order_type": "1",
            "party": "10001",
            "item": "1001",
            "quantity": Decimal(3),
        },
        {
            "key": "WEB-1",
            "text": "Freight",
            "quantity": Decimal(1),
            "price": Decimal(50),
            "tax_rate": "25",
        },
    )

    def entries(self, content: Content) -> list[Entry]:
        """An entry for the rows of each order; an order is found by its number."""
        named = Named(self.company, content.rows)
        orders = (
            Order.objects.of(self.company)
            .select_related("number", "order_type__company", "party__customer_number")
            .select_related("commission")
            .prefetch_related("lines__item__number", "lines__tax_rate")
        )
        stored = by_number(orders, "number", (row.text("number") for row in content.rows))
        entries: list[Entry] = []
        orders_of_file = _together(content.rows)
        refuse_repeated((rows[0] for rows in orders_of_file), "number")
        for rows in orders_of_file:
            there = stored.get(first_said(rows, "number", ""), [])
            if len(there) > 1:
                sentence = _("Several orders have this number: change them on their pages.")
                rows[0].refuse("number", sentence)
            entries.append(OrderEntry(rows, there[0] if there else None, named))
        return entries


def _together(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each order: those of one key, else of one number; a row with neither is alone."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        name: object = row.text("key") or row.text("number") or row.number
        found.setdefault(name, []).append(row)
    return list(found.values())
