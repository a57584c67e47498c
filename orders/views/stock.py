"""What pages tell of stock: movements of all items, and what fell below zero."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import CompanyRequest
from numbering.formatting import quantity, signed
from numbering.kinds import registers_of
from numbering.pages import Column, ListPage, PeriodFilter, RelatedFilter
from numbering.pages.search import ByNumber
from orders.models import (
    ItemJournal,
    ProductionOrder,
    StockBalance,
    StockLocation,
    StockMovement,
    TradeDocument,
)
from orders.selectors import balances_below_zero
from orders.services.conversion import name_of
from orders.tradekinds import trade_kinds
from orders.views.document_lists import DATE
from orders.views.filters import ItemFilter

# More are not named one by one.
TOLD = 5


def company_locations(page: ListPage) -> QuerySet[StockLocation]:
    """The locations that a list can be narrowed to."""
    return StockLocation.objects.of(page.company).order_by("code")


def cause_of(movement: StockMovement) -> SafeString:
    """The document that moved the goods, linked."""
    cause = movement.cause
    if cause is None:
        return format_html('<span class="quiet">{}</span>', _("stated in the settings"))
    return format_html(
        '<a href="{}">{} <span class="num">{}</span></a>',
        cause.get_absolute_url(),
        cause.label,
        cause.number or cause.internal_id,
    )


def _signed(movement: StockMovement) -> SafeString:
    return format_html("{}", signed(movement.quantity))


class MovementList(ListPage):
    """Every movement of stock, newest first: what, where, how many, and by which document."""

    title = gettext_lazy("Stock movements")
    columns = [
        DATE,
        Column("item", gettext_lazy("Item"), "number", value="item.number"),
        Column("text", gettext_lazy("Text"), value="item.text", css="grow clip"),
        Column("location", gettext_lazy("Location"), value="location.name"),
        Column("quantity", gettext_lazy("Quantity"), "quantity", html=_signed),
        Column("unit", gettext_lazy("Unit"), value="item.unit", optional=True),
        Column(
            "document",
            gettext_lazy("Document"),
            value=lambda row: "" if row.cause is None else name_of(row.cause),
            html=cause_of,
        ),
        Column("by", gettext_lazy("By"), value="moved_by.get_full_name", optional=True),
        Column("at", gettext_lazy("At"), "moment", value="moved_at", optional=True, shown=False),
    ]
    search = ["document__number__text", "journal__number__text", "production_order__number__text"]
    search_label = gettext_lazy("Number of the document")
    search_note = gettext_lazy("Documents are found by how their numbers begin.")
    is_large = True
    questions = [
        ByNumber("journal__number", *registers_of("item_journal")),
        ByNumber("production_order__number", *registers_of("production_order")),
        ByNumber(
            "document__number",
            *(register for kind in trade_kinds() for register in registers_of(kind.code)),
        ),
    ]
    filters = [
        ItemFilter("item"),
        RelatedFilter("location", gettext_lazy("Location"), company_locations),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    ordering = ["-date", "-pk"]
    empty = gettext_lazy("Nothing has moved yet: post an item journal, or make a delivery.")
    export_name = "stock-movements"

    def get_queryset(self) -> QuerySet[StockMovement]:
        """The company's movements with all that a row shows."""
        return StockMovement.objects.of(self.company).for_list()

    def row_url(self, row: Any) -> str:
        """The document that moved the goods."""
        return "" if row.cause is None else str(row.cause.get_absolute_url())


def tell_of_stock(
    request: CompanyRequest, moved_by: TradeDocument | ItemJournal | ProductionOrder
) -> None:
    """Say what is less than nothing since this document was saved; it never keeps from saving."""
    missing = balances_below_zero(moved_by)
    if not missing:
        return
    named = [_balance_words(one) for one in missing[:TOLD]]
    if len(missing) > TOLD:
        named.append(_("%(count)d more") % {"count": len(missing) - TOLD})
    messages.warning(
        request,
        _("Less than nothing is in stock now: %(items)s. Is a receipt or a count still to come?")
        % {"items": "; ".join(named)},
    )


def _balance_words(balance: StockBalance) -> str:
    return _("%(number)s %(text)s, %(quantity)s at %(location)s") % {
        "number": balance.item.number or "",
        "text": balance.item.text,
        "quantity": quantity(balance.quantity),
        "location": balance.location,
    }
