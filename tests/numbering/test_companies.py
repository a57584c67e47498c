"""Companies side by side: each with its own codes, numbers and members."""

from __future__ import annotations

from django.contrib.auth.models import User

from numbering.models import Company, IssuedNumber, Membership, NumberSeries
from numbering.services import assign_series, claim, create_series, find_series
from tests.numbering.helpers import TODAY, drawn


def test_bc09_the_same_code_and_numbers_in_every_company(
    company: Company, other_company: Company
) -> None:
    here = create_series(company, "INV", register="invoice", start="1")
    there = create_series(other_company, "INV", register="invoice", start="1")

    assert drawn(here, 2) == ["1", "2"]
    assert drawn(there) == ["1"]
    assert drawn(here) == ["3"]


def test_bc09_a_number_typed_in_one_company_is_free_in_the_other(
    company: Company, other_company: Company
) -> None:
    create_series(company, "INV", register="invoice")
    there = create_series(other_company, "INV", register="invoice")
    claim("1", company=company, kind="invoice", on=TODAY)

    assert drawn(there) == ["1"]


def test_bc09_registers_are_invisible_to_each_other(
    company: Company, other_company: Company
) -> None:
    drawn(create_series(company, "INV", register="invoice", start="A1"))
    drawn(create_series(other_company, "INV", register="invoice", start="B1"))

    assert [str(number) for number in IssuedNumber.objects.of(company)] == ["A1"]
    assert [series.company for series in NumberSeries.objects.of(other_company)] == [other_company]


def test_bc09_a_user_sees_the_companies_of_which_he_is_a_member(
    company: Company, other_company: Company, clerk: User
) -> None:
    assert list(Company.objects.for_user(clerk)) == []
    Membership.objects.create(company=other_company, user=clerk)

    assert list(Company.objects.for_user(clerk)) == [other_company]


def test_bc09_the_use_of_a_series_is_set_per_company(
    company: Company, other_company: Company
) -> None:
    series = create_series(company, "CASE", register="case")
    assign_series(company, "case", series)

    assert find_series(company, "case") == series
    assert find_series(other_company, "case") is None
