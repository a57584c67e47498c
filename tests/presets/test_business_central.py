"""bc15: the codes of Business Central's example company."""

from __future__ import annotations

import pytest

from numbering.models import Company
from numbering.presets import load_preset
from numbering.services import preview, series_for
from tests.presets.helpers import TODAY, drawn, only_line

# kind, code, description, the first two numbers, the last one, gaps allowed
SERIES = [
    ("customer", "CUST", "Customers", ["C00010", "C00020"], "C99990", True),
    ("supplier", "VEND", "Vendors", ["V00010", "V00020"], "V99990", True),
    ("item", "ITEM", "Items", ["1000", "1001"], "9999", True),
    ("sales_quote", "S-QUO", "Sales quotes", ["1001", "1002"], "2999", True),
    ("sales_order", "S-ORD", "Sales orders", ["101001", "101002"], "102999", True),
    ("invoice", "S-INV+", "Posted sales invoices", ["103001", "103002"], "104999", False),
    ("credit_note", "S-CR+", "Posted sales credit notes", ["104001", "104002"], "105999", False),
    ("reminder", "S-REM+", "Issued reminders", ["105001", "105002"], "106999", False),
    ("purchase_order", "P-ORD", "Purchase orders", ["106001", "106002"], "107999", True),
    ("liability", "P-INV+", "Posted purchase invoices", ["108001", "108002"], "109999", False),
    (
        "purchase_credit_note",
        "P-CR+",
        "Posted purchase credit notes",
        ["109001", "109002"],
        "110999",
        False,
    ),
    ("finance_voucher", "GJNL-GEN", "General journal", ["G00001", "G00002"], "G01000", False),
]


@pytest.fixture
def company(empty_company: Company) -> Company:
    load_preset("business-central", company=empty_company)
    return empty_company


@pytest.mark.parametrize(
    ("kind", "code", "description", "first", "last", "gaps"), SERIES, ids=[s[1] for s in SERIES]
)
def test_bc15_each_series_is_the_example_companys(
    company: Company,
    *,
    kind: str,
    code: str,
    description: str,
    first: list[str],
    last: str,
    gaps: bool,
) -> None:
    series, line = series_for(company, kind), only_line(company, kind)
    assert (series.code, series.description) == (code, description)
    assert (series.default_numbers, series.manual_numbers, series.is_system) == (True, False, True)
    assert preview(series, 2, on=TODAY) == first
    assert line.text(line.last_value, TODAY) == last
    assert line.gap_policy == ("gaps_allowed" if gaps else "unbroken")
    assert line.starting_date is None
    assert drawn(company, kind) == first[0]


def test_bc15_there_are_no_others(company: Company) -> None:
    codes = company.assignments.values_list("series__code", flat=True)
    assert sorted(codes) == sorted(row[1] for row in SERIES)
    assert company.assignments.count() == 12


def test_bc15_customers_count_in_tens(company: Company) -> None:
    assert [drawn(company, "customer") for _ in range(3)] == ["C00010", "C00020", "C00030"]


def test_bc15_invoices_and_credit_notes_may_have_equal_numbers(company: Company) -> None:
    """Their ranges meet (104001–104999), their registers do not."""
    registers = [series_for(company, kind).register for kind in ("invoice", "credit_note")]
    assert registers == ["invoice", "credit_note"]
