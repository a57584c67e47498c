"""Kinds of documents and departments that a company makes up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from numbering.models import Company, Department, NumberSeries, OwnKind
from numbering.services import assign_series, create_series, series_for
from numbering.services.organisation import save_own_kind
from orders.services.companies import prepare_company
from tests.factories import WinbasCompanyFactory
from tests.settings.conftest import USES, Screen


def test_kb04_a_kind_of_ones_own_is_made_and_gets_a_series(
    office: Client, company: Company, screen: Screen
) -> None:
    add = reverse("admin:numbering_ownkind_add")

    response = office.post(add, {"code": "Permit", "name": "Permits"})

    assert response.headers["Location"] == f"{USES}#use-permit"
    assert [use.kind.code for use in screen.get().context["missing"]] == ["permit"]
    screen.save(
        **{"permit-series": "new", "permit-code": "PERMIT", "permit-next_number": "P-26/001"}
    )
    assert series_for(company, "permit").register == "permit"
    assert "Number series for: Permits" not in office.get("/").content.decode()


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
