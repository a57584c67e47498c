"""The company's fiscal year, on which the periods of its numbers hang."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from numbering.exceptions import SeriesInUse
from numbering.models import Company
from numbering.services import create_series, draw
from numbering.services.companies import save_company

ON = date(2026, 3, 1)


def test_the_fiscal_year_can_move_before_a_number_hangs_on_it(company: Company) -> None:
    series = create_series(company, "A", register="case", restart="fiscal_year")
    company.fiscal_year_first_month = 7
    save_company(company)
    with transaction.atomic():
        assert draw(series, on=ON).period == "2025"


def test_the_fiscal_year_stays_once_numbers_were_counted_by_it(company: Company) -> None:
    series = create_series(company, "A", register="case", restart="fiscal_year")
    with transaction.atomic():
        draw(series, on=ON)
    company.fiscal_year_first_month = 7
    with pytest.raises(SeriesInUse, match="cannot move") as caught:
        save_company(company)
    assert caught.value.field == "fiscal_year_first_month"
    company.refresh_from_db()
    assert company.fiscal_year_first_month == 1
