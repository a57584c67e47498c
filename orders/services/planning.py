"""From order positions to production orders: one for each, or one for several (easyWinArt)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company
from numbering.transactions import write
from orders.chain import open_quantities
from orders.exceptions import NothingOpen
from orders.findings import Findings
from orders.models import Commission, Order, OrderLine, ProductionOrder, ProductionShare
from orders.selectors import stock_location_for
from orders.services.content import check_commission
from orders.services.conversion import is_given_back, only_left
from orders.services.locks import lock_row

KIND = "production_order"
# A position, and how much of it is to be made.
Wanted = tuple[OrderLine, Decimal]


def plan_production(
    *,
    order: Order,
    by: User,
    date: Date,
    line_quantities: Mapping[int, Decimal],
    due_date: Date | None = None,
    one_each: bool = True,
) -> list[ProductionOrder]:
    """Have positions of an order made: a production order for each, numbered in their order.

    easyWinArt: order 20014 with three positions leads to 124, 125 and 126. Without `one_each`
    positions of the same item are made together. `line_quantities` go by the position's key; 0
    leaves one out. Raises EntryErrors (its lines by their keys), NothingOpen, and what drawing
    numbers raises.
    """
    with write(ProductionOrder(company=order.company).missing_from):
        wanted = _locked(order.company, line_quantities, only_of=order)
        groups = [[pair] for pair in wanted] if one_each else _by_item(wanted)
        return _store(groups, company=order.company, by=by, date=date, due_date=due_date)


def combine_production(
    *,
    company: Company,
    by: User,
    date: Date,
    lines: Mapping[int, Decimal],
    due_date: Date | None = None,
) -> ProductionOrder:
    """Have positions of the same item made together, whatever orders they are on.

    easyWinArt: orders 20021 and 20022, each with a position of one item, lead to 136. `lines` are
    quantities by the position's key. Raises EntryErrors (its lines by their keys), NothingOpen,
    and what drawing a number raises.
    """
    with write(ProductionOrder(company=company).missing_from):
        wanted = _locked(company, lines)
        _refuse_mixed(wanted)
        (made,) = _store([wanted], company=company, by=by, date=date, due_date=due_date)
    return made


def _locked(
    company: Company, quantities: Mapping[int, Decimal], *, only_of: Order | None = None
) -> list[Wanted]:
    """The positions with the quantities wanted of them; their orders are held until the end.

    The lock on the order is what keeps two people from planning the same position.
    """
    keys = {key for key, quantity in quantities.items() if quantity}
    if not keys:
        raise NothingOpen(_("Type how much is to be made of at least one position."))
    orders = Order.objects.of(company).filter(lines__in=keys)
    if only_of is not None:
        orders = orders.filter(pk=only_of.pk)
    for order in orders.distinct().order_by("pk"):
        lock_row(order)
    lines = list(
        OrderLine.objects.filter(pk__in=keys, order__in=orders)
        .select_related("order__number", "order__stock_location", "order__commission", "item")
        .order_by("order", "position", "pk")
    )
    findings = Findings()
    for key in keys - {line.pk for line in lines}:
        findings.add("quantity", _("This position is no longer there."), line=key)
    left = open_quantities(lines, KIND)
    for line in lines:
        _check_position(line, quantities[line.pk], left[line.pk], findings)
    findings.raise_if_any()
    return [(line, quantities[line.pk]) for line in lines]


def _check_position(line: OrderLine, quantity: Decimal, left: Decimal, findings: Findings) -> None:
    if line.order.is_cancelled:
        sentence = _("Order %(number)s is cancelled: nothing is made for it.")
        findings.add("quantity", sentence % {"number": line.order.number}, line=line.pk)
    elif is_given_back(line):
        findings.add(
            "quantity", _("These goods come back: nothing is made for them."), line=line.pk
        )
    findings.check_fields(ProductionShare(quantity=quantity), ["quantity"], line=line.pk)
    if line.pk in findings.lines:
        return
    if quantity < 0:
        findings.add("quantity", _("A quantity cannot be less than 0."), line=line.pk)
    elif quantity > left:
        findings.add("quantity", only_left(line, left), line=line.pk)


def _by_item(wanted: Iterable[Wanted]) -> list[list[Wanted]]:
    """Positions of the same item and unit together; those without an item stay alone."""
    groups: dict[tuple[object, ...], list[Wanted]] = {}
    for line, quantity in wanted:
        alone = line.pk if line.item_id is None else None
        groups.setdefault((line.item_id, line.unit, alone), []).append((line, quantity))
    return list(groups.values())


def _refuse_mixed(wanted: Sequence[Wanted]) -> None:
    """Note at each position that does not go together with the first."""
    findings = Findings()
    first = wanted[0][0]
    for line, _quantity in wanted:
        if line.item_id is None:
            sentence = _("Only positions with an item are made together with others.")
            findings.add("quantity", sentence, line=line.pk)
        elif line.item_id != first.item_id:
            sentence = _("This is another item: leave it out, and make it by itself.")
            findings.add("quantity", sentence, line=line.pk)
        elif line.unit != first.unit:
            sentence = _("This is ordered in another unit: make it by itself.")
            findings.add("quantity", sentence, line=line.pk)
    findings.raise_if_any()


def _store(
    groups: Sequence[Sequence[Wanted]],
    *,
    company: Company,
    by: User,
    date: Date,
    due_date: Date | None,
) -> list[ProductionOrder]:
    """A production order for each group, with what it is for."""
    findings = Findings()
    usual = stock_location_for(company, by).location
    planned = []
    for group in groups:
        first = group[0][0]
        production = ProductionOrder(
            company=company,
            date=date,
            due_date=due_date,
            item=first.item,
            title=first.text,
            unit=first.unit,
            quantity=sum((quantity for _line, quantity in group), Decimal(0)),
            created_by=by,
            updated_by=by,
        )
        orders = [line.order for line, _quantity in group]
        production.stock_location = (
            next((one.stock_location for one in orders if one.stock_location), None) or usual
        )
        commission = _common_commission(orders)
        check_commission(production, commission, findings)
        production.commission = commission
        findings.check_fields(production, ["quantity"])
        findings.check_date(production)
        if due_date is not None:
            findings.check_date(production, "due_date")
        planned.append(production)
    findings.raise_if_any()
    # All numbers in one statement: they follow each other, whoever else draws at the moment.
    ProductionOrder.objects.bulk_create(planned, by=by)
    ProductionShare.objects.bulk_create(
        ProductionShare(production_order=production, order_line=line, quantity=quantity)
        for production, group in zip(planned, groups, strict=True)
        for line, quantity in group
    )
    return planned


def _common_commission(orders: Collection[Order]) -> Commission | None:
    """The commission that all of them belong to."""
    found = {order.commission_id: order.commission for order in orders}
    return next(iter(found.values())) if len(found) == 1 else None
