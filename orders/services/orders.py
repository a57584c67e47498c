"""Writing orders: enter, change, cancel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from numbering.models import Company, NumberSeries
from numbering.services import void
from numbering.transactions import write
from orders.choices import OrderState, Side, TypeSides
from orders.entries import LineData, OrderData
from orders.exceptions import OrderClosed, OrderTypeInactive
from orders.findings import Findings
from orders.models import Order, OrderLine, OrderType
from orders.selectors import stock_location_for
from orders.services.locks import check_version, locked_order
from orders.totals import totals_of

_HEAD_FIELDS = ("your_reference", "our_reference", "text")
_LINE_FIELDS = ("text", "quantity", "unit", "price", "side")
_COPIED_LINE_FIELDS = ("position", "item", "text", "quantity", "unit", "price", "tax_rate", "side")


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
) -> Order:
    """Enter an order or save a changed one; `version` is the one that was opened for changing.

    A new order's number is drawn last, after its lines are stored, so that the counter is held as
    briefly as can be; from `series` where a related one was picked. Raises EntryErrors (every
    mistake with its field), OrderTypeInactive, OrderClosed, DocumentChanged, and what drawing or
    claiming a number raises.
    """
    stored = order or Order(company=company, created_by=by, order_type=data.order_type)
    with write(stored.missing_from):
        findings = Findings()
        existing: dict[int, OrderLine] = {}
        if order is None:
            _check_type_is_offered(data.order_type)
        else:
            stored = locked_order(order)
            check_version(stored, version)
            if stored.state == OrderState.CANCELLED:
                raise OrderClosed(_("The order is cancelled and cannot be changed."))
            findings.check_company(stored, company.pk, "")
            existing = {line.pk: line for line in stored.lines.in_order()}
            _check_what_stays(stored, data, typed_number, existing, findings)
        _fill_head(stored, data, by, findings)
        new_lines = _fill_lines(stored, lines, existing, findings)
        _add_up(stored, new_lines, findings)
        findings.raise_if_any()
        if order is None:
            choice = stock_location_for(stored.order_type, by)
            stored.stock_location, stored.stock_location_rule = choice.location, choice.rule
            if typed_number:
                stored.type_number("number", typed_number)
            if series is not None:
                stored.pick_series("number", series)
        else:
            stored.version += 1
        stored.state = state_of(new_lines)
        stored.save(draw=False)
        _store_lines(stored, new_lines, existing)
        stored.draw_numbers(by=by)
    return stored


def cancel_order(*, order: Order, by: User, reason: str, version: int | None = None) -> Order:
    """Cancel an order. Its number stays in the register, void, with the reason.

    Raises EntryErrors without a reason, OrderClosed once something is invoiced, DocumentChanged.
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
        findings = Findings()
        reason = reason.strip()
        if not reason:
            findings.add("reason", _("Type a reason: it is kept with the number."))
        elif len(reason) > 200:
            findings.add("reason", _("The reason has more than 200 characters: shorten it."))
        findings.raise_if_any()
        stored.state, stored.cancel_reason = OrderState.CANCELLED, reason
        stored.updated_by = by
        stored.version += 1
        stored.save(draw=False)
        if stored.number is not None:
            void(stored.number, reason=reason, by=by)
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
    if invoiced and data.party.pk != order.party_id:
        findings.add("party", _("Something is invoiced already: the customer cannot be changed."))


def _fill_head(order: Order, data: OrderData, by: User, findings: Findings) -> None:
    """Take over the head of the entry and check it."""
    order.party, order.date, order.updated_by = data.party, data.date, by
    for field in _HEAD_FIELDS:
        setattr(order, field, getattr(data, field).strip())
    findings.check_company(order.order_type, order.company_id, "order_type")
    findings.check_company(data.party, order.company_id, "party")
    findings.check_fields(order, _HEAD_FIELDS)
    findings.check_date(order)


def _fill_lines(
    order: Order,
    lines: Sequence[LineData],
    existing: dict[int, OrderLine],
    findings: Findings,
) -> list[OrderLine]:
    """The lines as they are to be stored: known ones changed in place, the others new."""
    if not lines:
        findings.add("lines", _("An order has at least one line: enter what was ordered."))
    seen: set[int] = set()
    filled = []
    for index, data in enumerate(lines):
        line = OrderLine(order=order)
        if data.id is not None:
            if data.id not in existing or data.id in seen:
                findings.add("text", _("This line is no longer on the order."), line=index)
                continue
            seen.add(data.id)
            line = existing[data.id]
        _fill_line(line, index, data, order, findings)
        filled.append(line)
    for line in existing.values():
        if line.pk not in seen and line.invoiced_quantity:
            findings.add(
                "lines",
                _("Line %(position)d, %(text)s, is on an invoice and cannot be removed.")
                % {"position": line.position, "text": line.text},
            )
    return filled


def _fill_line(
    line: OrderLine, index: int, data: LineData, order: Order, findings: Findings
) -> None:
    """Take over one line of the entry and check it."""
    sides = order.order_type.side
    side = data.side or (Side.DEBIT if sides == TypeSides.BOTH else sides)
    if line.invoiced_quantity and side != line.side:
        findings.add("side", _("The line is on an invoice: its side stays."), line=index)
    line.position, line.side = index + 1, side
    line.item, line.tax_rate = data.item, data.tax_rate
    line.quantity, line.price = data.quantity, data.price
    line.text, line.unit = data.text.strip(), data.unit.strip()
    findings.check_fields(line, _LINE_FIELDS, line=index)
    findings.check_company(data.item, order.company_id, "item", line=index)
    findings.check_company(data.tax_rate, order.company_id, "tax_rate", line=index)
    if sides not in (TypeSides.BOTH, side):
        findings.add(
            "side",
            _("Order type %(type)s takes %(sides)s lines only.")
            % {"type": order.order_type, "sides": order.order_type.get_side_display()},
            line=index,
        )
    if index in findings.lines:
        return
    if line.quantity <= 0:
        findings.add(
            "quantity",
            _("The quantity must be more than 0; goods that come back are a credit line."),
            line=index,
        )
    elif line.quantity < line.invoiced_quantity:
        findings.add(
            "quantity",
            _("%(quantity)s are on an invoice already: the quantity cannot be less.")
            % {"quantity": shown_quantity(line.invoiced_quantity)},
            line=index,
        )
    findings.check_amount(line.quantity * line.price, "price", line=index)


def _add_up(order: Order, lines: list[OrderLine], findings: Findings) -> None:
    """Store the totals on the order, once every line is sound."""
    if findings.lines:
        return
    totals = totals_of((line.tax_rate, line.amount) for line in lines)
    order.net, order.tax, order.gross = totals.net, totals.tax, totals.gross
    findings.check_amount(totals.gross, "lines")


def _store_lines(order: Order, lines: list[OrderLine], existing: dict[int, OrderLine]) -> None:
    """Write the lines: at most one statement each for the removed, the kept and the new ones."""
    kept = [line for line in lines if line.pk is not None]
    removed = existing.keys() - {line.pk for line in kept}
    if removed:
        order.lines.filter(pk__in=removed).delete()
    if kept:
        OrderLine.objects.bulk_update(kept, _COPIED_LINE_FIELDS)
    OrderLine.objects.bulk_create(line for line in lines if line.pk is None)
