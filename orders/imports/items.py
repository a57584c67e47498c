"""Items in files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from numbering.cells import as_amount, as_flag, shown
from numbering.models import Company
from orders.entries import ItemData
from orders.imports.columns import Column, Content, Row
from orders.imports.entries import Entry, Subject, stored_data
from orders.imports.lookups import TaxRates, by_number, refuse_repeated
from orders.models import Item, TaxRate
from orders.services.items import save_item

COLUMNS = (
    Column("number", "item number", _("Item number"), also=("number", "item")),
    Column("text", "text", _("Text"), also=("name", "description")),
    Column("unit", "unit", _("Unit")),
    Column("price", "price", _("Price"), as_amount),
    Column("tax_rate", "tax code", _("Tax rate"), also=("tax",)),
    Column("is_active", "active", _("Active"), as_flag),
    Column("is_stocked", "kept in stock", _("Kept in stock"), as_flag, also=("stocked",)),
)


class ItemEntry(Entry):
    """An item of a file."""

    stored: Item | None

    def __init__(self, row: Row, stored: Item | None, company: Company, rates: TaxRates) -> None:
        self.company = company
        usual = stored_data(ItemData, stored) if stored is not None else None
        rate = rates.of(row, usual.tax_rate if usual is not None else None)
        super().__init__([row], stored, typed={"number": row.text("number")})
        if rate is None:
            return
        self.data = _read(row, usual or ItemData(text="", tax_rate=rate), rate)
        if usual is not None:
            for column in COLUMNS[1:]:
                self.compare(
                    column.label, getattr(usual, column.key), getattr(self.data, column.key)
                )

    @property
    def title(self) -> str:
        """The item's text."""
        return self.rows[0].text("text") or str(self.stored or "")

    @property
    def facts(self) -> str:
        """Price, unit and tax rate."""
        parts = (shown(self.data.price), self.data.unit, self.data.tax_rate.name)
        return " · ".join(part for part in parts if part)

    def save(self, *, by: User) -> Item:
        """By save_item."""
        return save_item(
            company=self.company,
            by=by,
            data=self.data,
            item=self.stored,
            typed_number=self.typed["number"],
            draw=False,
        )


class Items(Subject):
    """The items of a company."""

    slug = "items"
    label = _("Items")
    columns = COLUMNS
    examples = (
        {
            "text": "Oak plank 22 × 145",
            "unit": "m",
            "price": Decimal("12.50"),
            "tax_rate": "25",
            "is_active": True,
            "is_stocked": True,
        },
    )

    def entries(self, content: Content) -> list[Entry]:
        """An entry for each row; an item is found by its number."""
        rates = TaxRates(self.company)
        refuse_repeated(content.rows, "number")
        numbers = [row.text("number") for row in content.rows]
        stored = by_number(Item.objects.of(self.company).with_number(), "number", numbers)
        return [
            ItemEntry(row, next(iter(stored.get(number, ())), None), self.company, rates)
            for row, number in zip(content.rows, numbers, strict=True)
        ]

    def stored_rows(self) -> QuerySet[Item]:
        """All items."""
        return Item.objects.of(self.company).with_number().order_by("pk")

    def exported(self, row: Item) -> list[Any]:
        """An item as the import reads it."""
        return [
            str(row.number or ""),
            row.text,
            row.unit,
            row.price,
            row.tax_rate.code,
            row.is_active,
            row.is_stocked,
        ]


def _read(row: Row, usual: ItemData, rate: TaxRate) -> ItemData:
    """The item as the row says, and as it is usually where the row says nothing."""
    return ItemData(
        text=row.text("text", usual.text),
        tax_rate=rate,
        unit=row.text("unit", usual.unit),
        price=row.get("price", usual.price),
        is_active=row.get("is_active", usual.is_active),
        is_stocked=row.get("is_stocked", usual.is_stocked),
    )
