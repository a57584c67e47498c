"""oc01 and oc02: Offer-Cube's two tables of settings, each example to the letter."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from numbering.models import Company
from numbering.presets import load_preset
from numbering.services import claim, create_series, draw, series_for, set_next_number
from tests.factories import UserFactory
from tests.presets.helpers import TODAY, drawn, only_line

# "Beispiel Einstellungen": what is the how-manieth of which month or year.
EXAMPLES = [
    ("customer", "K12", 12, date(2020, 6, 15)),
    ("sales_quote", "AN2006/001", 1, date(2020, 6, 15)),
    ("sales_order", "AUF-20/0014XYZ", 14, date(2020, 3, 1)),
    ("purchase_order", "BEST20-001", 1, date(2020, 1, 2)),
    ("invoice", "RE-2020/007", 7, date(2020, 2, 1)),
]
# "Standard Einstellungen"
DEFAULTS = [
    ("customer", "c123", 123),
    ("sales_quote", "o51", 51),
    ("sales_order", "n2731", 2731),
    ("purchase_order", "s2", 2),
    ("invoice", "r321", 321),
]


@pytest.fixture
def by(db: None) -> User:
    return UserFactory()


@pytest.fixture
def example(empty_company: Company) -> Company:
    load_preset("offer-cube-example", company=empty_company)
    return empty_company


@pytest.fixture
def default(empty_company: Company) -> Company:
    load_preset("offer-cube", company=empty_company)
    return empty_company


@pytest.mark.parametrize(
    ("kind", "sample", "counter", "on"), EXAMPLES, ids=[e[1] for e in EXAMPLES]
)
def test_oc01_the_example_comes_out_when_its_turn_comes(
    example: Company, kind: str, sample: str, counter: int, on: date
) -> None:
    texts = [drawn(example, kind, on=on) for _ in range(counter)]
    assert texts[-1] == sample
    assert len(set(texts)) == counter


@pytest.mark.parametrize(
    ("kind", "sample", "counter", "on"), EXAMPLES, ids=[e[1] for e in EXAMPLES]
)
def test_oc01_the_example_comes_out_where_the_counter_is_set(
    example: Company, by: User, *, kind: str, sample: str, counter: int, on: date
) -> None:
    set_next_number(only_line(example, kind), counter, on=on, reason="old system", by=by)
    assert drawn(example, kind, on=on) == sample


@pytest.mark.parametrize(
    ("date_part", "december", "june"),
    [
        ("", "AN/001", "AN/002"),
        ("{YYYY}", "AN2019/001", "AN2020/002"),
        ("{YY}", "AN19/001", "AN20/002"),
        ("{YYYYMM}", "AN201912/001", "AN202006/002"),
        ("{YYMM}", "AN1912/001", "AN2006/002"),
    ],
    ids=["running", "YYYY", "YY", "YYYYMM", "YYMM"],
)
def test_oc01_five_date_settings(
    empty_company: Company, date_part: str, december: str, june: str
) -> None:
    """The months of the reference text: December 2019 and June 2020."""
    series = create_series(empty_company, "AN", register="sales_quote", start=f"AN{date_part}/001")
    dates = (date(2019, 12, 31), date(2020, 6, 1))
    assert [str(draw(series, on=on)) for on in dates] == [december, june]


def test_oc01_the_parts_are_stored_as_the_table_has_them(example: Company) -> None:
    parts = {}
    for kind, *_rest in EXAMPLES:
        line = only_line(example, kind)
        parts[kind] = (line.prefix1, line.date_part, line.prefix2, line.digits, line.suffix)
        assert (line.first_number, line.last_number) == (1, None)
    assert parts == {
        "customer": ("K", "", "", 1, ""),
        "sales_quote": ("AN", "YYMM", "/", 3, ""),
        "sales_order": ("AUF-", "YY", "/", 4, "XYZ"),
        "purchase_order": ("BEST", "YY", "-", 3, ""),
        "invoice": ("RE-", "YYYY", "/", 3, ""),
    }


def test_oc01_the_first_quote_of_each_month_and_invoice_of_each_year(example: Company) -> None:
    """ "First quote in June 2020", "seventh invoice in 2020": they count anew."""
    june, july, later = date(2020, 6, 30), date(2020, 7, 1), date(2021, 1, 1)
    assert [drawn(example, "sales_quote", on=on) for on in (june, june, july)] == [
        "AN2006/001",
        "AN2006/002",
        "AN2007/001",
    ]
    assert [drawn(example, "invoice", on=on) for on in (june, july, later)] == [
        "RE-2020/001",
        "RE-2020/002",
        "RE-2021/001",
    ]
    assert [drawn(example, "customer", on=on) for on in (june, later)] == ["K1", "K2"]


def test_oc01_in_another_fiscal_year_they_count_on(empty_company: Company) -> None:
    """Starting again in July, with the calendar year in the number, would repeat numbers."""
    empty_company.fiscal_year_first_month = 7
    empty_company.save()
    report = load_preset("offer-cube-example", company=empty_company)
    assert [drawn(empty_company, "invoice", on=date(2020, month, 1)) for month in (6, 7)] == [
        "RE-2020/001",
        "RE-2020/002",
    ]
    assert drawn(empty_company, "sales_quote", on=date(2020, 6, 1)) == "AN2006/001"
    assert drawn(empty_company, "sales_quote", on=date(2020, 7, 1)) == "AN2007/001"
    (told,) = report.left_out
    assert "INVOICE" in told
    assert "SALES-QUOTE" not in told


@pytest.mark.parametrize(("kind", "sample", "counter"), DEFAULTS, ids=[d[1] for d in DEFAULTS])
def test_oc02_the_standard_settings(
    default: Company, by: User, kind: str, sample: str, counter: int
) -> None:
    line = only_line(default, kind)
    assert (line.first_number, line.digits, line.restart) == (1, 1, "never")
    assert drawn(default, kind) == f"{sample[0]}1"
    set_next_number(line, counter, on=TODAY, reason="old system", by=by)
    assert drawn(default, kind) == sample


def test_oc02_the_prefixes_are_c_o_n_s_r(default: Company) -> None:
    assert [only_line(default, kind).prefix1 for kind, *_rest in DEFAULTS] == list("consr")
    assert default.assignments.count() == 5


@pytest.mark.parametrize("kind", [row[0] for row in DEFAULTS])
def test_oc02_a_number_of_an_old_system_may_be_typed(default: Company, kind: str) -> None:
    """It need not fit the series, and it must be new."""
    series = series_for(default, kind)
    number = claim("ALT-2019-77", company=default, kind=kind, on=TODAY, series=series)
    assert (str(number), number.line) == ("ALT-2019-77", None)
