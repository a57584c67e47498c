"""Kinds of documents and departments that a company makes up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from numbering.models import Company, Department, NumberSeries, OwnKind
from numbering.services import assign_series, create_series, peek, series_for
from numbering.services.organisation import save_own_kind
from orders.services.companies import prepare_company
from tests.factories import DAY, WinbasCompanyFactory
from tests.settings.conftest import USES, Screen

ADD = reverse("admin:numbering_ownkind_add")
PERMITS = {"code": "Permit", "name": "Permits"}
NEW_SERIES = {"own-series": "new", "own-code": "permit", "own-next_number": "P-26/001"}


def department_row(index: int, department: Department | None, **typed: Any) -> dict[str, Any]:
    """A row of a department as the form of a kind posts it."""
    row = {"kind_code": "own", "department": department.pk if department else "", "series": "new"}
    return {f"rows-{index}-{name}": value for name, value in (row | typed).items()} | {
        "rows-TOTAL_FORMS": index + 1
    }


@pytest.fixture
def north(company: Company) -> Department:
    return Department.objects.create(company=company, code="NORTH", name="North")


def test_kb04_kb05_one_form_makes_a_kind_with_its_series(
    office: Client, company: Company, shown: Callable[[Any], str]
) -> None:
    begun = office.get(ADD).context["adminform"].form.uses

    saved = office.post(ADD, PERMITS | NEW_SERIES, follow=True)

    assert [use.form.is_new for _area, uses in begun.areas() for use in uses] == [True]
    series = series_for(company, "permit")
    assert (series.code, series.description, series.register) == ("PERMIT", "Permits", "permit")
    assert peek(series, on=DAY) == "P-26/001"
    assert "Number series for: Permits" not in shown(office.get("/"))
    the_list = reverse("orders:record_list", args=["permit"])
    assert f'Permits is saved. <a href="{the_list}">Open the list</a>' in shown(saved)
    assert office.get(the_list).status_code == 200


def test_kb04_departments_get_series_of_their_own_in_the_same_form(
    office: Client, company: Company, north: Department
) -> None:
    row = department_row(0, north, code="north", next_number="N-001")

    office.post(ADD, PERMITS | NEW_SERIES | row)

    assert series_for(company, "permit").code == "PERMIT"
    assert series_for(company, "permit", department=north).code == "NORTH"
    assert series_for(company, "permit", department=north).description == "Permits, North"


def test_a_mistake_is_said_in_its_row_and_nothing_is_half_saved(
    office: Client, company: Company, north: Department, shown: Callable[[Any], str]
) -> None:
    row = department_row(0, north, code="north", next_number="nothing")

    page = office.post(ADD, PERMITS | NEW_SERIES | row)
    missing = office.post(ADD, PERMITS | NEW_SERIES | {"own-code": ""})
    nobody = office.post(ADD, PERMITS | NEW_SERIES | department_row(0, None))
    taken = office.post(ADD, PERMITS | NEW_SERIES | {"own-code": "customer"})

    special = page.context["adminform"].form.uses.special[0]
    assert list(special.errors) == ["next_number"]
    assert 'href="#id_rows-0-next_number"' in shown(page)
    assert 'value="P-26/001"' in shown(page)
    assert 'value="Permits"' in shown(page)
    assert 'href="#id_own-code"' in shown(missing)
    assert 'href="#id_rows-0-department"' in shown(nobody)
    assert list(taken.context["adminform"].form.uses.general["own"].errors) == ["code"]
    assert not OwnKind.objects.exists()
    assert not NumberSeries.objects.of(company).filter(register="permit").exists()


def test_a_kind_may_wait_for_its_series_and_get_it_in_its_form(
    office: Client, company: Company, shown: Callable[[Any], str]
) -> None:
    waiting = office.post(ADD, PERMITS | {"own-series": ""}, follow=True)
    kind = OwnKind.objects.get()
    change = reverse("admin:numbering_ownkind_change", args=[kind.pk])

    assert waiting.redirect_chain[0][0] == change
    assert "Without a series its records cannot be numbered" in shown(waiting)
    at_hand = create_series(company, "PERMIT", register="permit")
    office.post(change, {"name": "Work permits", "permit-series": at_hand.pk})

    kind.refresh_from_db()
    assert (kind.name, series_for(company, "permit")) == ("Work permits", at_hand)
    form = office.get(change).context["adminform"].form.uses.general["permit"]
    assert [label for _key, label in form.fields["series"].choices] == [
        *("–", "PERMIT", "+ New series …"),
    ]


@pytest.mark.parametrize("code", ["case", "order", "with space", "9lives", ""])
def test_a_code_that_is_malformed_or_taken_is_refused(office: Client, code: str) -> None:
    page = office.post(reverse("admin:numbering_ownkind_add"), {"code": code, "name": "Mine"})

    assert "code" in page.context["form"].errors
    assert not OwnKind.objects.exists()


def test_a_kind_in_use_stays(office: Client, company: Company, shown: Callable[[Any], str]) -> None:
    kind = save_own_kind(OwnKind(company=company, code="permit", name="Permits"))
    delete = reverse("admin:numbering_ownkind_delete", args=[kind.pk])
    assign_series(company, "permit", create_series(company, "PERMIT", register="permit"))

    assert "It takes its numbers from PERMIT" in shown(office.get(delete))
    assert office.post(delete).status_code == 422
    change = reverse("admin:numbering_ownkind_change", args=[kind.pk])
    office.post(change, {"code": "changed", "name": "Work permits"})
    kind.refresh_from_db()
    assert (kind.code, kind.name) == ("permit", "Work permits")


def test_a_kind_that_was_never_used_goes(office: Client, company: Company) -> None:
    kind = save_own_kind(OwnKind(company=company, code="permit", name="Permits"))

    office.post(reverse("admin:numbering_ownkind_delete", args=[kind.pk]))

    assert not OwnKind.objects.exists()


def test_departments_are_made_changed_and_kept_while_used(
    office: Client, company: Company, screen: Screen, shown: Callable[[Any], str]
) -> None:
    office.post(reverse("admin:numbering_department_add"), {"code": "west", "name": "West"})
    west = Department.objects.get(company=company)
    screen.add("case", west, create_series(company, "SAG", register="case").pk)

    delete = reverse("admin:numbering_department_delete", args=[west.pk])

    assert west.code == "WEST"
    assert "Cases take their numbers from SAG" in shown(office.get(delete))
    assert office.post(delete).status_code == 422
    assert "Cases" in shown(office.get(reverse("admin:numbering_department_changelist")))
    twice = office.post(reverse("admin:numbering_department_add"), {"code": "West", "name": "W"})
    assert "code" in twice.context["form"].errors


def test_own_kinds_and_departments_of_others_are_not_there(office: Client) -> None:
    other = WinbasCompanyFactory(code="OTHER")
    kind = save_own_kind(OwnKind(company=other, code="secret", name="Secrets"))
    department = Department.objects.create(company=other, code="X", name="Hidden")

    for model, row in (("ownkind", kind), ("department", department)):
        page = office.get(reverse(f"admin:numbering_{model}_changelist")).content.decode()
        assert row.name not in page
        assert (
            office.get(reverse(f"admin:numbering_{model}_change", args=[row.pk])).status_code == 404
        )
    assert "Secrets" not in office.get(USES).content.decode()


def test_kb03_fixed_series_are_there_from_the_start(office: Client, db: None) -> None:
    """KeyBalance's six: editable, not deletable."""
    from numbering.presets import load_preset

    company = Company.objects.create(code="KB", name="KB")
    prepare_company(company=company)
    load_preset("keybalance", company=company)

    fixed = NumberSeries.objects.of(company).filter(is_system=True)
    assert {series.register for series in fixed} == {
        "order",
        "invoice",
        "item_journal",
        "reminder",
        "purchase_voucher",
        "production_voucher",
    }
