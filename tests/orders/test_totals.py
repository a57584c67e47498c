"""Sums that a bookkeeper can check by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orders.totals import FrozenRate, Totals, line_amount, totals_of

D = Decimal

HIGH = FrozenRate("25", "25 %", D(25))
FOOD = FrozenRate("12", "12 %", D(12))
BOOKS = FrozenRate("6", "6 %", D(6))
NONE = FrozenRate("0", "No tax", D(0))


def sums(totals: Totals) -> tuple[D, D, D]:
    return totals.net, totals.tax, totals.gross


def test_one_rate() -> None:
    #  3 chairs at 449.50  1348.50
    # 12 screws at   0.35     4.20
    #                      1352.70, tax 25 % 338.175 → 338.18
    lines = [(HIGH, line_amount(D(3), D("449.50"), "debit"))]
    lines += [(HIGH, line_amount(D(12), D("0.35"), "debit"))]
    assert sums(totals_of(lines)) == (D("1352.70"), D("338.18"), D("1690.88"))


def test_several_rates_each_rounded_once() -> None:
    totals = totals_of(
        [
            (FOOD, D("99.99")),
            (HIGH, D("10.10")),
            (FOOD, D("0.04")),
            (BOOKS, D(50)),
        ]
    )
    assert [(row.rate.code, row.net, row.tax) for row in totals.taxes] == [
        ("25", D("10.10"), D("2.53")),  # 2.525
        ("12", D("100.03"), D("12.00")),  # 12.0036
        ("6", D("50.00"), D("3.00")),
    ]
    assert sums(totals) == (D("160.13"), D("17.53"), D("177.66"))


def test_tax_is_computed_on_the_sum_not_line_by_line() -> None:
    # Line by line: 3 × 0.0125 → 3 × 0.01 = 0.03. On the sum: 0.0375 → 0.04.
    assert totals_of([(HIGH, D("0.05"))] * 3).tax == D("0.04")


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        ("1", "0.005", "0.01"),
        ("3", "0.335", "1.01"),  # 1.005
        ("0.333", "10", "3.33"),
        ("2.5", "0.5", "1.25"),
        ("1", "-0.005", "-0.01"),  # a rebate is rounded away from zero as well
    ],
)
def test_halves_are_rounded_up(quantity: str, price: str, amount: str) -> None:
    assert line_amount(D(quantity), D(price), "debit") == D(amount)
    assert line_amount(D(quantity), D(price), "credit") == -D(amount)


def test_a_credit_line_takes_off_what_the_debit_line_put_on() -> None:
    debit, credit = (line_amount(D("7.5"), D("13.33"), side) for side in ("debit", "credit"))
    totals = totals_of([(HIGH, debit), (FOOD, D(10)), (HIGH, credit)])
    assert sums(totals) == (D("10.00"), D("1.20"), D("11.20"))


def test_two_rates_of_the_same_percent_are_told_apart() -> None:
    export = FrozenRate("EX", "Export", D(0))
    assert [row.rate for row in totals_of([(NONE, D(5)), (export, D(7))]).taxes] == [
        NONE,
        export,
    ]


def test_no_line_no_sum() -> None:
    assert sums(totals_of([])) == (D(0), D(0), D(0))
