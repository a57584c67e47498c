"""Items: list with stock, detail, entry."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages import Action, ChoiceFilter, Column, ListPage, by_number
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from orders.forms.numbers import picked_series, typed_number
from orders.forms.parties import ItemForm
from orders.models import Item, OrderLine, StockBalance
from orders.selectors import stock_by_location, total_stock
from orders.services.items import save_item
from orders.views.numbers import (
    detour,
    kind_place,
    led_to_setup,
    tell_of_number,
    with_form_errors,
)

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
    actions = [Action(gettext_lazy("New item"), "orders:item_new", key="n", roles=WRITERS)]
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
        "number__series", "number__issued_by", "tax_rate"
    )
    return get_object_or_404(items, pk=pk)


@role_required(*EVERYONE)
def item_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """An item with its stock by location and the last orders of it."""
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
    }
    return render(request, "orders/item_detail.html", context)


@role_required(*WRITERS)
def item_new(request: CompanyRequest) -> HttpResponse:
    """Enter an item; its number is proposed where the company does so."""
    return _enter(request, None)


@role_required(*WRITERS)
def item_edit(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change an item."""
    return _enter(request, find_item(request, pk))


def _enter(request: CompanyRequest, item: Item | None) -> HttpResponse:
    kept = typed_before(request)
    data = request.POST if request.method == "POST" else kept
    form = ItemForm(data, company=request.company, initial=ItemForm.initial_of(item))
    stored = find_item(request, item.pk) if item is not None else None
    number = stored.number if stored is not None else None
    place = kind_place(request, "item", data or {}, number)
    if data is None and item is None:
        form.fields["text"].widget.attrs["autofocus"] = True
        led = led_to_setup(request, place, "item")
        if led is not None:
            return led
    if wants_detour(request):
        away = detour(request, place, _("New item"), "item")
        if away is not None:
            return away
    elif kept is not None:
        not_yet_checked(form)
    elif request.method == "POST" and form.is_valid():
        saved = _saved(request, form, item)
        if saved is not None:
            return redirect(saved)
    context = {
        "form": form,
        "item": stored,
        "number_place": with_form_errors(place, form),
        "is_dirty": kept is not None,
    }
    return render(request, "orders/item_entry.html", context)


def _saved(request: CompanyRequest, form: ItemForm, item: Item | None) -> Item | None:
    """The saved item, or None: the form then says why."""
    is_numbered = item is not None and item.number_id is not None
    try:
        saved = save_item(
            company=request.company,
            by=request.user,
            data=form.item_data(),
            item=item,
            typed_number=typed_number(request.POST),
            series=picked_series(request.company, request.POST),
        )
    except NumberingError as error:
        form.add_service_error(error, series="number")
        return None
    facts = {"number": saved.number or "", "text": saved.text}
    messages.success(request, _("Item %(number)s %(text)s is saved.") % facts)
    if not is_numbered:
        tell_of_number(request, saved.number, request.POST)
    return saved
