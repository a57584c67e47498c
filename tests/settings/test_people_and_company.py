"""Users with roles and companies, and the company's own settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from numbering.models import Company, Membership
from numbering.services import create_series
from tests.factories import CompanyFactory, UserFactory
from tests.settings.conftest import posted_form

ADD = "admin:auth_user_add"


def change(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def test_a_user_gets_roles_and_companies(office: Client, company: Company) -> None:
    clerks = Group.objects.get_or_create(name="Clerks")[0]

    response = office.post(
        reverse(ADD),
        {
            "username": "nora",
            "is_active": "on",
            "new_password": "correct horse battery",
            "roles": [clerks.pk],
            "companies": [company.pk],
        },
    )

    assert response.status_code == 302
    nora = User.objects.get(username="nora")
    assert nora.check_password("correct horse battery")
    assert list(nora.groups.all()) == [clerks]
    assert Membership.objects.filter(user=nora, company=company).exists()


def test_a_weak_password_is_refused(office: Client, company: Company) -> None:
    response = office.post(reverse(ADD), {"username": "nora", "new_password": "12345678"})

    assert "new_password" in response.context["form"].errors
    assert not User.objects.filter(username="nora").exists()


def test_the_password_stays_when_none_is_typed(office: Client, clerk: User) -> None:
    data = posted_form(office.get(change(clerk)).context["form"]) | {"first_name": "Karla"}

    assert office.post(change(clerk), data).status_code == 302

    before = clerk.password
    clerk.refresh_from_db()
    assert (clerk.first_name, clerk.password) == ("Karla", before)


def test_nobody_locks_themselves_out(office: Client, administrator: User) -> None:
    response = office.post(change(administrator), {"username": "anna"})

    errors = response.context["form"].errors
    assert {"is_active", "roles", "companies"} <= set(errors)
    administrator.refresh_from_db()
    assert administrator.is_active


@pytest.mark.parametrize("kind", ["superuser", "of another company too"])
def test_somebody_elses_people_are_not_this_administrators(
    office: Client, company: Company, kind: str
) -> None:
    person = UserFactory(is_superuser=kind == "superuser", password="secret")
    Membership.objects.create(company=company, user=person)
    if kind != "superuser":
        Membership.objects.create(company=CompanyFactory(), user=person)

    page = office.get(change(person)).content.decode()
    response = office.post(
        change(person), {"username": "taken-over", "new_password": "correct horse"}
    )

    assert "only a superuser" in page
    assert response.status_code == 403
    person.refresh_from_db()
    assert person.password == "secret"


def test_people_of_other_companies_are_not_listed(
    office: Client, company: Company, outsider: User
) -> None:
    assert (
        outsider.username not in office.get(reverse("admin:auth_user_changelist")).content.decode()
    )
    assert office.get(change(outsider)).status_code == 404


def save_company(office: Client, company: Company, **changes: Any) -> Any:
    url = reverse("admin:numbering_company_change", args=[company.pk])
    data = posted_form(office.get(url).context["form"])
    return office.post(url, data | changes)


def test_the_companys_switches_are_saved(office: Client, company: Company) -> None:
    response = save_company(office, company, advances_through_receivables="on", currency="sek")

    assert response.status_code == 302
    company.refresh_from_db()
    assert (company.advances_through_receivables, company.currency) == (True, "SEK")


def test_wb05_positions_are_raised_not_lowered(office: Client, company: Company) -> None:
    assert save_company(office, company, number_positions="7").status_code == 302

    response = save_company(office, company, number_positions="6")

    assert "number_positions" in response.context["form"].errors
    company.refresh_from_db()
    assert company.number_positions == 7


def test_the_fiscal_year_cannot_move_under_issued_numbers(
    office: Client, company: Company, administrator: User
) -> None:
    from django.db import transaction

    from numbering.services import draw
    from tests.factories import DAY

    series = create_series(company, "YEARLY", register="sales_quote", restart="fiscal_year")
    assert save_company(office, company, fiscal_year_first_month="5").status_code == 302
    with transaction.atomic():
        draw(series, on=DAY)

    response = save_company(office, company, fiscal_year_first_month="7", city="Moved")

    assert "fiscal_year_first_month" in response.context["form"].errors
    assert 'value="Moved"' in response.content.decode()
    company.refresh_from_db()
    assert (company.fiscal_year_first_month, company.city) == (5, "København")


def test_who_makes_a_company_belongs_to_it(office: Client, administrator: User) -> None:
    data = posted_form(office.get(reverse("admin:numbering_company_add")).context["form"])

    office.post(reverse("admin:numbering_company_add"), data | {"code": "new", "name": "New ApS"})

    assert Membership.objects.get(company__code="NEW").user == administrator
