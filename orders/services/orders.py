"""Writing orders: enter, change, cancel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from numbering.models import Company, NumberSeries
from numbering.services import void
from numbering.transactions import write
from orders.chain import taken
from orders.choices import OrderState, Side, TypeSides
from orders.entries import LineData, OrderData
from orders.exceptions import OrderClosed, OrderTypeInactive
from orders.findings import Findings
from orders.holds import held_by
from orders.models import Order, OrderLine, OrderType, TradeDocument
from orders.selectors import stock_location_for
from orders.services.content import (
    add_up,
    check_reason,
    check_what_is_taken,
    fill_head,
    fill_line,
    matched_lines,
    store_lines,
)
from orders.services.conversion import (
    Sources,
    delivery_state,
    refresh_trade_states,
    refuse_while_followed,
)
from orders.services.locks import check_version, locked_order, locked_order_with_deliveries
from orders.tradekinds import ORDER, With

_STORED_LINE_FIELDS = ("position", "item", "text", "quantity", "unit", "price", "tax_rate", "side")


def save_order(
    *,
    company: Company,
    by: User,
    data: OrderData,
    lines: Sequence[LineData],
    order: Order | None = None,
    version: int | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
    draw: bool = True,
) -> Order:
    """Enter an order or save a changed one; `version` is the one that was opened for changing.

    Lines with a source take from the quote that they are made from. A new order's number is drawn
    last, after its lines are stored, so that the counter is held as briefly as can be; from
    `series` where a related one was picked; `draw=False` leaves claiming and drawing to the caller,
    who has many to save. Raises EntryErrors (every mistake with its field),
    OrderTypeInactive, OrderClosed, DocumentChanged, and what drawing or claiming a number raises.
    """
    stored = order or Order(company=company, created_by=by, order_type=data.order_type)
    with write(stored.missing_from):
        findings = Findings()
        existing: dict[int, OrderLine] = {}
        deliveries: set[int] = set()
        if order is None:
            _check_type_is_offered(data.order_type)
        else:
            stored, deliveries = locked_order_with_deliveries(order)
            check_version(stored, version)
            if stored.state == OrderState.CANCELLED:
                raise OrderClosed(_("The order is cancelled and cannot be changed."))
            findings.check_company(stored, company.pk, "")
            existing = {line.pk: line for line in stored.lines.in_order()}
            _check_what_stays(stored, data, typed_number, existing, findings)
        gone = taken(existing.values())
        sources = Sources.locked(company, ORDER, lines, existing)
        fill_head(stored, data, by, With.CUSTOMERS, findings)
        findings.check_company(data.order_type, stored.company_id, "order_type")
        filled = list(matched_lines(lines, existing, lambda: OrderLine(order=stored), findings))
        for index, typed, line in filled:
            _fill_line(line, index, typed, stored, findings)
        new_lines = [line for _index, _typed, line in filled]
        _check_invoiced_stay(new_lines, existing, findings)
        check_what_is_taken(stored, new_lines, existing, gone, findings)
        sources.check(stored, filled, findings)
        add_up(stored, new_lines, findings)
        findings.raise_if_any()
        if order is None:
            choice = stock_location_for(company, by, stored.order_type)
            stored.stock_location, stored.stock_location_rule = choice.location, choice.rule
            if typed_number:
                stored.type_number("number", typed_number)
            if series is not None:
                stored.pick_series("number", series)
        else:
            stored.version += 1
        stored.state = state_of(new_lines)
        stored.delivery_state = delivery_state(new_lines, gone)
        stored.save(draw=False)
        store_lines(stored, new_lines, existing, _STORED_LINE_FIELDS)
        sources.refresh()
        refresh_trade_states(TradeDocument.objects.filter(pk__in=deliveries))
        if draw:
            stored.draw_numbers(by=by)
    return stored


def cancel_order(*, order: Order, by: User, reason: str, version: int | None = None) -> Order:
    """Cancel an order. Its numbers stay in the register, void, with the reason.

    Raises EntryErrors without a reason, OrderClosed once something is invoiced, delivered or in
    production, DocumentChanged.
    """
    with write():
        stored = locked_order(order)
        check_version(stored, version)
        if stored.state == OrderState.CANCELLED:
            raise OrderClosed(_("The order is cancelled already."))
        if stored.state != OrderState.OPEN:
            raise OrderClosed(
                _("Something of this order is on an invoice: it can no longer be cancelled.")
            )
        holder = held_by(stored)
        if holder:
            raise OrderClosed(
                _(
                    "%(document)s is of this order: it cannot be cancelled before that is credited,"
                    " or its draft thrown away."
                )
                % {"document": holder}
            )
        existing = {line.pk: line for line in stored.lines.in_order()}
        refuse_while_followed(stored, existing.values())
        findings = Findings()
        reason = check_reason(reason, findings)
        findings.raise_if_any()
        sources = Sources.locked(stored.company, ORDER, (), existing)
        stored.state, stored.cancel_reason = OrderState.CANCELLED, reason
        stored.updated_by = by
        stored.version += 1
        stored.save(draw=False)
        for number in (stored.number, stored.voucher_number):
            if number is not None:
                void(number, reason=reason, by=by)
        sources.refresh()
    return stored


def state_of(lines: Iterable[OrderLine]) -> OrderState:
    """How far an order with these lines has come."""
    lines = list(lines)
    if all(line.open_quantity == 0 for line in lines):
        return OrderState.INVOICED
    if any(line.invoiced_quantity for line in lines):
        return OrderState.PARTLY_INVOICED
    return OrderState.OPEN


def _check_type_is_offered(order_type: OrderType) -> None:
    """Refuse a type that takes no new orders."""
    if not order_type.takes_orders:
        raise OrderTypeInactive(
            _("%(type)s only holds a number series: pick an order type.")
            % {"type": order_type.name}
        )
    if not order_type.is_active:
        raise OrderTypeInactive(
            _("Order type %(slot)d is not in use: pick another one.") % {"slot": order_type.slot}
        )


def _check_what_stays(
    order: Order,
    data: OrderData,
    typed_number: str,
    existing: dict[int, OrderLine],
    findings: Findings,
) -> None:
    """Check what can no longer be changed on a stored order: type, number, customer invoiced."""
    if data.order_type.pk != order.order_type_id:
        findings.add(
            "order_type",
            _(
                "The order's number belongs to its type: the type cannot be changed. Cancel this"
                " order and enter a new one."
            ),
        )
    if typed_number not in ("", str(order.number)):
        findings.add(
            "number",
            _("The order has the number %(number)s already: it cannot be changed.")
            % {"number": order.number},
        )
    invoiced = any(line.invoiced_quantity for line in existing.values())
    if data.party.pk != order.party_id and (invoiced or held_by(order)):
        findings.add("party", _("Something is invoiced already: the customer cannot be changed."))


def _fill_line(
    line: OrderLine, index: int, data: LineData, order: Order, findings: Findings
) -> None:
    """Take over one line of the entry and check it."""
    sides = order.order_type.side
    side = data.side or (Side.DEBIT if sides == TypeSides.BOTH else sides)
    if line.invoiced_quantity and side != line.side:
        findings.add("side", _("The line is on an invoice: its side stays."), line=index)
    line.side = side
    findings.check_fields(line, ("side",), line=index)
    if sides not in (TypeSides.BOTH, side):
        findings.add(
            "side",
            _("Order type %(type)s takes %(sides)s lines only.")
            % {"type": order.order_type, "sides": order.order_type.get_side_display()},
            line=index,
        )
    fill_line(line, index, data, order.company_id, findings)


def _check_invoiced_stay(
    lines: Sequence[OrderLine], existing: dict[int, OrderLine], findings: Findings
) -> None:
    """What is on an invoice stays on the order, and as much of it."""
    kept = set()
    for index, line in enumerate(lines):
        kept.add(line.pk)
        if index not in findings.lines and line.quantity < line.invoiced_quantity:
            findings.add(
                "quantity",
                _("%(quantity)s are on an invoice already: the quantity cannot be less.")
                % {"quantity": shown_quantity(line.invoiced_quantity)},
                line=index,
            )
    for line in existing.values():
        if line.pk not in kept and line.invoiced_quantity:
            findings.add(
                "lines",
                _("Line %(position)d, %(text)s, is on an invoice and cannot be removed.")
                % {"position": line.position, "text": line.text},
            )
