"""A year of Tischlerei Brandt, with easyWinArt's number ranges: every paper and every number."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

import pytest

from numbering.models import IssuedNumber, NumberSeries
from numbering.services import completeness
from tests.story.firm import Firm, chain, numbers, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(clerk) -> Firm:
    return Firm(clerk)


def test_ew12_a_sale_from_the_quote_to_the_credit_note(firm):
    table, bench = firm.item("Eichentisch", "840.00"), firm.item("Sitzbank", "310.00")
    assert (str(table.number), str(bench.number)) == ("101", "102")

    # January: somebody asks for a price. An address, no customer yet.
    lind = firm.address("Gasthof Lind")
    assert (str(lind.number), lind.customer_number) == ("101", None)
    job = firm.commission("Umbau Gaststube", lind, Date(2026, 1, 12))
    assert str(job.number) == "1001"
    quote = firm.write(
        "sales_quote", lind, Date(2026, 1, 12), (table, 4), (bench, 8), commission=job
    )
    assert numbers(quote) == "10001 / 1001"
    assert quote.gross == Decimal("6949.60")  # 4 × 840 + 8 × 310 = 5 840; 19 % = 1 109.60

    # The quote is accepted: the address becomes a customer and gets the next customer number.
    lind = firm.now(lind, is_customer=True)
    assert str(lind.customer_number) == "10001"
    order = firm.make(quote, "sales_order", Date(2026, 1, 26))
    assert numbers(order) == "20001 / 1002"
    assert states(quote, order) == ["done", "open"]

    # The workshop makes one production order for each position.
    tables, benches = firm.plan(order, Date(2026, 1, 27))
    assert (str(tables.number), str(benches.number)) == ("1", "2")
    firm.finish(tables, Date(2026, 2, 16))
    firm.finish(benches, Date(2026, 2, 18))
    assert (firm.stock(table), firm.stock(bench)) == (4, 8)

    # Two tables go out first, the rest a week later.
    part = firm.make(order, "delivery", Date(2026, 2, 20), first=2)
    rest = firm.make(order, "delivery", Date(2026, 2, 27))
    assert (numbers(part), numbers(rest)) == ("30001 / 1003", "30002 / 1004")
    order.refresh_from_db()
    assert (order.delivery_state, firm.stock(table), firm.stock(bench)) == ("delivered", 0, 0)

    # One invoice for both deliveries.
    invoice = firm.invoice(Date(2026, 3, 2), part, rest)
    assert numbers(invoice) == "50001 / 1005"
    assert invoice.gross == Decimal("6949.60")
    assert states(part, rest, order) == ["done", "done", "invoiced"]

    # A bench comes back and is credited; a table is complained of.
    back = firm.make(rest, "return_delivery", Date(2026, 3, 9), first=1)
    assert numbers(back) == "40001 / 1006"
    credit = firm.invoice(Date(2026, 3, 10), back)
    assert numbers(credit) == "60001 / 1007"
    assert credit.gross == Decimal("-999.60")  # one table: 840 + 19 %
    complaint = firm.make(part, "sales_complaint", Date(2026, 3, 11), first=1)
    assert numbers(complaint) == "70001 / 1008"
    case = firm.case("Tischplatte verzogen", Date(2026, 3, 12), job)
    assert str(case.number) == "F-001"

    assert chain(order) == [
        "Quote 10001",
        "Order 20001",
        "Production order 1",
        "Production order 2",
        "Delivery 30001",
        "Delivery 30002",
        "Invoice 50001",
        "Return delivery 40001",
        "Credit note 60001",
        "Sales complaint 70001",
    ]
    assert chain(credit) == chain(order)
    # All of it is one job: what was made of the quote belongs to its commission, too.
    assert {str(one.number) for one in (*job.orders.all(), *job.invoices.all())} == {
        "20001",
        "50001",
        "60001",
    }
    assert job.tradedocuments.count() == 5
    assert [str(one.number) for one in job.records.all()] == ["F-001"]


def test_ew12_a_purchase_from_the_enquiry_to_the_credit_note(firm):
    oak = firm.item("Eichenbohle", "48.00")
    mill = firm.address("Sägewerk Holm", is_supplier=True)
    assert (str(mill.number), str(mill.supplier_number)) == ("101", "70001")

    enquiry = firm.write("purchase_enquiry", mill, Date(2026, 4, 1), (oak, 50))
    assert numbers(enquiry) == "1001 / 1001"
    order = firm.make(enquiry, "purchase_order", Date(2026, 4, 8))
    assert numbers(order) == "2001 / 1002"

    # 30 come now, 20 are left to come.
    receipt = firm.make(order, "purchase_delivery", Date(2026, 4, 20), first=30)
    assert numbers(receipt) == "3001 / 1003"
    assert (states(order), firm.stock(oak)) == (["partly"], 30)
    liability = firm.make(receipt, "liability", Date(2026, 4, 24))
    assert numbers(liability) == "5001 / 1004"
    assert liability.gross == Decimal("1713.60")  # 30 × 48 = 1 440; 19 % = 273.60

    # Two are split and go back.
    back = firm.make(receipt, "purchase_return_delivery", Date(2026, 4, 27), first=2)
    assert (numbers(back), firm.stock(oak)) == ("4001 / 1005", 28)
    credit = firm.make(back, "purchase_credit_note", Date(2026, 5, 4))
    assert (numbers(credit), credit.gross) == ("6001 / 1006", Decimal("114.24"))
    complaint = firm.make(receipt, "purchase_complaint", Date(2026, 5, 5), first=1)
    assert numbers(complaint) == "7001 / 1007"

    assert chain(enquiry) == [
        "Enquiry 1001",
        "Purchase order 2001",
        "Purchase delivery 3001",
        "Liability 5001",
        "Purchase return delivery 4001",
        "Purchase credit note 6001",
        "Purchase complaint 7001",
    ]


def test_nothing_is_missing_at_the_end_of_the_year(firm):
    """Every series is complete, and each number in the register leads to its document."""
    table = firm.item("Eichentisch", "840.00")
    lind = firm.address("Gasthof Lind", is_customer=True)
    for month in range(1, 13):
        quote = firm.write("sales_quote", lind, Date(2026, month, 3), (table, month))
        order = firm.make(quote, "sales_order", Date(2026, month, 5))
        delivery = firm.make(order, "delivery", Date(2026, month, 12))
        firm.invoice(Date(2026, month, 15), delivery)

    for series in NumberSeries.objects.of(firm.company):
        assert completeness(series).is_complete, series.code
    numbered = IssuedNumber.objects.of(firm.company).filter(kind="invoice").order_by("value")
    assert [str(one) for one in numbered] == [str(50001 + month) for month in range(12)]
    assert firm.stock(table) == -78
