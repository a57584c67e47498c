"""The address book, items, and what else orders are written with."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from numbering.api.auth import ApiRequest
from numbering.api.fields import Body, Code, Key, NumberText, Price, one_line
from numbering.api.operations import reads, writes
from numbering.api.paging import Paged, page_of
from numbering.api.problems import Refused
from numbering.choices import ApiScope
from numbering.models import Company
from orders.api.names import rates_of
from orders.api.outs import (
    ItemListOut,
    ItemOut,
    MasterDataOut,
    PartyListOut,
    PartyOut,
    item_out,
    order_type_out,
    party_out,
    tax_rate_out,
)
from orders.entries import ItemData, PartyData
from orders.findings import Findings
from orders.models import Item, OrderType, Party, TaxRate
from orders.services.items import save_item
from orders.services.parties import save_party

router = Router(tags=["Customers and items"])

Language = Literal["en", "da", "sv", "de", "pl", "fi"]


class PartyIn(Body):
    """A new address; its numbers are drawn unless they are given."""

    name: Annotated[str, one_line(120, shortest=1)]
    is_customer: bool = True
    is_supplier: bool = False
    customer_number: NumberText | None = None
    supplier_number: NumberText | None = None
    street: Annotated[str, one_line(120)] = ""
    postcode: Annotated[str, one_line(20)] = ""
    city: Annotated[str, one_line(80)] = ""
    country: Annotated[str, one_line(2)] = ""
    email: Annotated[str, one_line(254)] = ""
    language: Language = "en"
    tax_id: Annotated[str, one_line(40)] = ""


class PartyFilters(Paged):
    """Which addresses; `search` finds parts of names, towns and numbers."""

    customer_number: NumberText | None = None
    search: Annotated[str, one_line(80, shortest=1)] | None = None


class ItemIn(Body):
    """A new item; its number is drawn unless it is given. `tax_rate` is a code."""

    text: Annotated[str, one_line(120, shortest=1)]
    tax_rate: Code
    number: NumberText | None = None
    unit: Annotated[str, one_line(10)] = ""
    price: Price = Decimal(0)
    is_stocked: bool = True


class ItemFilters(Paged):
    """Which items; `search` finds parts of texts and numbers."""

    number: NumberText | None = None
    search: Annotated[str, one_line(80, shortest=1)] | None = None
    is_active: Annotated[bool | None, Field(strict=False)] = None


@reads(router, "/master-data", scope=ApiScope.ORDERS_READ)
def read_master_data(request: ApiRequest) -> MasterDataOut:
    """Order types and tax rates: what orders name by slot and by code."""
    types = OrderType.objects.of(request.company).for_orders()
    rates = TaxRate.objects.of(request.company).order_by("code", "pk")
    return MasterDataOut(
        currency=request.company.currency,
        order_types=[order_type_out(row) for row in types],
        tax_rates=[tax_rate_out(row) for row in rates],
    )


@reads(router, "/parties", scope=ApiScope.PARTIES_READ)
def list_parties(request: ApiRequest, filters: Query[PartyFilters]) -> PartyListOut:
    """The address book, as it was entered."""
    rows = Party.objects.of(request.company).with_number()
    if filters.customer_number is not None:
        rows = rows.filter(customer_number__text=filters.customer_number)
    if filters.search is not None:
        rows = rows.matching(filters.search)
    items, after = page_of(rows, filters, ordering=("pk",), out=party_out)
    return PartyListOut(items=items, next=after)


@reads(router, "/parties/{int:party_id}", scope=ApiScope.PARTIES_READ)
def read_party(request: ApiRequest, party_id: Key) -> PartyOut:
    """An address."""
    return party_out(_party(request.company, party_id))


@writes(router, "/parties", scope=ApiScope.PARTIES_WRITE, status=201)
def create_party(request: ApiRequest, body: PartyIn) -> PartyOut:
    """Enter an address; a customer gets a customer number, a supplier a supplier number."""
    said = body.model_dump()
    typed = {name: said.pop(name) or "" for name in ("customer_number", "supplier_number")}
    party = save_party(
        company=request.company, by=request.user, data=PartyData(**said), typed=typed
    )
    return party_out(_party(request.company, party.pk))


@reads(router, "/items", scope=ApiScope.ITEMS_READ)
def list_items(request: ApiRequest, filters: Query[ItemFilters]) -> ItemListOut:
    """Items, as they were entered."""
    rows = Item.objects.of(request.company).with_number()
    if filters.number is not None:
        rows = rows.filter(number__text=filters.number)
    if filters.search is not None:
        rows = rows.matching(filters.search)
    if filters.is_active is not None:
        rows = rows.filter(is_active=filters.is_active)
    items, after = page_of(rows, filters, ordering=("pk",), out=item_out)
    return ItemListOut(items=items, next=after)


@reads(router, "/items/{int:item_id}", scope=ApiScope.ITEMS_READ)
def read_item(request: ApiRequest, item_id: Key) -> ItemOut:
    """An item."""
    return item_out(_item(request.company, item_id))


@writes(router, "/items", scope=ApiScope.ITEMS_WRITE, status=201)
def create_item(request: ApiRequest, body: ItemIn) -> ItemOut:
    """Enter an item; its number is drawn, or the one given is taken."""
    findings = Findings()
    rate = rates_of(request.company).get(body.tax_rate)
    if rate is None:
        findings.add("tax_rate", _("There is no tax rate with this code."))
    findings.raise_if_any()
    assert rate is not None
    data = ItemData(
        text=body.text,
        tax_rate=rate,
        unit=body.unit,
        price=body.price,
        is_stocked=body.is_stocked,
    )
    item = save_item(
        company=request.company, by=request.user, data=data, typed_number=body.number or ""
    )
    return item_out(_item(request.company, item.pk))


def _party(company: Company, key: int) -> Party:
    party = Party.objects.of(company).with_number().filter(pk=key).first()
    if party is None:
        raise Refused("NotFound")
    return party


def _item(company: Company, key: int) -> Item:
    item = Item.objects.of(company).with_number().filter(pk=key).first()
    if item is None:
        raise Refused("NotFound")
    return item
