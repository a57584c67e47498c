"""Sample documents that show what a print form looks like; none of them is ever stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.models import Company, IssuedNumber
from orders.choices import Side
from orders.models import (
    Item,
    Order,
    OrderLine,
    OrderType,
    Party,
    TaxRate,
    TradeDocument,
    TradeLine,
)
from orders.paperkinds import (
    ALL_COLUMNS,
    WITHOUT_PRICES,
    MakeSample,
    Paper,
    Sample,
    declare_paper,
)
from orders.papers import ORDER_TITLE
from orders.partners import partner
from orders.selectors import totals_of_lines
from orders.tradekinds import TradeKind, With, trade_kinds

ORDER_CONFIRMATION = "order_confirmation"
# Shown where a document would have a key of its own.
SAMPLE_KEY = 1
_QUANTITIES = (Decimal(2), Decimal("12.5"), Decimal(40))
REFERENCE = "A. Andersson"
# Kinds of trade documents that are made of an order, and so have its type.
_OF_ORDERS = ("delivery", "return_delivery")


def declare_own_papers() -> None:
    """The order confirmation and the papers of trade documents."""
    declare_paper(
        Paper(
            code=ORDER_CONFIRMATION,
            label=gettext_lazy("order confirmation"),
            make_sample=order_sample,
        )
    )
    for kind in trade_kinds():
        declare_paper(
            Paper(
                code=kind.code,
                label=kind.label,
                make_sample=trade_sample(kind),
                columns=ALL_COLUMNS if kind.prints_prices else WITHOUT_PRICES,
                is_of_type=kind.code in _OF_ORDERS,
            )
        )


def sample_number(text: str) -> IssuedNumber:
    """A number that was never given out."""
    return IssuedNumber(text=text)


def sample_party(company: Company, language: str) -> Party:
    """Somebody in the company's own country."""
    return Party(
        company=company,
        name=_("Sample customer"),
        street=_("Street 1"),
        postcode=company.postcode,
        city=company.city,
        country=company.country,
        language=language,
        number=sample_number("10001"),
        customer_number=sample_number("10001"),
        supplier_number=sample_number("50001"),
    )


def sample_items(company: Company) -> list[Item]:
    """The company's first items; made-up ones where it has none yet."""
    found = Item.objects.of(company).select_related("number", "tax_rate").order_by("pk")
    items = list(found[: len(_QUANTITIES)])
    if items:
        return items
    rate = TaxRate(company=company, code="25", name="25 %", percent=Decimal(25))
    return [
        Item(
            company=company,
            number=sample_number(f"100{place}"),
            text=_("Sample item %(place)d") % {"place": place},
            unit="",
            price=Decimal(place) * Decimal("149.50"),
            tax_rate=rate,
        )
        for place in (1, 2, 3)
    ]


def sample_lines(company: Company, line: type[Any], **facts: Any) -> list[Any]:
    """Lines of some items, not stored."""
    return [
        line(
            position=place,
            item=item,
            text=item.text,
            quantity=quantity,
            unit=item.unit,
            price=item.price,
            tax_rate=item.tax_rate,
            **facts,
        )
        for place, (item, quantity) in enumerate(
            zip(sample_items(company), _QUANTITIES, strict=False), start=1
        )
    ]


def order_sample(company: Company, order_type: OrderType | None, language: str) -> Sample:
    """An order confirmation."""
    order = Order(
        pk=SAMPLE_KEY,
        company=company,
        number=sample_number("20001"),
        order_type=order_type,
        party=sample_party(company, language),
        date=timezone.localdate(),
        your_reference=REFERENCE,
    )
    lines = sample_lines(company, OrderLine, order=order, side=Side.DEBIT)
    context = _context(order, lines, With.CUSTOMERS) | {"title": ORDER_TITLE}
    return Sample("print/order_confirmation.html", context, "20001", order.internal_id)


def trade_sample(kind: TradeKind) -> MakeSample:
    """What makes a sample of this kind of trade document."""

    def make(company: Company, order_type: OrderType | None, language: str) -> Sample:
        today = timezone.localdate()
        document = TradeDocument(
            pk=SAMPLE_KEY,
            company=company,
            kind=kind.code,
            number=sample_number("70001"),
            party=sample_party(company, language),
            date=today,
            due_date=today + timedelta(days=30) if kind.due_label else None,
            your_reference=REFERENCE,
        )
        lines = sample_lines(company, TradeLine, document=document)
        context = _context(document, lines, kind.parties) | {
            "title": kind.title,
            "kind": kind,
            "without_prices": not kind.prints_prices,
            "orders": ["20001"] if kind.code in _OF_ORDERS else [],
        }
        return Sample("print/trade.html", context, "70001", document.internal_id)

    return make


def _context(
    document: Order | TradeDocument, lines: Sequence[Any], parties: With
) -> dict[str, Any]:
    other = partner(parties)
    return {
        "document": document,
        "seller": document.company,
        "partner": other,
        "party_number": other.number_of(document.party),
        "lines": lines,
        "totals": totals_of_lines(lines),
    }
