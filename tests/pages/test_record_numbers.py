"""The number of a record on its entry page: departments, typed numbers, another period."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from numbering.choices import Restart
from numbering.models import Department, NumberSeries
from numbering.services import assign_series, create_series, find_series
from orders.models import Record
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import DAY, number_kinds
from tests.pages.numbers import field_of, relate, switched, text_of

NEW = reverse("orders:record_new", args=["case"])
RULE = reverse("orders:record_rule", args=["case"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"title": "Leaking roof", "date": DAY.isoformat(), "text": "Ring Friday"} | changes


@pytest.fixture
def north(company) -> Department:
    """A department with a series of its own for cases."""
    department = Department.objects.create(company=company, code="NORTH", name="North")
    series = create_series(company, "NORTH", register="case", start="N-001")
    assign_series(company, "case", series, department=department)
    return department


@pytest.fixture
def cases(company) -> NumberSeries:
    number_kinds(company, "case")
    series = find_series(company, "case")
    assert series is not None
    return series


def test_the_number_is_drawn_on_saving(as_clerk, cases):
    page = as_clerk.get(NEW)

    assert "drawn when you save" in text_of(page)
    assert field_of(page) == {}


def test_kb04_the_number_field_follows_the_department(as_clerk, cases, north):
    general = text_of(as_clerk.get(RULE, {"date": DAY.isoformat()}))
    special = text_of(as_clerk.get(RULE, {"date": DAY.isoformat(), "department": north.pk}))
    as_clerk.post(NEW, typed(department=north.pk))

    assert "Next from CASE: 1001" in general
    assert "Next from NORTH: N-001" in special
    assert str(Record.objects.get().number) == "N-001"


def test_departments_and_commissions_are_asked_for_where_the_company_has_some(
    as_clerk, cases, company
):
    without = as_clerk.get(NEW).content.decode()
    Department.objects.create(company=company, code="N", name="North")
    CommissionFactory(company=company)
    with_both = as_clerk.get(NEW).content.decode()

    for name in ('name="department"', 'name="commission"'):
        assert name not in without
        assert name in with_both


def test_a_number_may_be_typed_or_its_series_picked(as_clerk, cases):
    switched(cases, manual_numbers=True)
    as_clerk.post(NEW, typed(number="2001"))
    refused = as_clerk.post(NEW, typed(number="2001", title="Again"))
    other = relate(cases, "EXPRESS", "X-001")
    as_clerk.post(NEW, typed(number_series=other.pk))

    assert "2001" in field_of(refused)["number"]
    assert 'href="#id_number"' in refused.content.decode()
    assert [str(one.number) for one in Record.objects.order_by("pk")] == ["2001", "X-001"]


def test_an_administrator_is_led_to_the_set_up_and_a_clerk_told_whom_to_ask(
    as_administrator, as_clerk, administrator
):
    led = as_administrator.get(NEW)
    told = text_of(as_clerk.get(NEW))
    refused = as_clerk.post(NEW, typed())

    assert led.url.startswith(reverse("numbering:setup", args=["case"]))
    assert "No number series is set for Cases" in told
    assert "Anna Berg" in told
    assert "Leaking roof" in refused.content.decode()
    assert not Record.objects.exists()


def test_a_company_that_numbers_by_departments_only_is_not_led_to_the_set_up(
    as_administrator, north
):
    assert as_administrator.get(NEW).status_code == 200


def test_a_date_moved_to_another_year_is_told_before_and_after(as_clerk, company):
    series = create_series(
        company, "CASE", register="case", start="{YYYY}-001", restart=Restart.FISCAL_YEAR
    )
    assign_series(company, "case", series)
    record = RecordFactory(company=company)

    before = text_of(as_clerk.get(RULE, {"card": record.pk, "date": "2027-01-07"}))
    edit = reverse("orders:record_edit", args=["case", record.pk])
    after = text_of(as_clerk.post(edit, typed(date="2027-01-07", version=1), follow=True))

    assert "saved, it gets the number 2027-001" in before
    assert "The number is now 2027-001; 2026-001 is void." in after
