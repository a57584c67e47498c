"""The words in which callers ask for parties, items, order types and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from numbering.documents import DrawsInBulk
from orders.choices import DeliveryState, OpenState, OrderState, ProductionState, TradeState
from orders.tradekinds import With, trade_kinds

if TYPE_CHECKING:
    from numbering.models import Company
    from orders.models import (  # noqa: F401
        Commission,
        Item,
        ItemJournal,
        Order,
        OrderLine,
        OrderType,
        Party,
        PrintForm,
        PrintLayout,
        ProductionOrder,
        Record,
        StockLocation,
        StockMovement,
        TaxRate,
        TradeDocument,
        TradeLine,
    )

OWN_SLOTS = (1, 2, 3, 4, 5)
SERVICE_SLOTS = (6, 7)
SHARED_INVOICE_SLOT = 8
ADVANCE_SLOT = 9
FIXED_SLOTS = (*SERVICE_SLOTS, SHARED_INVOICE_SLOT, ADVANCE_SLOT)

TO_INVOICE_STATES = (OrderState.OPEN, OrderState.PARTLY_INVOICED)
# What still has to go out. An order invoiced without any delivery was handed over with its invoice;
# of one that was delivered in part the rest is owed, invoiced or not.
NOT_YET_DELIVERED = Q(delivery_state=DeliveryState.PARTLY) | Q(
    delivery_state=DeliveryState.OPEN, state__in=TO_INVOICE_STATES
)
# Trade documents with something left to convert.
OPEN_TRADE_STATES = (TradeState.OPEN, TradeState.PARTLY)

# Production orders with something left to make.
TO_MAKE_STATES = (ProductionState.PLANNED, ProductionState.STARTED)

M = TypeVar("M", bound=models.Model)


class CompanyScoped(models.QuerySet[M]):
    """Rows that belong to one company."""

    def of(self, company: Company) -> Self:
        """The rows of a company."""
        return self.filter(company=company)


class TaxRateQuerySet(CompanyScoped["TaxRate"]):
    """Tax rates."""


class StockLocationQuerySet(CompanyScoped["StockLocation"]):
    """Stock locations."""

    def fixed(self) -> Self:
        """Locations to which order types can be coupled."""
        return self.filter(is_fixed=True)

    def default(self) -> StockLocation | None:
        """The one that is used where neither order type nor user has a location."""
        return self.filter(is_default=True).first()


class PartyQuerySet(DrawsInBulk, CompanyScoped["Party"]):
    """Parties."""

    def customers(self) -> Self:
        """Those that documents of sales can be made with."""
        return self.filter(is_customer=True)

    def suppliers(self) -> Self:
        """Those that documents of purchasing can be made with."""
        return self.filter(is_supplier=True)

    def offered_to(self, parties: With) -> Self:
        """Those that a kind of document can be made with."""
        if parties is With.CUSTOMERS:
            return self.customers()
        return self.suppliers() if parties is With.SUPPLIERS else self

    def with_number(self) -> Self:
        """Parties together with their numbers: what a list shows."""
        return self.select_related("number", "customer_number", "supplier_number")

    def matching(self, text: str) -> Self:
        """Parties of whose numbers, name or town one contains each word typed."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(name__finds=word)
                | Q(city__finds=word)
                | Q(customer_number__text__finds=word)
                | Q(supplier_number__text__finds=word)
                | Q(number__text__finds=word)
            )
        return found


class ItemQuerySet(DrawsInBulk, CompanyScoped["Item"]):
    """Items."""

    def active(self) -> Self:
        """Items that are offered on new lines."""
        return self.filter(is_active=True)

    def with_number(self) -> Self:
        """Items together with number and tax rate: what a list shows."""
        return self.select_related("number", "tax_rate")

    def matching(self, text: str) -> Self:
        """Items whose number or text contains every word typed."""
        found = self
        for word in text.split():
            found = found.filter(Q(text__finds=word) | Q(number__text__finds=word))
        return found


class OrderTypeQuerySet(CompanyScoped["OrderType"]):
    """Order types."""

    def active(self) -> Self:
        """Types with a description (Winbas: the description activates a type)."""
        return self.exclude(description="")

    def for_orders(self) -> Self:
        """The types offered on a new order.

        Slots 8 and 9 only hold series; service orders are offered once they have a series.
        """
        return (
            self.active()
            .exclude(slot__in=(SHARED_INVOICE_SLOT, ADVANCE_SLOT))
            .exclude(slot__in=SERVICE_SLOTS, order_series=None)
            .order_by("slot", "pk")
        )

    def in_slot(self, slot: int) -> OrderType | None:
        """The type in this slot."""
        return self.filter(slot=slot).first()


class OrderQuerySet(DrawsInBulk, CompanyScoped["Order"]):
    """Orders."""

    def for_list(self) -> Self:
        """Orders with all that a row of the list shows, in one query."""
        return self.select_related(
            "number",
            "voucher_number",
            "order_type",
            "party__customer_number",
            "stock_location",
            "commission__number",
        )

    def of_type(self, order_type: OrderType) -> Self:
        """The orders of one type."""
        return self.filter(order_type=order_type)

    def to_invoice(self) -> Self:
        """Orders with something left to invoice."""
        return self.filter(state__in=TO_INVOICE_STATES)

    def to_deliver(self) -> Self:
        """Orders of which something still has to go out."""
        return self.filter(NOT_YET_DELIVERED)

    def newest_first(self) -> Self:
        """The order in which lists begin."""
        return self.order_by("-date", "-pk")


class LinesInOrder(models.QuerySet[M]):
    """Lines of documents."""

    def in_order(self) -> Self:
        """The lines as they stand on the document."""
        return self.order_by("position", "pk")


class OrderLineQuerySet(LinesInOrder["OrderLine"]):
    """Order lines."""

    def open(self) -> Self:
        """Lines with something left to invoice."""
        return self.filter(invoiced_quantity__lt=F("quantity"))


class TradeDocumentQuerySet(DrawsInBulk, CompanyScoped["TradeDocument"]):
    """Trade documents."""

    def of_kind(self, kind: str) -> Self:
        """The documents of one kind."""
        return self.filter(kind=kind)

    def that_become(self, code: str) -> Self:
        """The documents of kinds that can become this."""
        kinds = [kind.code for kind in trade_kinds() if code in kind.converts_into]
        return self.filter(kind__in=kinds)

    def open(self) -> Self:
        """Those with something left to convert."""
        return self.filter(state__in=OPEN_TRADE_STATES)

    def for_list(self) -> Self:
        """Documents with all that a row of the list shows, in one query."""
        return self.select_related(
            "number",
            "voucher_number",
            "party__number",
            "party__customer_number",
            "party__supplier_number",
            "department",
            "commission__number",
        )

    def newest_first(self) -> Self:
        """The order in which lists begin."""
        return self.order_by("-date", "-pk")


class TradeLineQuerySet(LinesInOrder["TradeLine"]):
    """Lines of trade documents."""


class CommissionQuerySet(DrawsInBulk, CompanyScoped["Commission"]):
    """Commissions."""

    def for_list(self) -> Self:
        """Commissions with all that a row of the list shows, in one query."""
        return self.select_related("number", "party__number", "party__customer_number")

    def open(self) -> Self:
        """Those that documents can still be put under."""
        return self.filter(state=OpenState.OPEN)

    def matching(self, text: str) -> Self:
        """Commissions whose number or name contains every word typed."""
        found = self
        for word in text.split():
            found = found.filter(Q(name__finds=word) | Q(number__text__finds=word))
        return found


class RecordQuerySet(DrawsInBulk, CompanyScoped["Record"]):
    """Records."""

    def of_kind(self, kind: str) -> Self:
        """The records of one kind."""
        return self.filter(kind=kind)

    def for_list(self) -> Self:
        """Records with all that a row of the list shows, in one query."""
        return self.select_related(
            "number",
            "party__number",
            "party__customer_number",
            "department",
            "commission__number",
        )


class ProductionOrderQuerySet(DrawsInBulk, CompanyScoped["ProductionOrder"]):
    """Production orders."""

    def for_list(self) -> Self:
        """Production orders with all that a row of the list shows, in one query."""
        return self.select_related("number", "item__number", "stock_location")

    def newest_first(self) -> Self:
        """The order in which lists begin."""
        return self.order_by("-date", "-pk")


class ItemJournalQuerySet(DrawsInBulk, CompanyScoped["ItemJournal"]):
    """Item journals."""

    def for_list(self) -> Self:
        """Journals with all that a row of the list shows, in one query."""
        return self.select_related("number", "location", "to_location", "created_by")


class StockMovementQuerySet(CompanyScoped["StockMovement"]):
    """Movements of stock."""

    def for_list(self) -> Self:
        """Movements with their documents and all else that a row shows, in one query."""
        return self.select_related(
            "item__number",
            "location",
            "document__number",
            "journal__number",
            "production_order__number",
            "moved_by",
        )

    def newest_first(self) -> Self:
        """The order in which lists begin."""
        return self.order_by("-date", "-pk")


class PrintFormQuerySet(CompanyScoped["PrintForm"]):
    """Print forms."""

    def with_all(self) -> Self:
        """With texts, order type and what a logo is; its picture waits until it is asked for."""
        forms = self.select_related("order_type", "logo").defer("logo__content")
        return forms.prefetch_related("texts")


class PrintLayoutQuerySet(CompanyScoped["PrintLayout"]):
    """Layouts that papers keep."""
