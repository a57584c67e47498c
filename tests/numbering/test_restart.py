"""Lines that count from their first number again, each fiscal year or each month."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import NumberTaken
from numbering.models import Company, IssuedNumber
from numbering.services import claim, completeness, create_series, draw, peek
from tests.numbering.helpers import TODAY, drawn


def test_ew03_each_year_counts_by_itself_and_they_lie_open_side_by_side(company: Company) -> None:
    series = create_series(
        company, "RE", register="invoice", start="RE-{YYYY}/001", restart="fiscal_year"
    )
    dates = [date(2025, 12, 31), date(2026, 1, 1), date(2025, 6, 1), TODAY, date(2027, 1, 1)]

    assert [str(draw(series, on=on)) for on in dates] == [
        "RE-2025/001",
        "RE-2026/001",
        "RE-2025/002",
        "RE-2026/002",
        "RE-2027/001",
    ]
    assert completeness(series, period="2025").counts == {"in_use": 2}
    assert completeness(series).is_complete


def test_each_month_counts_by_itself(company: Company) -> None:
    series = create_series(company, "RE", register="invoice", start="{YYMM}-1", restart="month")

    assert drawn(series, 2, on=date(2026, 1, 31)) == ["2601-1", "2601-2"]
    assert drawn(series, on=date(2026, 2, 1)) == ["2602-1"]
    assert drawn(series, on=date(2026, 1, 1)) == ["2601-3"]


@pytest.mark.parametrize(
    ("on", "period"),
    [(date(2026, 6, 30), "2025"), (date(2026, 7, 1), "2026"), (date(2027, 6, 30), "2026")],
)
def test_the_fiscal_year_begins_in_the_company_s_month(
    company: Company, on: date, period: str
) -> None:
    company.fiscal_year_first_month = 7
    company.save()
    series = create_series(company, "RE", register="invoice", restart="fiscal_year")

    assert draw(series, on=on).period == period


def test_where_the_text_tells_the_period_it_is_unique_by_itself(company: Company) -> None:
    series = create_series(company, "RE", register="invoice", start="{YY}1", restart="fiscal_year")

    assert draw(series, on=TODAY).scope == ""


def test_where_it_does_not_the_period_stands_beside_it(company: Company) -> None:
    series = create_series(company, "RE", register="invoice", start="1", restart="fiscal_year")
    last, this = draw(series, on=date(2025, 5, 5)), draw(series, on=TODAY)

    assert (str(last), last.scope) == ("1", "2025")
    assert (str(this), this.scope) == ("1", "2026")


def test_a_year_in_the_text_tells_no_fiscal_year_that_begins_in_july(company: Company) -> None:
    company.fiscal_year_first_month = 7
    company.save()
    series = create_series(company, "RE", register="invoice", start="{YY}-1", restart="fiscal_year")
    spring, autumn = draw(series, on=date(2026, 5, 5)), draw(series, on=date(2026, 9, 9))

    assert (str(spring), spring.scope) == ("26-1", "2025")
    assert (str(autumn), autumn.scope) == ("26-1", "2026")


def test_a_typed_number_is_taken_in_its_period_alone(company: Company) -> None:
    series = create_series(company, "RE", register="invoice", start="1", restart="fiscal_year")
    claim("1", company=company, kind="invoice", on=date(2025, 5, 5))

    assert drawn(series) == ["1"]
    assert drawn(series, on=date(2025, 5, 5)) == ["2"]
    with pytest.raises(NumberTaken):
        claim("1", company=company, kind="invoice", on=TODAY)
    assert IssuedNumber.objects.filter(text="1").count() == 2


def test_a_date_part_without_restart_goes_on_counting(company: Company) -> None:
    series = create_series(company, "RE", register="invoice", start="{YYYY}-08")

    assert drawn(series, on=date(2025, 12, 31)) == ["2025-08"]
    assert drawn(series, on=date(2026, 1, 1)) == ["2026-09"]
    assert drawn(series, on=date(2025, 12, 31)) == ["2025-10"]


def test_the_same_counter_typed_for_two_years_is_jumped_once(company: Company) -> None:
    series = create_series(company, "RE", register="invoice", start="{YYYY}-1")
    claim("2025-1", company=company, kind="invoice", on=date(2025, 1, 1))
    claim("2026-1", company=company, kind="invoice", on=TODAY)

    assert peek(series, on=TODAY) == "2026-2"
    assert drawn(series) == ["2026-2"]
    assert completeness(series).holes == []
