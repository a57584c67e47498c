"""What the search over everything finds of this app; see numbering.pages.everywhere."""

from __future__ import annotations

from django.db.models import Q

from numbering.pages.everywhere import Searchable, declare_searchable
from numbering.pages.search import ByPart, ByRow, ByStart
from orders.models import (
    Commission,
    Item,
    ItemJournal,
    Order,
    Party,
    ProductionOrder,
    Record,
    TradeDocument,
)
from orders.recordkinds import name_records
from orders.tradekinds import trade_kinds

BY_PARTY = ByRow("party", Party.objects.of, "searched")
NUMBERS = ("number", "voucher_number")
# What documents of sales and purchasing are found by.
DOCUMENT_TEXTS = (
    "number__text",
    "voucher_number__text",
    "party__searched",
    "your_reference",
    "our_reference",
)


SEARCHABLES = (
    Searchable(
        title=Party._meta.verbose_name_plural or "",
        model=Party,
        rows=Party.objects.of,
        prefixes={Party.id_prefix: None},
        numbers=("customer_number", "supplier_number", "number"),
        questions=(ByRow("pk", Party.objects.of, "searched"),),
        search=("customer_number__text", "supplier_number__text", "number__text"),
        ordering=("-pk",),
        name="name",
        text="city",
    ),
    Searchable(
        title=Item._meta.verbose_name_plural or "",
        model=Item,
        rows=Item.objects.of,
        prefixes={Item.id_prefix: None},
        questions=(ByPart("text"),),
        search=("number__text",),
        ordering=("-pk",),
        name="text",
    ),
    Searchable(
        title=Order._meta.verbose_name_plural or "",
        model=Order,
        rows=lambda company: Order.objects.of(company).select_related("party"),
        prefixes={Order.id_prefix: None},
        numbers=NUMBERS,
        questions=(BY_PARTY, ByStart("your_reference")),
        search=DOCUMENT_TEXTS,
        name="party.name",
        text="your_reference",
    ),
    Searchable(
        title=TradeDocument._meta.verbose_name_plural or "",
        model=TradeDocument,
        rows=lambda company: TradeDocument.objects.of(company).select_related("party"),
        prefixes={kind.id_prefix: Q(kind=kind.code) for kind in trade_kinds()},
        numbers=NUMBERS,
        questions=(BY_PARTY, ByStart("your_reference")),
        search=DOCUMENT_TEXTS,
        what="label",
        name="party.name",
        text="your_reference",
    ),
    Searchable(
        title=ProductionOrder._meta.verbose_name_plural or "",
        model=ProductionOrder,
        rows=ProductionOrder.objects.of,
        prefixes={ProductionOrder.id_prefix: None},
        search=("number__text", "title"),
        text="title",
    ),
    Searchable(
        title=Commission._meta.verbose_name_plural or "",
        model=Commission,
        rows=lambda company: Commission.objects.of(company).select_related("party"),
        prefixes={Commission.id_prefix: None},
        questions=(BY_PARTY,),
        search=("number__text", "name", "party__searched"),
        name="party.name",
        text="name",
    ),
    Searchable(
        title=Record._meta.verbose_name_plural or "",
        model=Record,
        rows=lambda company: Record.objects.of(company).select_related("party"),
        prefixes={Record.id_prefix: None},
        questions=(BY_PARTY,),
        search=("number__text", "title", "party__searched"),
        what="label",
        name="party.name",
        text="title",
        prepare=name_records,
    ),
    Searchable(
        title=ItemJournal._meta.verbose_name_plural or "",
        model=ItemJournal,
        rows=ItemJournal.objects.of,
        prefixes={ItemJournal.id_prefix: None},
        search=("number__text", "text"),
        text="text",
    ),
)


def register() -> None:
    """Declare them to the search."""
    for one in SEARCHABLES:
        declare_searchable(one)
