"""Items: list with stock, detail, entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.pages import Action, ChoiceFilter, Column, ListPage, by_number
from orders.entries import ItemData
from orders.forms.cards import CardForm, CardNumber
from orders.forms.parties import ItemForm
from orders.models import Item, OrderLine, StockBalance
from orders.selectors import last_movements, stock_by_location, total_stock
from orders.services.items import save_item
from orders.views.cards import CardEntry
from orders.views.imports import import_action

SHOWN_LINES = 10


class ItemList(ListPage):
    """The items of a company with their total stock."""

    title = gettext_lazy("Items")
    columns = [
        Column("number", gettext_lazy("Number"), "number", sort=by_number("number"), link=True),
        Column("text", gettext_lazy("Text"), sort="text", css="grow clip"),
        Column("unit", gettext_lazy("Unit"), sort="unit"),
        Column("price", gettext_lazy("Price"), "money", sort="price"),
        Column("tax", gettext_lazy("Tax"), value="tax_rate.name", sort="tax_rate__percent"),
        Column("stock", gettext_lazy("Stock"), "quantity", value="stock_total"),
        Column(
            "consigned",
            gettext_lazy("Not counted"),
            "quantity",
            value="stock_consigned",
            optional=True,
        ),
        Column("is_active", gettext_lazy("Active"), "tick", sort="is_active", optional=True),
    ]
    search = ["number__text", "text"]
    search_label = gettext_lazy("Number, text")
    filters = [
        ChoiceFilter(
            "active",
            gettext_lazy("Active"),
            [("yes", gettext_lazy("active")), ("no", gettext_lazy("not active"))],
            where=lambda value: Q(is_active=value == "yes"),
        )
    ]
    ordering = ["text", "pk"]
    earlier = gettext_lazy("Previous")
    later = gettext_lazy("Next")
    actions = [
        import_action("items"),
        Action(gettext_lazy("New item"), "orders:item_new", key="n", roles=WRITERS),
    ]
    empty = gettext_lazy("No items yet. Press N to enter the first one.")
    export_name = "items"

    def get_queryset(self) -> QuerySet[Item]:
        """The company's items with number and tax rate."""
        return Item.objects.of(self.company).with_number()

    def prepare(self, rows: list[Any]) -> None:
        """The stock of the rows of one page: one query, added up as decimals."""
        sums: dict[tuple[int, bool], Decimal] = defaultdict(Decimal)
        balances = StockBalance.objects.filter(item__in=rows).values_list(
            "item_id", "location__in_total_stock", "quantity"
        )
        for item_id, counted, amount in balances:
            sums[item_id, counted] += amount
        for row in rows:
            row.stock_total = sums[row.pk, True]
            row.stock_consigned = sums[row.pk, False] or None

    def row_css(self, row: Any) -> str:
        """Items no longer offered step back."""
        return "" if row.is_active else "is-off"


def find_item(request: CompanyRequest, pk: int) -> Item:
    """An item of the company; 404 for any other."""
    items = Item.objects.of(request.company).select_related(
        "number__series", "number__issued_by", "tax_rate", "created_by", "updated_by"
    )
    return get_object_or_404(items, pk=pk)


@role_required(*EVERYONE)
def item_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """An item with its stock by location, its last movements and the last orders of it."""
    item = find_item(request, pk)
    lines = (
        OrderLine.objects.filter(item=item)
        .select_related("order__number", "order__party")
        .order_by("-order__date", "-pk")
    )
    context = {
        "item": item,
        "balances": stock_by_location(item),
        "stock_total": total_stock(item),
        "lines": lines[:SHOWN_LINES],
        "movements": last_movements(item, SHOWN_LINES),
    }
    return render(request, "orders/item_detail.html", context)


class ItemEntry(CardEntry):
    """Enter or change an item; its number is proposed where the company does so."""

    form_class = ItemForm
    numbers = (CardNumber(kind="item", label=gettext_lazy("Item number")),)
    new_title = gettext_lazy("New item")
    change_title = gettext_lazy("Change item")
    list_title = gettext_lazy("Items")
    list_name = "orders:item_list"
    rule_name = "orders:item_rule"

    def cards(self) -> QuerySet[Item]:
        """The company's items."""
        return Item.objects.of(self.company).with_number()

    def save(self, form: CardForm[ItemData], *, typed: Mapping[str, str], series: Any) -> Item:
        """Through the service."""
        return save_item(
            company=self.company,
            by=self.request.user,
            data=form.card_data(),
            item=self.card,
            version=form.cleaned_data["version"],
            typed_number=typed["number"],
            series=series.get("number"),
        )

    def saved_sentence(self, card: Item) -> str:
        """With its number."""
        facts = {"number": card.number or "", "text": card.text}
        return _("Item %(number)s %(text)s is saved.") % facts
