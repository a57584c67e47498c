"""What becomes of trade documents and orders: convert, close, reopen, cancel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import NumberSeries
from numbering.services import void
from numbering.transactions import write
from orders.choices import TradeState
from orders.entries import OrderData, TradeData
from orders.exceptions import DocumentClosed, EntryErrors, NothingOpen
from orders.findings import Findings
from orders.models import Order, OrderType, StockLocation, TradeDocument
from orders.services.content import check_reason
from orders.services.conversion import (
    Sources,
    converts_into,
    draft_lines,
    name_of,
    refresh_state,
    refuse_while_followed,
)
from orders.services.locks import check_version, locked_trade
from orders.services.movements import move_document
from orders.services.orders import save_order
from orders.services.trade import refuse_closed, save_trade_document
from orders.tradekinds import ORDER


def convert(
    *,
    source: Order | TradeDocument,
    into: str,
    by: User,
    date: Date,
    quantities: Mapping[int, Decimal] | None = None,
    order_type: OrderType | None = None,
    stock_location: StockLocation | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> Order | TradeDocument:
    """Make the next document of the chain from what is open, or from these quantities by line.

    `order_type` is that of the order that a quote becomes; the company's first one without it.
    Raises NothingOpen, EntryErrors with its lines by the key of the line they were to be made
    from, and what saving the document raises.
    """
    if into not in converts_into(source):
        raise NothingOpen(_("%(document)s cannot become this.") % {"document": name_of(source)})
    lines = draft_lines(source, into, quantities)
    if not lines and quantities:
        raise NothingOpen(_("Type a quantity for one line at least."))
    if not lines:
        raise NothingOpen(_("Nothing is left of %(document)s.") % {"document": name_of(source)})
    facts: dict[str, Any] = {
        "company": source.company,
        "by": by,
        "lines": lines,
        "typed_number": typed_number,
        "series": series,
    }
    head: dict[str, Any] = {
        "party": source.party,
        "date": date,
        "your_reference": source.your_reference,
        "our_reference": source.our_reference,
        "text": source.text,
        "commission": source.commission,
    }
    try:
        if into == ORDER:
            chosen = order_type or _first_order_type(source)
            return save_order(data=OrderData(order_type=chosen, **head), **facts)
        data = TradeData(
            kind=into,
            department=source.department if isinstance(source, TradeDocument) else None,
            stock_location=stock_location or source.stock_location,
            **head,
        )
        return save_trade_document(data=data, **facts)
    except EntryErrors as error:
        by_source = {
            line.source.pk: error.lines[index]
            for index, line in enumerate(lines)
            if line.source is not None and index in error.lines
        }
        raise EntryErrors(fields=error.fields, lines=by_source) from error


def _first_order_type(source: Order | TradeDocument) -> OrderType:
    found = OrderType.objects.of(source.company).for_orders().first()
    if found is None:
        raise NothingOpen(_("No order type is in use: an administrator activates one."))
    return found


def close_trade_document(
    *, document: TradeDocument, by: User, version: int | None = None
) -> TradeDocument:
    """Say that nothing more will come of it: a quote refused, a rest not delivered, a complaint
    settled. `reopen_trade_document` takes it back. Raises DocumentClosed, DocumentChanged.
    """
    with write():
        stored = locked_trade(document)
        check_version(stored, version)
        refuse_closed(stored)
        _set_state(stored, TradeState.CLOSED, by)
    return stored


def reopen_trade_document(
    *, document: TradeDocument, by: User, version: int | None = None
) -> TradeDocument:
    """Take back that it was closed. Raises DocumentClosed, DocumentChanged."""
    with write():
        stored = locked_trade(document)
        check_version(stored, version)
        if stored.state != TradeState.CLOSED:
            raise DocumentClosed(_("%(document)s is not closed.") % {"document": name_of(stored)})
        _set_state(stored, TradeState.OPEN, by)
        refresh_state(stored)
    return stored


def cancel_trade_document(
    *, document: TradeDocument, by: User, reason: str, version: int | None = None
) -> TradeDocument:
    """Cancel a document: its numbers stay, void, with the reason; goods go back, and what it was
    made from is open again. Raises EntryErrors without a reason, DocumentFollowed while something
    was made of it, DocumentClosed, DocumentChanged.
    """
    with write():
        stored = locked_trade(document)
        check_version(stored, version)
        if stored.is_cancelled:
            raise DocumentClosed(_("The document is cancelled already."))
        existing = {line.pk: line for line in stored.lines.in_order()}
        refuse_while_followed(stored, existing.values())
        findings = Findings()
        reason = check_reason(reason, findings)
        findings.raise_if_any()
        sources = Sources.locked(stored.company, stored.kind, (), existing)
        stored.cancel_reason = reason
        _set_state(stored, TradeState.CANCELLED, by)
        sources.refresh()
        move_document(stored, by=by)
        for number in (stored.number, stored.voucher_number):
            if number is not None:
                void(number, reason=reason, by=by)
    return stored


def _set_state(document: TradeDocument, state: str, by: User) -> None:
    document.state, document.updated_by = state, by
    document.version += 1
    document.save(draw=False)
