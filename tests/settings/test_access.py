"""Only administrators reach or change the settings, and only their company's."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from numbering.models import Company, NumberSeries
from orders.models import OrderType
from tests.factories import (
    ItemFactory,
    StockLocationFactory,
    TaxRateFactory,
    WinbasCompanyFactory,
)

SCREENS = [
    "index",
    "numbering_numberseries_changelist",
    "numbering_numberseries_add",
    "numbering_numberseries_preview",
    "numbering_numberseries_dryrun",
    "numbering_numberseries_nextyear",
    "numbering_seriesassignment_changelist",
    "numbering_company_changelist",
    "numbering_company_add",
    "orders_ordertype_changelist",
    "orders_ordertype_check",
    "orders_ordertype_locations",
    "orders_stocklocation_changelist",
    "orders_stocklocation_add",
    "orders_userstocklocation_changelist",
    "orders_taxrate_changelist",
    "orders_item_changelist",
    "invoicing_paymentterms_changelist",
    "invoicing_customerterms_changelist",
    "auth_user_changelist",
    "auth_user_add",
    "numbering_ownkind_changelist",
    "numbering_ownkind_add",
    "numbering_department_changelist",
    "numbering_department_add",
    "numbering_team_changelist",
    "numbering_team_add",
    "numbering_apitoken_changelist",
    "numbering_apitoken_add",
    "presets",
]

# Of one series.
SERIES_SCREENS = [
    "change",
    "delete",
    "history",
    "next",
    "forecast",
    "policy",
    "relations",
    "rights",
]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_wb02_only_administrators_reach_the_set_up(
    client: Client, clerk: User, auditor: User, role: str, screen: str
) -> None:
    client.force_login({"clerk": clerk, "auditor": auditor}[role])

    # At once: being asked to log in again would help nobody.
    refused = client.get(reverse(f"admin:{screen}"))
    assert refused.status_code == 403
    assert "Only administrators can change settings." in refused.content.decode()
    assert client.post(reverse(f"admin:{screen}"), {}).status_code == 403


def test_everybody_logs_out_of_the_settings_too(client: Client, clerk: User) -> None:
    client.force_login(clerk)

    client.post(reverse("admin:logout"))

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("action", SERIES_SCREENS)
def test_wb02_a_clerk_cannot_change_a_series_by_its_address(
    client: Client, clerk: User, company: Company, action: str
) -> None:
    series = NumberSeries.objects.get(company=company, code="ORDER-1")
    client.force_login(clerk)

    response = client.post(
        reverse(f"admin:numbering_numberseries_{action}", args=[series.pk]),
        {"blocked": "on"},
        follow=True,
    )

    assert response.status_code == 403
    assert NumberSeries.objects.get(pk=series.pk).blocked is False


def test_wb02_without_a_login_the_login_is_asked_for(client: Client, company: Company) -> None:
    response = client.get(reverse("admin:orders_ordertype_changelist"))

    assert response.status_code == 302
    assert "/login/" in response.headers["Location"]


@pytest.mark.parametrize("screen", [name for name in SCREENS if not name.endswith("_check")])
def test_an_administrator_reaches_every_screen(office: Client, screen: str) -> None:
    response = office.get(reverse(f"admin:{screen}"), follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("action", ["change", "delete", "history"])
def test_another_companys_settings_are_not_there(office: Client, action: str) -> None:
    other = WinbasCompanyFactory(code="OTHER")
    objects: list[Any] = [
        NumberSeries.objects.filter(company=other).earliest("pk"),
        OrderType.objects.get(company=other, slot=1),
        StockLocationFactory(company=other),
        TaxRateFactory(company=other),
        ItemFactory(company=other),
        other.payment_terms.get(),
        other,
    ]
    for row in objects:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{action}"
        response = office.get(reverse(name, args=[row.pk]))
        # A row that nobody may delete is refused before it is looked for.
        assert response.status_code in (404, 403), row
        assert response.status_code == 404 or action == "delete"


@pytest.mark.parametrize("action", SERIES_SCREENS)
def test_the_screens_of_another_companys_series_are_not_there(office: Client, action: str) -> None:
    series = NumberSeries.objects.filter(company=WinbasCompanyFactory(code="OTHER")).earliest("pk")
    url = reverse(f"admin:numbering_numberseries_{action}", args=[series.pk])

    assert office.get(url).status_code == 404
    assert office.post(url, {"measure": "1", "blocked": "on"}).status_code == 404


def test_another_companys_rows_cannot_be_chosen(office: Client, company: Company) -> None:
    elsewhere = StockLocationFactory(company=WinbasCompanyFactory(code="OTHER"))
    user = User.objects.get(username="anna")

    response = office.post(
        reverse("admin:orders_userstocklocation_add"),
        {"user": user.pk, "location": elsewhere.pk},
    )

    assert response.status_code == 200
    assert "location" in response.context["form"].errors
    assert not user.stock_locations.exists()
