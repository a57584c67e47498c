"""A kind of records from its first form to its first number, in a real browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from numbering.choices import Restart
from numbering.models import Department
from numbering.services import assign_series, create_series
from orders.models import Record
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import PartyFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(live_server, new_page):
    def enter(user):
        client = Client()
        client.force_login(user)
        page = new_page()
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


def picked(page, name: str, words: str) -> None:
    """Type into a search field and take the first that is offered."""
    page.focus(f"[name={name}_text]")
    page.keyboard.type(words)
    page.wait_for_selector(f".picker:has([name={name}_text]) li[aria-selected=true]")
    page.keyboard.press("Enter")


def test_kb04_kb05_a_permit_from_the_settings_to_its_number(log_in, administrator, clerk, company):
    Department.objects.create(company=company, code="SITE", name="Building sites")
    PartyFactory(company=company, name="Lund")
    CommissionFactory(company=company, name="Town hall")
    office = log_in(administrator)
    office.goto("/settings/numbering/ownkind/add/")
    office.fill("[name=code]", "permit")
    office.fill("[name=name]", "Work permits")
    office.fill("[name=own-code]", "PERMIT")
    office.fill("[name=own-next_number]", "W-001")
    office.click("[data-add-department]")
    office.select_option("[name=rows-0-department]", label="Building sites")
    office.select_option("[name=rows-0-series]", label="+ New series …")
    office.fill("[name=rows-0-code]", "SITE")
    office.fill("[name=rows-0-next_number]", "S-100")
    office.keyboard.press("Control+s")
    office.click("text=Work permits is saved. >> a")
    office.wait_for_url("**/records/permit/")

    page = log_in(clerk)
    page.goto("/records/permit/")
    page.keyboard.press("n")
    page.wait_for_url("**/records/permit/new/")
    page.wait_for_selector("input:focus")
    page.keyboard.type("Hot work in hall 2")
    picked(page, "party", "lund")
    picked(page, "commission", "town")
    page.wait_for_selector("#number-places >> text=W-001")
    page.focus("[name=department]")
    page.keyboard.type("Build")
    page.wait_for_selector("#number-places >> text=S-100")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/records/permit/\d+/$"))

    record = Record.objects.get()
    assert "S-100 Hot work in hall 2" in " ".join(page.inner_text("h1").split())
    assert (str(record.number), record.party.name) == ("S-100", "Lund")
    assert record.commission.name == "Town hall"


def test_what_a_moved_date_does_to_the_number_is_told_before_saving(log_in, clerk, company):
    series = create_series(
        company, "CASE", register="case", start="{YYYY}-001", restart=Restart.FISCAL_YEAR
    )
    assign_series(company, "case", series)
    record = RecordFactory(company=company)
    page = log_in(clerk)

    page.goto(f"/records/case/{record.pk}/edit/")
    page.fill("[name=date]", "2027-01-07")
    page.wait_for_selector("text=saved, it gets the number 2027-001")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=The number is now 2027-001; 2026-001 is void.")
