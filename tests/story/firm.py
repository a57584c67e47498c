"""A joinery with easyWinArt's number ranges, in words that a bookkeeper reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from invoicing.models import Invoice
from invoicing.services.companies import equip_with_terms
from invoicing.services.deliveries import create_invoice_from_trade
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from numbering.presets import load_preset
from numbering.services import assign_series, create_series, find_series
from orders.chain import chain_of
from orders.entries import CommissionData, ItemData, LineData, PartyData, RecordData, TradeData
from orders.models import (
    Commission,
    Item,
    Order,
    OrderType,
    Party,
    ProductionOrder,
    Record,
    StockLocation,
    TaxRate,
    TradeDocument,
)
from orders.selectors import total_stock
from orders.services.commissions import save_commission
from orders.services.companies import complete_company, equip_company
from orders.services.items import save_item
from orders.services.parties import save_party
from orders.services.planning import plan_production
from orders.services.production import finish_production
from orders.services.records import save_record
from orders.services.trade import save_trade_document
from orders.services.trade_steps import convert


class Firm:
    """The joinery, its papers and what they say."""

    def __init__(self, clerk: User) -> None:
        self.clerk = clerk
        self.company = Company.objects.create(
            code="TISCH", name="Tischlerei Brandt", country="DE", currency="EUR", language="de"
        )
        load_preset("easywinart", company=self.company)
        equip_company(self.company)
        equip_with_terms(self.company)
        complete_company(self.company, {"order-type"})
        self.order_type = OrderType.objects.get(company=self.company, slot=1)
        self.store = StockLocation.objects.get(company=self.company)
        self.tax = TaxRate.objects.get(company=self.company, code="19")

    def address(self, name: str, **ticks: bool) -> Party:
        """A new entry of the address book."""
        return save_party(company=self.company, by=self.clerk, data=PartyData(name=name, **ticks))

    def now(self, party: Party, **ticks: bool) -> Party:
        """The same address, ticked as customer or supplier from now on."""
        was = {"is_customer": party.is_customer, "is_supplier": party.is_supplier}
        data = PartyData(name=party.name, **was | ticks)
        return save_party(company=self.company, by=self.clerk, data=data, party=party)

    def item(self, text: str, price: str) -> Item:
        """Something that is sold by the piece."""
        data = ItemData(text=text, unit="Stk", price=Decimal(price), tax_rate=self.tax)
        return save_item(company=self.company, by=self.clerk, data=data)

    def commission(self, name: str, party: Party, day: Date) -> Commission:
        """A job that documents belong to."""
        data = CommissionData(name=name, date=day, party=party)
        return save_commission(company=self.company, by=self.clerk, data=data)

    def case(self, title: str, day: Date, commission: Commission) -> Record:
        """A case; the firm numbers them since it has a series for them."""
        if find_series(self.company, "case") is None:
            series = create_series(self.company, "CASE", register="case", start="F-001")
            assign_series(self.company, "case", series)
        data = RecordData(title=title, date=day, party=commission.party, commission=commission)
        return save_record(company=self.company, kind="case", by=self.clerk, data=data)

    def write(
        self,
        kind: str,
        party: Party,
        day: Date,
        *lines: tuple[Item, int],
        commission: Commission | None = None,
    ) -> TradeDocument:
        """A document that begins a chain."""
        return save_trade_document(
            company=self.company,
            by=self.clerk,
            data=TradeData(kind=kind, party=party, date=day, commission=commission),
            lines=[
                LineData(
                    item=item,
                    text=item.text,
                    unit=item.unit,
                    quantity=Decimal(count),
                    price=item.price,
                    tax_rate=self.tax,
                )
                for item, count in lines
            ],
        )

    def make(self, source: Any, into: str, day: Date, **pieces: int) -> Any:
        """The next document of the chain; `first=2` takes two of the first position only."""
        quantities: Mapping[int, Decimal] | None = None
        if pieces:
            first = source.lines.in_order()[0]
            quantities = {first.pk: Decimal(pieces["first"])}
        return convert(source=source, into=into, by=self.clerk, date=day, quantities=quantities)

    def invoice(self, day: Date, *deliveries: TradeDocument) -> Invoice:
        """Issue an invoice for deliveries, or a credit note for a return."""
        draft = create_invoice_from_trade(documents=deliveries, by=self.clerk, date=day)
        return issue_invoice(invoice=draft, by=self.clerk)

    def plan(self, order: Order, day: Date) -> list[ProductionOrder]:
        """A production order for each position of an order."""
        wanted = {line.pk: line.quantity for line in order.lines.in_order()}
        return plan_production(order=order, by=self.clerk, date=day, line_quantities=wanted)

    def finish(self, production: ProductionOrder, day: Date) -> None:
        """All of it is made and lies in the store."""
        finish_production(
            production=production, by=self.clerk, quantity=production.quantity, date=day
        )

    def stock(self, item: Item) -> Decimal:
        """What the firm has of it."""
        return total_stock(item)


def numbers(document: Any) -> str:
    """A document's number and its voucher number: “10001 / 1001”."""
    document.refresh_from_db()
    return f"{document.number} / {document.voucher_number}"


def states(*documents: Order | TradeDocument) -> list[str]:
    """How far documents have come."""
    for document in documents:
        document.refresh_from_db()
    return [str(document.state) for document in documents]


def chain(document: Any) -> list[str]:
    """The whole chain, as the page of each of its documents shows it."""
    return [f"{one.label} {one.number}" for one in chain_of(document)]
