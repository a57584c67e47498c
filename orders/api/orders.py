"""Orders come in from other systems; each is saved as the entry page saves it."""

from __future__ import annotations

from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from numbering.api.auth import ApiRequest
from numbering.api.fields import (
    Body,
    Code,
    Day,
    Key,
    NumberText,
    Price,
    Quantity,
    example,
    one_line,
    paragraph,
)
from numbering.api.operations import reads, writes
from numbering.api.paging import Paged, page_of
from numbering.api.problems import Refused
from numbering.choices import ApiScope
from numbering.models import Company, NumberSeries
from orders.api.names import find_order_type, find_party, find_related, items_of, rates_of
from orders.api.outs import OrderListOut, OrderOut, order_head_out, order_out
from orders.choices import OrderState
from orders.entries import LineData, OrderData
from orders.findings import Findings
from orders.models import Item, Order, TaxRate
from orders.services.orders import cancel_order, save_order

router = Router(tags=["Orders"])

MOST_LINES = 500
NAMES = {"party": "customer"}


class OrderLineIn(Body):
    """A line; of an item, what is not said is as the item has it."""

    item: NumberText | None = None
    text: Annotated[str, one_line(200)] | None = None
    quantity: Quantity
    unit: Annotated[str, one_line(10)] | None = None
    price: Price | None = None
    tax_rate: Code | None = None
    side: Literal["debit", "credit"] | None = None


class OrderIn(Body):
    """A new order.

    `order_type` is the slot of an order type; the customer is named by number or by id. Without
    `number` one is drawn, from `series` where a related one is meant; without `date` it is today.
    """

    model_config = example(
        order_type=1,
        customer="10001",
        your_reference="WEB-4711",
        lines=[
            {"item": "1001", "quantity": "2"},
            {"text": "Freight", "quantity": "1", "price": "39", "tax_rate": "25"},
        ],
    )

    order_type: Annotated[int, Field(ge=1, le=99)]
    customer: NumberText | None = None
    customer_id: Key | None = None
    date: Day | None = None
    number: NumberText | None = None
    series: Code | None = None
    your_reference: Annotated[str, one_line(80)] = ""
    our_reference: Annotated[str, one_line(80)] = ""
    text: Annotated[str, paragraph(2000)] = ""
    lines: Annotated[list[OrderLineIn], Field(min_length=1, max_length=MOST_LINES)]


class CancelIn(Body):
    """Why; `version` is the one that was read, so that nobody's change is overlooked."""

    reason: Annotated[str, one_line(200, shortest=1)]
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class OrderFilters(Paged):
    """Which orders; all that is said must fit."""

    number: NumberText | None = None
    customer: NumberText | None = None
    your_reference: Annotated[str, one_line(80, shortest=1)] | None = None
    state: Annotated[OrderState | None, Field(strict=False)] = None
    date_from: Day | None = None
    date_to: Day | None = None


@reads(router, "/orders", scope=ApiScope.ORDERS_READ)
def list_orders(request: ApiRequest, filters: Query[OrderFilters]) -> OrderListOut:
    """Orders without their lines, the newest first."""
    rows = Order.objects.of(request.company).for_list()
    wanted = {
        "number__text": filters.number,
        "party__customer_number__text": filters.customer,
        "your_reference": filters.your_reference,
        "state": filters.state,
        "date__gte": filters.date_from,
        "date__lte": filters.date_to,
    }
    rows = rows.filter(**{path: value for path, value in wanted.items() if value is not None})
    items, after = page_of(rows, filters, ordering=("-date", "-pk"), out=order_head_out)
    return OrderListOut(items=items, next=after)


@reads(router, "/orders/{int:order_id}", scope=ApiScope.ORDERS_READ)
def read_order(request: ApiRequest, order_id: Key) -> OrderOut:
    """An order with its lines."""
    return order_out(find_order(request.company, order_id))


@writes(router, "/orders", scope=ApiScope.ORDERS_WRITE, status=201, names=NAMES)
def create_order(request: ApiRequest, body: OrderIn) -> OrderOut:
    """Enter an order; its number is drawn, or the one given is taken."""
    company = request.company
    findings = Findings()
    party = find_party(company, body.customer, body.customer_id, findings)
    order_type = find_order_type(company, body.order_type, findings)
    found = _lines(company, body, findings)
    series: NumberSeries | None = None
    if order_type is not None and body.series is not None:
        series = find_related(order_type.series_for_orders(), body.series, findings)
    findings.raise_if_any()
    assert party is not None
    assert order_type is not None
    data = OrderData(
        order_type=order_type,
        party=party,
        date=body.date or timezone.localdate(),
        your_reference=body.your_reference,
        our_reference=body.our_reference,
        text=body.text,
    )
    order = save_order(
        company=company,
        by=request.user,
        data=data,
        lines=found,
        typed_number=body.number or "",
        series=series,
    )
    return order_out(find_order(company, order.pk))


@writes(router, "/orders/{int:order_id}/cancel", scope=ApiScope.ORDERS_WRITE)
def cancel(request: ApiRequest, order_id: Key, body: CancelIn) -> OrderOut:
    """Cancel an order of which nothing is invoiced or delivered; its number is void."""
    order = find_order(request.company, order_id)
    cancel_order(order=order, by=request.user, reason=body.reason, version=body.version)
    return order_out(find_order(request.company, order_id))


def find_order(company: Company, key: int) -> Order:
    """The company's order, as answers need it. Raises Refused."""
    order = Order.objects.of(company).for_list().filter(pk=key).first()
    if order is None:
        raise Refused("NotFound")
    return order


def _lines(company: Company, body: OrderIn, findings: Findings) -> list[LineData]:
    items = items_of(company, (one.item for one in body.lines))
    rates = rates_of(company)
    found = [_line(index, one, items, rates, findings) for index, one in enumerate(body.lines)]
    return [one for one in found if one is not None]


def _line(
    index: int,
    said: OrderLineIn,
    items: dict[str, Item],
    rates: dict[str, TaxRate],
    findings: Findings,
) -> LineData | None:
    item = items.get(said.item or "")
    if said.item is not None and item is None:
        findings.add("item", _("There is no item with this number."), line=index)
    rate = item.tax_rate if item is not None else None
    if said.tax_rate is not None:
        rate = rates.get(said.tax_rate)
    if rate is None and index not in findings.lines:
        findings.add("tax_rate", _("Say the code of one of the tax rates."), line=index)
    price = said.price
    if price is None and item is not None:
        price = item.price
    if price is None and "item" not in findings.lines.get(index, {}):
        findings.add("price", _("Say a price."), line=index)
    text = said.text if said.text is not None else item.text if item else ""
    if not text.strip() and "item" not in findings.lines.get(index, {}):
        findings.add("text", _("Say what it is."), line=index)
    if rate is None or price is None or index in findings.lines:
        return None
    return LineData(
        item=item,
        text=text,
        quantity=said.quantity,
        unit=said.unit if said.unit is not None else item.unit if item else "",
        price=price,
        tax_rate=rate,
        side=said.side or "",
    )
