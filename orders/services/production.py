"""Writing production orders: enter, change, start, finish in parts, cancel.

Those that orders lead to are made in services.planning.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from numbering.models import Company, NumberSeries
from numbering.services import void
from numbering.transactions import write
from orders.choices import ProductionState
from orders.entries import ProductionData
from orders.exceptions import DocumentClosed
from orders.findings import Findings
from orders.models import ProductionOrder
from orders.selectors import stock_location_for
from orders.services.cards import save_card
from orders.services.content import check_commission, check_reason
from orders.services.locks import check_version, locked_card
from orders.services.movements import post_movements


def save_production(
    *,
    company: Company,
    by: User,
    data: ProductionData,
    production: ProductionOrder | None = None,
    version: int | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> ProductionOrder:
    """Enter a production order for stock, or save a changed one, be it for orders or not.

    What is made is called like its item where nothing else was typed. Made less than orders were
    to get, the rest is open there again, of the last position first. Raises EntryErrors,
    DocumentClosed, DocumentChanged, and what drawing or claiming a number raises.
    """
    if not data.title.strip() and data.item is not None:
        data = replace(data, title=data.item.text)
    if production is None and data.stock_location is None:
        data = replace(data, stock_location=stock_location_for(company, by).location)
    card = production or ProductionOrder(company=company)
    with write(card.missing_from):
        stored = save_card(
            card,
            by=by,
            data=data,
            version=version,
            typed={"number": typed_number},
            series={} if series is None else {"number": series},
            before=lambda row, findings: check_commission(row, data.commission, findings),
            check=_check,
        )
        if production is not None:
            _give_back_rest(stored)
    return stored


def start_production(
    *, production: ProductionOrder, by: User, version: int | None = None
) -> ProductionOrder:
    """Say that work on it has begun. Raises DocumentClosed where it has, DocumentChanged."""
    with write():
        stored = locked_card(production)
        check_version(stored, version)
        refuse_done(stored)
        if stored.state == ProductionState.STARTED:
            raise DocumentClosed(_("Work on this production order has begun already."))
        _save(stored, ProductionState.STARTED, by)
    return stored


def finish_production(
    *,
    production: ProductionOrder,
    by: User,
    quantity: Decimal,
    date: Date,
    version: int | None = None,
) -> ProductionOrder:
    """Put finished goods into stock, all or a part of them.

    Raises EntryErrors (quantity, date, stock_location), DocumentClosed, DocumentChanged,
    StockTooLarge.
    """
    with write():
        stored = locked_card(production)
        check_version(stored, version)
        refuse_done(stored)
        findings = Findings()
        _check_finished(stored, quantity, date, findings)
        findings.raise_if_any()
        stored.finished_quantity += quantity
        _save(stored, state_of(stored, ProductionState.STARTED), by)
        if _goes_into_stock(stored):
            post_movements(
                {(stored.item_id, stored.stock_location_id): quantity},  # type: ignore[dict-item]
                company=stored.company,
                on=date,
                by=by,
                production_order=stored,
            )
    return stored


def cancel_production(
    *, production: ProductionOrder, by: User, reason: str, version: int | None = None
) -> ProductionOrder:
    """Cancel a production order: its number stays, void, and what it was for is open again.

    Raises EntryErrors without a reason, DocumentClosed once something is finished, which does not
    vanish, DocumentChanged.
    """
    with write():
        stored = locked_card(production)
        check_version(stored, version)
        refuse_done(stored)
        if stored.finished_quantity:
            raise DocumentClosed(
                _(
                    "%(quantity)s are finished already and do not vanish: change the quantity to"
                    " that instead."
                )
                % {"quantity": shown_quantity(stored.finished_quantity)}
            )
        findings = Findings()
        stored.cancel_reason = check_reason(reason, findings)
        findings.raise_if_any()
        _save(stored, ProductionState.CANCELLED, by)
        if stored.number is not None:
            void(stored.number, reason=stored.cancel_reason, by=by)
    return stored


def refuse_done(production: ProductionOrder) -> None:
    """Raise DocumentClosed where nothing can be changed any more."""
    if production.state == ProductionState.CANCELLED:
        raise DocumentClosed(_("The production order is cancelled and cannot be changed."))
    if production.state == ProductionState.FINISHED:
        raise DocumentClosed(_("Everything is finished: enter another production order for more."))


def state_of(production: ProductionOrder, otherwise: str) -> str:
    """Finished once all is; else as the caller says."""
    if production.finished_quantity >= production.quantity:
        return ProductionState.FINISHED
    return otherwise


def _save(production: ProductionOrder, state: str, by: User) -> None:
    production.state, production.updated_by = state, by
    production.version += 1
    production.save(draw=False)


def _check(production: ProductionOrder, findings: Findings) -> None:
    """What the fields by themselves do not tell, of an entry that was filled in."""
    if production.pk is not None:
        refuse_done(production)
    if production.due_date is not None:
        findings.check_date(production, "due_date")
    if "quantity" in findings.fields:
        return
    if production.quantity <= 0:
        findings.add("quantity", _("The quantity must be more than 0."))
    elif production.quantity < production.finished_quantity:
        findings.add(
            "quantity",
            _("%(quantity)s are finished already: the quantity cannot be less.")
            % {"quantity": shown_quantity(production.finished_quantity)},
        )
    if production.pk is not None:
        _check_item_stays(production, findings)
        production.state = state_of(production, production.state)


def _check_item_stays(production: ProductionOrder, findings: Findings) -> None:
    """Orders wait for this item, or some of it lies in stock by now."""
    if production.shares.exclude(order_line__item=production.item).exists():
        findings.add("item", _("Order positions of another item wait for it: the item stays."))
    elif production.movements.exclude(item=production.item).exists():
        findings.add("item", _("Some of it is in stock already: the item stays."))


def _check_finished(
    production: ProductionOrder, quantity: Decimal, date: Date, findings: Findings
) -> None:
    typed = ProductionOrder(quantity=quantity, date=date)
    findings.check_fields(typed, ["quantity"])
    findings.check_date(typed)
    left = production.quantity - production.finished_quantity
    if "quantity" not in findings.fields:
        if quantity <= 0:
            findings.add("quantity", _("The quantity must be more than 0."))
        elif quantity > left:
            findings.add(
                "quantity",
                _("Only %(left)s are left to finish: change the quantity ordered first.")
                % {"left": shown_quantity(left)},
            )
    if _is_stocked(production) and production.stock_location_id is None:
        findings.add(
            "stock_location",
            _("Nobody knows where the finished goods go: pick a stock location first."),
        )


def _is_stocked(production: ProductionOrder) -> bool:
    return production.item is not None and production.item.is_stocked


def _goes_into_stock(production: ProductionOrder) -> bool:
    return _is_stocked(production) and production.stock_location_id is not None


def _give_back_rest(production: ProductionOrder) -> None:
    """Let no order wait for more than is made; needs no lock on the orders: they only gain."""
    shares = list(production.shares.order_by("-pk"))
    too_much = sum((share.quantity for share in shares), -production.quantity)
    for share in shares:
        if too_much <= 0:
            return
        cut = min(share.quantity, too_much)
        too_much -= cut
        if cut == share.quantity:
            share.delete()
        else:
            share.quantity -= cut
            share.save(update_fields=["quantity"])
