"""Counting what of orders and deliveries is on invoices, drafts included. Called by invoicing.

An order is invoiced by itself or by its deliveries, whichever the clerk takes first. So what an
invoice takes from a delivery it takes from the delivery's order as well, and of a delivery no more
is left than of its order (orders.chain, `Edge.shared`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from orders.chain import SourceRef, taken
from orders.choices import OrderState
from orders.exceptions import DocumentClosed, NothingOpen, OrderClosed, QuantityNotOpen
from orders.models import Order, OrderLine, TradeDocument, TradeLine
from orders.services.conversion import Line, is_closed, name_of, refresh_trade_states
from orders.services.locks import lock_with_deliveries
from orders.services.orders import state_of
from orders.tradekinds import INVOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What a line of an invoice takes from its sources, or gives back if `change` is negative.

    `key` is by what the caller knows the line: errors name it.
    """

    key: int
    change: Decimal
    sources: Collection[SourceRef]


class Billed:
    """The orders and trade documents that an invoice is made from, held until the end.

    That they are held is what keeps two invoices from taking the same quantity.
    """

    def __init__(self, orders: Iterable[Order], documents: Iterable[TradeDocument]) -> None:
        self.orders = {order.pk: order for order in orders}
        self.documents = {document.pk: document for document in documents}

    @classmethod
    def locked(cls, *, orders: Collection[int] = (), documents: Collection[int] = ()) -> Billed:
        """These, what the documents were made from, and all deliveries of these orders."""
        document_keys, order_keys = lock_with_deliveries(orders=orders, documents=documents)
        return cls(
            Order.objects.filter(pk__in=order_keys)
            .select_related("number", "company", "order_type", "party", "commission")
            .order_by("pk"),
            TradeDocument.objects.filter(pk__in=document_keys)
            .select_related("number", "company", "party", "commission")
            .order_by("pk"),
        )

    def count(self, takings: Iterable[Taking]) -> None:
        """Check what is taken, and count it on the lines of orders. Lines of deliveries count by
        being on the invoice, which is stored afterwards.

        Raises QuantityNotOpen with the `key` of the taking as `line_id`; OrderClosed,
        DocumentClosed and NothingOpen where more is taken from what cannot be invoiced.
        """
        # First what is given back: another line may take it. A line that credits has no sources.
        changes = sorted(
            (taking for taking in takings if taking.sources), key=lambda taking: taking.change > 0
        )
        lines = _lines_of({source for taking in changes for source in taking.sources})
        rest = _rest_of(lines)
        for taking in changes:
            if taking.change > 0:
                self._check(taking, lines, rest)
            for source in taking.sources:
                rest[source] -= taking.change
        order_lines = []
        for source, line in lines.items():
            if isinstance(line, OrderLine):
                line.invoiced_quantity = line.quantity - rest[source]
                order_lines.append(line)
        OrderLine.objects.bulk_update(order_lines, ["invoiced_quantity"])

    def refresh(self) -> None:
        """Say on all of them how far they have come, once the invoice's lines are stored."""
        lines: dict[int, list[OrderLine]] = defaultdict(list)
        for line in OrderLine.objects.filter(order__in=self.orders).in_order():
            lines[line.order_id].append(line)
        changed: dict[str, list[int]] = defaultdict(list)
        for key, order in self.orders.items():
            state: str = state_of(lines[key])
            if state != order.state:
                order.state = state
                changed[state].append(key)
        for state, keys in changed.items():
            Order.objects.filter(pk__in=keys).update(state=state)
        refresh_trade_states(self.documents.values())

    def _check(
        self, taking: Taking, lines: Mapping[SourceRef, Line], rest: Mapping[SourceRef, Decimal]
    ) -> None:
        for source in taking.sources:
            line = lines[source]
            if isinstance(line, OrderLine):
                refuse_cancelled(self.orders[line.order_id])
            else:
                refuse_not_invoiced(self.documents[line.document_id])
        tightest = min(taking.sources, key=lambda source: rest[source])
        if taking.change > rest[tightest]:
            raise QuantityNotOpen(
                _("Line %(position)d, %(text)s: only %(open)s are left to invoice.")
                % {
                    "position": lines[tightest].position,
                    "text": lines[tightest].text,
                    "open": shown_quantity(rest[tightest]),
                },
                line_id=taking.key,
            )


def refuse_cancelled(order: Order) -> None:
    """Raise OrderClosed where an order cannot be invoiced."""
    if order.state == OrderState.CANCELLED:
        raise OrderClosed(_("The order is cancelled and cannot be invoiced."))


def refuse_not_invoiced(document: TradeDocument) -> None:
    """Raise NothingOpen where a trade document is not invoiced at all, DocumentClosed where it no
    longer is.
    """
    facts = {"document": name_of(document)}
    if INVOICE not in document.trade_kind.converts_into:
        raise NothingOpen(_("%(document)s cannot become an invoice.") % facts)
    if document.is_cancelled:
        raise DocumentClosed(_("%(document)s is cancelled and cannot be invoiced.") % facts)
    if is_closed(document):
        raise DocumentClosed(
            _("%(document)s is closed and cannot be invoiced: reopen it first.") % facts
        )


def _lines_of(sources: Collection[SourceRef]) -> dict[SourceRef, Line]:
    orders = [source.pk for source in sources if source.table == "order"]
    trade = [source.pk for source in sources if source.table == "trade"]
    found: list[Line] = [*OrderLine.objects.filter(pk__in=orders).order_by("pk")]
    found += TradeLine.objects.filter(pk__in=trade).order_by("pk")
    return {SourceRef.of(line): line for line in found}


def _rest_of(lines: Mapping[SourceRef, Line]) -> dict[SourceRef, Decimal]:
    """How much each line has left by itself."""
    gone = taken(line for line in lines.values() if isinstance(line, TradeLine))
    return {
        source: line.open_quantity
        if isinstance(line, OrderLine)
        else line.quantity - gone[line.pk][INVOICE]
        for source, line in lines.items()
    }
