"""No two series can print the same number: refused at set-up, with the first one both print."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import OverlappingLines
from numbering.models import Company, NumberSeries
from numbering.services import (
    add_line,
    create_series,
    delete_line,
    save_line,
    save_series,
)
from tests.numbering.helpers import drawn


def test_nw03_the_message_names_the_other_series_and_the_first_number(company: Company) -> None:
    create_series(company, "ONE", register="case", start="100", end="199")

    with pytest.raises(OverlappingLines) as refused:
        create_series(company, "TWO", register="case", start="150", end="250")
    assert str(refused.value) == (
        "150–250 and ONE (100–199) would both print 150. Change the range or the prefix."
    )
    assert refused.value.field == "first_number"
    assert not NumberSeries.objects.filter(code="TWO").exists()


@pytest.mark.parametrize(
    ("one", "two", "first"),
    [
        ({"start": "A101", "end": "A199"}, {"start": "A101", "end": "A150"}, "A101"),
        ({"start": "A1-1"}, {"start": "A1-500"}, "A1-500"),
        ({"start": "1"}, {"start": "500", "end": "600"}, "500"),
        ({"start": "07"}, {"start": "100"}, "100"),
        ({"start": "10", "increment": 10}, {"start": "35", "increment": 15}, "50"),
        ({"start": "{YYYY}1"}, {"start": "20261"}, "20261"),
    ],
)
def test_nw03_every_way_to_meet(
    company: Company, one: dict[str, str], two: dict[str, str], first: str
) -> None:
    create_series(company, "ONE", register="case", **one)

    with pytest.raises(OverlappingLines, match=rf"would both print {first}\."):
        create_series(company, "TWO", register="case", **two)


def test_nw03_parts_may_lie_differently(company: Company) -> None:
    """`A` + `101` and `A1` + `01` are the same number."""
    create_series(company, "ONE", register="case", start="A101", end="A999")
    two = create_series(company, "TWO", register="case", start="")
    line = add_line(two, start="B01", end="B99")
    line.prefix1 = "A1"

    with pytest.raises(OverlappingLines, match=r"A101–A199 and ONE .* would both print A101\."):
        save_line(line)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"start": "100", "end": "199"}, {"start": "200", "end": "299"}),
        ({"start": "A1"}, {"start": "B1"}),
        ({"start": "A1"}, {"start": "1A"}),
        ({"start": "001", "end": "999"}, {"start": "0001", "end": "0999"}),
        ({"start": "10", "increment": 10}, {"start": "15", "increment": 10}),
        ({"start": "1", "end": "9"}, {"start": "01", "end": "99"}),
        ({"start": "1/X"}, {"start": "1/Y"}),
        ({"start": "{YYYY}-1"}, {"start": "{YY}-1"}),
    ],
)
def test_nw03_what_only_looks_alike_is_allowed(
    company: Company, one: dict[str, str], two: dict[str, str]
) -> None:
    create_series(company, "ONE", register="case", **one)
    assert create_series(company, "TWO", register="case", **two).pk


def test_nw03_order_and_invoice_ranges_may_be_equal(company: Company) -> None:
    for register in ("sales_order", "invoice", "case"):
        assert drawn(create_series(company, register.upper(), register=register)) == ["1"]


@pytest.mark.parametrize("register", ["sales_order", "invoice"])
def test_wb12_advance_payments_differ_from_all_orders_and_invoices(
    company: Company, register: str
) -> None:
    create_series(company, "ADV", register="advance_payment", start="9000000")

    with pytest.raises(OverlappingLines, match=r"ADV .* would both print 9000000"):
        create_series(company, "X", register=register, start="8999999")
    create_series(company, "Y", register=register, start="1", end="8999999")
    with pytest.raises(OverlappingLines, match=r"Y .* would both print 500"):
        create_series(company, "ADV2", register="advance_payment", start="500", end="600")


def test_nw03_lines_of_one_series_must_differ_too(company: Company) -> None:
    series = create_series(company, "S", register="case", start="1", end="100")

    with pytest.raises(OverlappingLines, match="of the same series would both print 100"):
        add_line(series, start="100")
    assert series.lines.count() == 1


def test_nw03_the_line_of_the_next_year_may_print_the_same_with_its_year(
    company: Company,
) -> None:
    series = create_series(company, "S", register="invoice", start="{YYYY}-1")
    add_line(series, start="{YYYY}-1", starting_date=date(2026, 1, 1))
    with pytest.raises(OverlappingLines, match="2026-1"):
        add_line(series, start="{YYYY}-1", starting_date=date(2026, 7, 1))


def test_nw03_deleting_a_line_prolongs_the_one_before_it(company: Company) -> None:
    series = create_series(company, "S", register="invoice", start="{YYYY}-1")
    later = add_line(series, start="X1", starting_date=date(2026, 1, 1))
    create_series(
        company, "T", register="invoice", start="2026-1", end="2026-9",
        starting_date=date(2026, 1, 1),
    )  # fmt: skip

    with pytest.raises(OverlappingLines, match="would both print 2026-1"):
        delete_line(later)
    assert series.lines.count() == 2


def test_nw03_a_blocked_line_is_looked_at_when_it_is_unblocked(company: Company) -> None:
    old = create_series(company, "OLD", register="case", start="1", blocked=True)
    create_series(company, "NEW", register="case", start="1")
    old.blocked = False

    with pytest.raises(OverlappingLines, match=r"NEW \(1–\) would both print 1\."):
        save_series(old)
    assert NumberSeries.objects.get(code="OLD").blocked


def test_nw03_restarted_numbers_collide_within_a_period_only(company: Company) -> None:
    facts = {"register": "invoice", "start": "1", "end": "99", "restart": "fiscal_year"}
    series = create_series(company, "S", starting_date=date(2025, 1, 1), **facts)
    add = {key: facts[key] for key in ("start", "end", "restart")}

    assert add_line(series, starting_date=date(2026, 1, 1), **add).pk
    with pytest.raises(OverlappingLines, match="would both print 1"):
        add_line(series, starting_date=date(2026, 7, 1), **add)


def test_nw03_other_companies_do_not_matter(company: Company, other_company: Company) -> None:
    for owner in (company, other_company):
        assert create_series(owner, "S", register="invoice").pk
