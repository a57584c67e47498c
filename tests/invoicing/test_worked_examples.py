"""Worked examples that a bookkeeper can check by hand, one table each.

The rules are those of orders.totals: a line is rounded to the cent, halves away from zero; tax is
worked out once per rate on the sum of its lines, and rounded to the cent.
"""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth.models import User

from invoicing.advances import advances_of_order
from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from numbering.services import assign_series, create_series
from numbering.services.companies import save_company
from orders.entries import LineData
from tests.factories import DAY, OrderFactory, PaymentTermsFactory, TaxRateFactory, line_data
from tests.invoicing.advances import advance, final, give_advances
from tests.invoicing.test_free_invoices import written


def row(company: Company, quantity: str, price: str, percent: int = 25, **facts: str) -> LineData:
    """A line: quantity × price at a rate."""
    rate = company.tax_rates.filter(code=str(percent)).first()
    rate = rate or TaxRateFactory(company=company, code=str(percent), percent=percent)
    return line_data(
        company, quantity=Decimal(quantity), price=Decimal(price), tax_rate=rate, **facts
    )


def amounts(invoice: Invoice) -> list[str]:
    """The amount of each line."""
    return [str(line.amount) for line in invoice.lines.in_order()]


def taxes(invoice: Invoice) -> list[tuple[str, str, str]]:
    """Percent, net and tax, the highest rate first."""
    rows = invoice.taxes.order_by("-percent")
    return [(f"{one.percent:.0f}", str(one.net), str(one.tax)) for one in rows]


def totals(invoice: Invoice) -> tuple[str, str, str]:
    """Net, tax and total."""
    return str(invoice.net), str(invoice.tax), str(invoice.gross)


def test_rounding(company: Company, clerk: User) -> None:
    """Three lines whose amounts do not end on a cent, and a tax that does not either.

    | quantity | price   | exactly  | line  |
    |----------|---------|----------|-------|
    | 3        | 0.3333  | 0.9999   | 1.00  |
    | 2.5      | 1.11    | 2.775    | 2.78  |
    | 0.125    | 0.1     | 0.0125   | 0.01  |
    | net                          | 3.79  |
    | 25 % of 3.79     | 0.9475    | 0.95  |
    | total                        | 4.74  |

    Line by line the tax would be 0.25 + 0.70 + 0.00 = 0.95 as well; see the next example for
    where that differs.
    """
    draft = written(
        company,
        clerk,
        row(company, "3", "0.3333"),
        row(company, "2.5", "1.11"),
        row(company, "0.125", "0.1"),
    )
    invoice = issue_invoice(invoice=draft, by=clerk)

    assert amounts(invoice) == ["1.00", "2.78", "0.01"]
    assert totals(invoice) == ("3.79", "0.95", "4.74")


def test_tax_is_rounded_once_per_rate(company: Company, clerk: User) -> None:
    """Four lines of 0.10 at 25 %: 0.025 each.

    | line by line  | 4 × 0.03 = 0.12 |
    | on the sum    | 25 % of 0.40 = 0.10 |

    The sum is taxed: 0.40 + 0.10 = 0.50.
    """
    lines = [row(company, "1", "0.10") for _ in range(4)]
    invoice = issue_invoice(invoice=written(company, clerk, *lines), by=clerk)

    assert totals(invoice) == ("0.40", "0.10", "0.50")


def test_several_tax_rates(company: Company, clerk: User) -> None:
    """Furniture at 25 %, food at 12 %, books at 6 %, and a discount on the furniture.

    | quantity × price | rate | net      |
    |------------------|------|----------|
    | 3 × 1 299.00     | 25 % | 3 897.00 |
    | 1 × 389.70 off   | 25 % |  -389.70 |
    | 12 × 18.50       | 12 % |   222.00 |
    | 7 × 14.95        |  6 % |   104.65 |

    | rate | net      | tax               |
    |------|----------|-------------------|
    | 25 % | 3 507.30 | 876.825 →  876.83 |
    | 12 % |   222.00 |            26.64  |
    |  6 % |   104.65 |   6.279 →   6.28  |
    | sum  | 3 833.95 |           909.75  |

    Total 4 743.70.
    """
    draft = written(
        company,
        clerk,
        row(company, "3", "1299", side="debit"),
        row(company, "1", "389.70", side="credit"),
        row(company, "12", "18.50", 12),
        row(company, "7", "14.95", 6),
        order_type=None,
    )

    assert taxes(draft) == [
        ("25", "3507.30", "876.83"),
        ("12", "222.00", "26.64"),
        ("6", "104.65", "6.28"),
    ]
    assert totals(draft) == ("3833.95", "909.75", "4743.70")


def test_credit_of_a_part(company: Company, clerk: User) -> None:
    """Seven chairs at 33.35 and ten books at 9.99 are invoiced; two chairs and one book come back.

    |                  | rate | invoiced           | credited            | rest    |
    |------------------|------|--------------------|---------------------|---------|
    | chairs × 33.35   | 25 % | 7: 233.45          | 2: -66.70           | 166.75  |
    | books × 9.99     |  6 % | 10: 99.90          | 1: -9.99            |  89.91  |
    | net              |      | 333.35             | -76.69              | 256.66  |
    | tax 25 %         |      | 58.3625 → 58.36    | -16.675 → -16.68    |  41.68  |
    | tax 6 %          |      | 5.994 → 5.99       | -0.5994 → -0.60     |   5.39  |
    | total            |      | 397.70             | -93.97              | 303.73  |
    """
    order = OrderFactory(
        company=company,
        by=clerk,
        lines=[row(company, "7", "33.35"), row(company, "10", "9.99", 6, text="Book")],
    )
    invoice = final(order, clerk)
    chairs, books = invoice.lines.in_order()
    back = {chairs.pk: Decimal(2), books.pk: Decimal(1)}
    draft = credit_invoice(invoice=invoice, by=clerk, date=DAY, quantities=back)
    note = issue_invoice(invoice=draft, by=clerk)

    assert taxes(invoice) == [("25", "233.45", "58.36"), ("6", "99.90", "5.99")]
    assert totals(invoice) == ("333.35", "64.35", "397.70")
    assert taxes(note) == [("25", "-66.70", "-16.68"), ("6", "-9.99", "-0.60")]
    assert totals(note) == ("-76.69", "-17.28", "-93.97")
    invoice.refresh_from_db()
    # The credit note is set off against the invoice as it is issued.
    assert str(invoice.balance.open) == "303.73"
    # Nothing of it is printed negative: the paper says that it is a credit.
    assert (str(note.printed_net), str(note.printed_gross)) == ("76.69", "93.97")


def test_an_advance_settled_at_two_rates(
    company: Company, administrator: User, clerk: User
) -> None:
    """An order of 1 999.00, one third of it (666.33) in advance, the rest in two invoices.

    Shares of 666.33, cut to the cent; the cent left over goes to the share that lost most:

    | rate | of the order | exactly                           | share  |
    |------|--------------|-----------------------------------|--------|
    | 25 % | 1 500.00     | 666.33 × 1500 / 1999 = 499.9975   | 500.00 |
    | 6 %  |   499.00     | 666.33 × 499 / 1999 = 166.3325    | 166.33 |

    |                   | advance | chairs, part 1 | chairs and books, part 2 | in all   |
    |-------------------|---------|----------------|--------------------------|----------|
    | chairs 25 %       |         | 400.00         | 1 100.00                 | 1 500.00 |
    | books 6 %         |         |                | 499.00                   |   499.00 |
    | advance 25 %      | 500.00  | -400.00        | -100.00                  |     0.00 |
    | advance 6 %       | 166.33  |                | -166.33                  |     0.00 |
    | net               | 666.33  | 0.00           | 1 332.67                 | 1 999.00 |
    | tax 25 %          | 125.00  | 0.00           | 250.00                   |   375.00 |
    | tax 6 %           | 9.98    |                | 332.67: 19.96            |    29.94 |
    | total             | 801.31  | 0.00           | 1 602.63                 | 2 403.94 |

    The order by itself comes to 1 999.00 + 375.00 + 29.94 = 2 403.94 as well.
    """
    give_advances(company, administrator)
    order = OrderFactory(
        company=company,
        by=clerk,
        lines=[row(company, "15", "100"), row(company, "1", "499", 6, text="Books")],
    )
    chairs, books = order.lines.in_order()

    paid = advance(order, clerk, amount=Decimal("666.33"))
    first = final(order, clerk, {chairs.pk: Decimal(4)})
    second = final(order, clerk, {chairs.pk: Decimal(11), books.pk: Decimal(1)})

    assert taxes(paid) == [("25", "500.00", "125.00"), ("6", "166.33", "9.98")]
    assert totals(paid) == ("666.33", "134.98", "801.31")
    assert amounts(first) == ["400.00", "-400.00"]
    assert totals(first) == ("0.00", "0.00", "0.00")
    assert amounts(second) == ["1100.00", "499.00", "-100.00", "-166.33"]
    assert taxes(second) == [("25", "1000.00", "250.00"), ("6", "332.67", "19.96")]
    assert totals(second) == ("1332.67", "269.96", "1602.63")
    assert sum(one.gross for one in (paid, first, second)) == order.gross == Decimal("2403.94")
    assert advances_of_order(order).left == 0


def test_a_cash_note_with_a_control_unit(company: Company, clerk: User) -> None:
    """Sold over the counter, paid at once; the unit vouches for a series of cash notes alone.

    | number | quantity × price | net    | tax 25 %       | paid   |
    |--------|------------------|--------|----------------|--------|
    | 500001 | 2 × 79.60        | 159.20 | 39.80          | 199.00 |
    | 99001  | an invoice between them, in the series of its type             |
    | 500002 | 1 × 40.50        | 40.50  | 10.125 → 10.13 | 50.63  |
    """
    series = create_series(company, "CASH", register="cash_note", start="500001", end="599999")
    assign_series(company, "cash_note", series)
    company.certified_control_unit = True
    save_company(company)
    cash = PaymentTermsFactory(company=company, is_cash=True)

    def sold(line: LineData, **facts: object) -> Invoice:
        return issue_invoice(invoice=written(company, clerk, line, **facts), by=clerk)

    first = sold(row(company, "2", "79.60"), payment_terms=cash)
    between = sold(row(company, "1", "1"))
    second = sold(row(company, "1", "40.50"), payment_terms=cash)

    assert [str(one.number) for one in (first, between, second)] == ["500001", "99001", "500002"]
    assert [totals(one) for one in (first, second)] == [
        ("159.20", "39.80", "199.00"),
        ("40.50", "10.13", "50.63"),
    ]
    assert [one.balance.state for one in (first, between, second)] == ["paid", "open", "paid"]
