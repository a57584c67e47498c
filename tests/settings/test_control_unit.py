"""wb15: with a certified control unit, cash notes have a series that nothing else uses.

Whatever screen saves it, a set-up that would let anything else into their series is refused at its
field, and a cash note gets no other number.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from invoicing.exceptions import CashNotesApart
from invoicing.models import Invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.models import Company, NumberSeries, SeriesRelation
from numbering.services import assign_series, create_series, find_series, set_relations
from numbering.services.companies import save_company
from orders.models import OrderType
from tests.factories import DraftFactory, OrderFactory, PaymentTermsFactory
from tests.settings.conftest import Grid, Screen, posted_form
from tests.settings.series import screen as series_screen


@pytest.fixture
def cash(company: Company) -> NumberSeries:
    """The series of cash notes."""
    series = create_series(company, "CASH", register="cash_note", start="500001", end="599999")
    assign_series(company, "cash_note", series)
    return series


@pytest.fixture
def certified(company: Company, cash: NumberSeries) -> Company:
    """A company with a control unit."""
    company.certified_control_unit = True
    return save_company(company)


def cash_draft(company: Company, by: User) -> Invoice:
    """The draft of a cash note."""
    terms = PaymentTermsFactory(company=company, is_cash=True)
    order = OrderFactory(company=company, by=by)
    return DraftFactory(order=order, by=by, payment_terms=terms)


def switch_on(office: Client, company: Company) -> Any:
    url = reverse("admin:numbering_company_change", args=[company.pk])
    data = posted_form(office.get(url).context["form"])
    return office.post(url, data | {"certified_control_unit": "on"})


def test_wb15_the_switch_wants_a_series_of_cash_notes_first(
    office: Client, company: Company
) -> None:
    refused = switch_on(office, company)

    assert "Where numbers are used first" in str(
        refused.context["form"].errors["certified_control_unit"]
    )
    company.refresh_from_db()
    assert not company.certified_control_unit
    series = create_series(company, "CASH", register="cash_note", start="500001")
    assign_series(company, "cash_note", series)
    assert switch_on(office, company).status_code == 302


def test_wb15_the_switch_is_refused_while_something_else_uses_the_series(
    office: Client, company: Company, cash: NumberSeries
) -> None:
    assign_series(company, "internal_invoice", cash)

    refused = switch_on(office, company)

    sentence = str(refused.context["form"].errors["certified_control_unit"])
    assert "CASH is used for “Internal invoices” as well" in sentence


@pytest.mark.parametrize("slot", [1, 8])
def test_wb15_cash_notes_are_never_in_a_types_or_the_shared_series(
    company: Company, grid: Grid, slot: int
) -> None:
    grid.save(
        slot8__invoice_from="700001", slot8__invoice_to="799999", slot8__invoice_next="700001"
    )
    held = OrderType.objects.get(company=company, slot=slot).invoice_series
    assign_series(company, "cash_note", held)
    company.certified_control_unit = True

    with pytest.raises(CashNotesApart) as refused:
        save_company(company)

    assert refused.value.field == "certified_control_unit"
    assert f"“{slot} " in str(refused.value)


def test_wb15_no_other_kind_gets_the_series(
    screen: Screen, certified: Company, cash: NumberSeries
) -> None:
    refused = screen.save(**{"invoice-series": cash.pk})

    errors = refused.context["screen"].general["invoice"].errors
    assert "CASH is used for “Invoices” as well" in str(errors["series"])
    assert find_series(certified, "invoice") is None


def test_wb15_cash_notes_keep_a_series(
    screen: Screen, certified: Company, cash: NumberSeries
) -> None:
    refused = screen.save(**{"cash_note-series": ""})

    assert "series" in refused.context["screen"].general["cash_note"].errors
    assert find_series(certified, "cash_note") == cash


def test_wb15_the_series_changes_places_in_one_save(
    screen: Screen, certified: Company, cash: NumberSeries
) -> None:
    other = create_series(certified, "CASH-2", register="cash_note", start="600001")

    saved = screen.save(**{"cash_note-series": other.pk, "invoice-series": cash.pk})

    assert saved.status_code == 302
    assert find_series(certified, "cash_note") == other
    assert find_series(certified, "invoice") == cash


def test_wb15_nothing_is_related_to_the_series(
    office: Client, certified: Company, cash: NumberSeries
) -> None:
    other = create_series(certified, "OTHER", register="invoice", start="800001")
    for series, related in ((cash, other), (other, cash)):
        page = office.post(series_screen("relations", series), {"related": [related.pk]})
        assert "as well" in str(page.context["form"].errors["related"])
    assert not SeriesRelation.objects.exists()


def test_wb15_other_settings_are_saved_as_ever(
    screen: Screen, grid: Grid, certified: Company
) -> None:
    series = create_series(certified, "CASE", register="case", start="1")
    assert screen.save(**{"case-series": series.pk}).status_code == 302
    assert grid.save(slot1__description="Bill").status_code == 302


def test_wb15_cash_notes_are_numbered_from_their_series(certified: Company, clerk: User) -> None:
    numbers = [
        str(issue_invoice(invoice=cash_draft(certified, clerk), by=clerk).number) for _ in "ab"
    ]
    assert numbers == ["500001", "500002"]


def test_wb15_a_cash_note_outside_its_series_is_not_issued(
    certified: Company, clerk: User, cash: NumberSeries
) -> None:
    cash.manual_numbers = True
    cash.save()
    draft = cash_draft(certified, clerk)

    for step in (issue_invoice, draw_invoice_number):
        with pytest.raises(CashNotesApart) as refused:  # 99500 could be printed by type 1's series
            step(invoice=draft, by=clerk, typed_number="99500")
        assert refused.value.field == "number"
    draft.refresh_from_db()
    assert (draft.is_issued, draft.number) == (False, None)
    assert str(issue_invoice(invoice=draft, by=clerk, typed_number="500009").number) == "500009"


def test_wb15_a_series_that_came_to_be_shared_issues_nothing(
    certified: Company, clerk: User, cash: NumberSeries
) -> None:
    """Set up past every screen, as a restored copy of the database could be."""
    certified.certified_control_unit = False
    certified.save()
    set_relations(cash, [create_series(certified, "OTHER", register="invoice", start="800001")])
    certified.certified_control_unit = True
    certified.save()
    draft = cash_draft(certified, clerk)

    with pytest.raises(CashNotesApart, match="OTHER"):
        issue_invoice(invoice=draft, by=clerk)


def test_wb15_the_draft_says_why_it_cannot_be_issued(
    company: Company, clerk: User, cash: NumberSeries, client: Client
) -> None:
    assign_series(company, "internal_invoice", cash)
    Company.objects.filter(pk=company.pk).update(certified_control_unit=True)
    company.refresh_from_db()
    client.force_login(clerk)

    page = client.get(cash_draft(company, clerk).get_absolute_url()).content.decode()

    assert "This draft cannot be issued yet." in page
    assert "CASH is used for “Internal invoices” as well" in page
