"""Objects for tests, valid without a word; numbered ones are made by their services."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth.models import User

from invoicing.models import Invoice, PaymentTerms
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from numbering.models import Company, Membership
from numbering.services import assign_series, create_series, find_series
from orders.entries import ItemData, LineData, OrderData, OrderTypeRow, PartyData, TradeData
from orders.models import Item, Order, OrderType, Party, StockLocation, TaxRate, TradeDocument
from orders.services.companies import prepare_company
from orders.services.items import save_item
from orders.services.order_types import save_order_types
from orders.services.orders import save_order
from orders.services.parties import save_party
from orders.services.trade import save_trade_document

DAY = datetime.date(2026, 11, 21)

# The worked example of Winbas' own text.
WINBAS_ROWS = [
    OrderTypeRow(
        slot=1,
        description="Faktura",
        order_from="00001",
        order_to="10999",
        order_next="00001",
        invoice_from="99001",
        invoice_to="99999",
        invoice_next="99001",
        side="debit",
    ),
    OrderTypeRow(
        slot=2,
        description="Kredit",
        order_from="90001",
        order_to="90999",
        order_next="90001",
        invoice_from="90001",
        invoice_to="90999",
        invoice_next="90001",
        side="credit",
    ),
]


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A user without any role."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")


class CompanyFactory(factory.django.DjangoModelFactory[Company]):
    """A company that can enter customers, items and invoices, but has no order type in use."""

    class Meta:
        model = Company
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"C{n}")
    name = factory.Sequence(lambda n: f"Company {n}")
    street = "Havnegade 1"
    postcode = "1058"
    city = "København"
    country = "DK"
    tax_id = "DK12345674"
    email = "post@company.test"
    currency = "DKK"

    @factory.post_generation
    def settings(self: Company, create: bool, extracted: Any, **kwargs: Any) -> None:
        """What every company needs before its first order."""
        prepare_company(company=self)
        customers = create_series(self, "CUSTOMER", register="customer", start="10001")
        assign_series(self, "customer", customers)
        items = create_series(self, "ITEM", register="item", start="1001", manual_numbers=True)
        assign_series(self, "item", items)
        TaxRate.objects.create(company=self, code="25", name="25 %", percent=25)
        PaymentTerms.objects.create(
            company=self, code="30", name="30 days", days=30, is_default=True
        )


class WinbasCompanyFactory(CompanyFactory):
    """A company with the order types of Winbas' worked example."""

    @factory.post_generation
    def order_types(self: Company, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Types 1 Faktura and 2 Kredit."""
        save_order_types(company=self, rows=WINBAS_ROWS, by=UserFactory())


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A user's membership of a company."""

    class Meta:
        model = Membership

    company = factory.SubFactory(CompanyFactory)
    user = factory.SubFactory(UserFactory)


class TaxRateFactory(factory.django.DjangoModelFactory[TaxRate]):
    """A tax rate beside the company's 25 %."""

    class Meta:
        model = TaxRate

    company = factory.SubFactory(CompanyFactory)
    code = factory.Sequence(lambda n: f"T{n}")
    name = factory.LazyAttribute(lambda rate: f"{rate.percent} %")
    percent = Decimal("12.00")
    category = factory.LazyAttribute(lambda rate: "S" if rate.percent else "Z")


class StockLocationFactory(factory.django.DjangoModelFactory[StockLocation]):
    """A fixed location that counts in the total stock."""

    class Meta:
        model = StockLocation

    company = factory.SubFactory(CompanyFactory)
    code = factory.Sequence(lambda n: f"L{n}")
    name = factory.Sequence(lambda n: f"Location {n}")


class PaymentTermsFactory(factory.django.DjangoModelFactory[PaymentTerms]):
    """Payment terms beside the company's default ones."""

    class Meta:
        model = PaymentTerms

    company = factory.SubFactory(CompanyFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    name = factory.LazyAttribute(lambda terms: f"{terms.days} days")
    days = 10


class PartyFactory(factory.Factory[Party]):
    """A customer with a number."""

    class Meta:
        model = Party

    company = factory.SubFactory(CompanyFactory)
    by = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Customer {n}")
    is_customer = True
    city = "Aarhus"
    typed_number = ""

    @classmethod
    def _create(
        cls, model_class: type[Party], company: Company, by: User, typed_number: str, **data: Any
    ) -> Party:
        typed = {"customer_number": typed_number}
        return save_party(company=company, by=by, data=PartyData(**data), typed=typed)


class ItemFactory(factory.Factory[Item]):
    """An item with a number."""

    class Meta:
        model = Item

    company = factory.SubFactory(CompanyFactory)
    by = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Item {n}")
    unit = "pcs"
    price = Decimal("100.00")
    tax_rate = factory.LazyAttribute(lambda item: usual_rate(item.company))
    typed_number = ""

    @classmethod
    def _create(
        cls, model_class: type[Item], company: Company, by: User, typed_number: str, **data: Any
    ) -> Item:
        return save_item(company=company, by=by, data=ItemData(**data), typed_number=typed_number)


class OrderFactory(factory.Factory[Order]):
    """An order of type 1 with one line of ten pieces at 100, tax 25 %: 1000 + 250."""

    class Meta:
        model = Order

    company = factory.SubFactory(WinbasCompanyFactory)
    by = factory.SubFactory(UserFactory)
    slot = 1
    date = DAY
    party = factory.LazyAttribute(lambda order: PartyFactory(company=order.company))
    lines = factory.LazyAttribute(lambda order: [line_data(order.company)])
    typed_number = ""

    @classmethod
    def _create(
        cls, model_class: type[Order], company: Company, by: User, slot: int, **facts: Any
    ) -> Order:
        lines, typed_number = facts.pop("lines"), facts.pop("typed_number")
        return save_order(
            company=company,
            by=by,
            data=OrderData(order_type=order_type(company, slot), **facts),
            lines=lines,
            typed_number=typed_number,
        )


class TradeFactory(factory.Factory[TradeDocument]):
    """A quote with one line of ten pieces at 100, tax 25 %: 1000 + 250.

    Its kind is numbered from 1 on where the company does not number it yet.
    """

    class Meta:
        model = TradeDocument

    company = factory.SubFactory(WinbasCompanyFactory)
    by = factory.SubFactory(UserFactory)
    kind = "sales_quote"
    date = DAY
    party = factory.LazyAttribute(lambda trade: PartyFactory(company=trade.company))
    lines = factory.LazyAttribute(lambda trade: [line_data(trade.company)])
    typed_number = ""

    @classmethod
    def _create(
        cls, model_class: type[TradeDocument], company: Company, by: User, **facts: Any
    ) -> TradeDocument:
        number_kinds(company, facts["kind"])
        lines, typed_number = facts.pop("lines"), facts.pop("typed_number")
        data = TradeData(**facts)
        return save_trade_document(
            company=company, by=by, data=data, lines=lines, typed_number=typed_number
        )


class DraftFactory(factory.Factory[Invoice]):
    """The draft of an invoice for a whole order."""

    class Meta:
        model = Invoice

    order = factory.SubFactory(OrderFactory)
    by = factory.SubFactory(UserFactory)
    date = DAY

    @classmethod
    def _create(cls, model_class: type[Invoice], **facts: Any) -> Invoice:
        return create_invoice_from_order(**facts)


class InvoiceFactory(DraftFactory):
    """An issued invoice for a whole order."""

    @classmethod
    def _create(cls, model_class: type[Invoice], **facts: Any) -> Invoice:
        return issue_invoice(invoice=create_invoice_from_order(**facts), by=facts["by"])


def number_kinds(company: Company, *kinds: str, start: str = "1001") -> None:
    """Let these kinds be numbered, each from a series of its own, where they are not yet."""
    for kind in kinds:
        if find_series(company, kind) is None:
            series = create_series(company, kind.upper()[:20], register=kind, start=start)
            assign_series(company, kind, series)


def usual_rate(company: Company) -> TaxRate:
    """The company's 25 %."""
    return TaxRate.objects.get(company=company, code="25")


def line_data(company: Company, **changes: Any) -> LineData:
    """A line of ten pieces at 100, tax 25 %."""
    facts: dict[str, Any] = {
        "text": "Chair",
        "quantity": Decimal(10),
        "unit": "pcs",
        "price": Decimal(100),
        "tax_rate": None,
    }
    facts.update(changes)
    facts["tax_rate"] = facts["tax_rate"] or usual_rate(company)
    return LineData(**facts)


def order_type(company: Company, slot: int) -> OrderType:
    """The order type in this slot, as stored."""
    return OrderType.objects.select_related("order_series", "invoice_series").get(
        company=company, slot=slot
    )
