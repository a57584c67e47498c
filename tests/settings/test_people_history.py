"""What administrators change of people is told old → new, and teams belong to their company."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from numbering.exceptions import SeriesForbidden
from numbering.models import Company, NumberSeries, Team
from numbering.pages.changes import read_changes
from numbering.services import save_series
from numbering.services.organisation import grant
from numbering.services.people import groups_of, save_team
from tests.factories import WinbasCompanyFactory
from tests.settings.conftest import posted_form

TEAM_ADD = reverse("admin:numbering_team_add")


def change(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def saved(office: Client, user: User, **fields: Any) -> None:
    data = posted_form(office.get(change(user)).context["form"])
    response = office.post(change(user), data | fields)
    assert response.status_code == 302, response.context["form"].errors


def told(company: Company) -> list[tuple[str, str, str, str]]:
    """Who, what, old, new: the newest change of a person."""
    newest = read_changes(company, only="numbering.personrecord").changes[0]
    return [(newest.by, one.label, one.old, one.new) for one in newest.differences]


@pytest.fixture
def team(company: Company, administrator: User) -> Team:
    return save_team(Team(company=company, name="Year-end"), members=[], by=administrator)


def test_roles_are_told_old_and_new(office: Client, company: Company, clerk: User) -> None:
    both = Group.objects.filter(name__in=["Clerks", "Auditors"])
    auditors = Group.objects.get_or_create(name="Auditors")[0]

    saved(office, clerk, roles=[*both.values_list("pk", flat=True), auditors.pk])

    assert told(company) == [("Anna Berg", "Roles", "Clerks", "Auditors, Clerks")]
    found = read_changes(company, only="numbering.personrecord").changes[1]
    assert (found.by, found.reason) == ("the program", "as found before the first change")


def test_a_password_is_never_shown_only_that_it_changed(
    office: Client, company: Company, clerk: User, shown: Callable[[Any], str]
) -> None:
    saved(office, clerk, new_password="correct horse battery 2")

    [(by, label, old, new)] = told(company)
    assert (by, label, old) == ("Anna Berg", "Password changed", "")
    assert "2026" in new or "20" in new
    clerk.refresh_from_db()
    page = shown(office.get(reverse("admin:auth_user_history", args=[clerk.pk])))
    assert "Password changed" in page
    assert "battery 2" not in page
    assert clerk.password not in page


def test_being_shut_out_and_memberships_are_told(
    office: Client, company: Company, clerk: User, shown: Callable[[Any], str]
) -> None:
    data = posted_form(office.get(change(clerk)).context["form"])
    del data["is_active"]
    data["companies"] = []

    office.post(change(clerk), data)

    assert [one[1:] for one in told(company)] == [("May log in", "yes", "no")]
    newest = read_changes(company, only="numbering.membership").changes[0]
    assert (newest.by, newest.verb, newest.object_text) == ("Anna Berg", "deleted", "Karl Berg")


def test_saving_without_a_change_tells_nothing(
    office: Client, company: Company, clerk: User
) -> None:
    saved(office, clerk)
    before = len(read_changes(company, only="numbering.personrecord").changes)

    saved(office, clerk)

    assert len(read_changes(company, only="numbering.personrecord").changes) == before


def test_other_companies_are_not_told(office: Client, company: Company, clerk: User) -> None:
    other = WinbasCompanyFactory(code="FAR")
    saved(office, clerk, first_name="Karla")

    assert read_changes(other, only="numbering.personrecord").changes == []
    assert told(company)


def test_nw15_a_team_is_made_with_its_people(office: Client, company: Company, clerk: User) -> None:
    response = office.post(TEAM_ADD, {"name": "Year-end", "people": [clerk.pk]})

    assert response.status_code == 302
    team = Team.objects.get(company=company)
    assert (team.name, team.group.name, team.members) == ("Year-end", "Year-end", "Karl Berg")
    assert list(team.group.user_set.all()) == [clerk]


def test_nw15_a_team_gets_rights_to_a_series(
    office: Client, company: Company, clerk: User, administrator: User, team: Team
) -> None:
    series = NumberSeries.objects.get(company=company, code="ORDER-1")
    saved(office, administrator, teams=[team.pk])
    grant(series, {team.group: frozenset({"edit"})}, by=administrator)

    save_series(series, by=administrator)
    with pytest.raises(SeriesForbidden):
        save_series(series, by=clerk)

    page = office.get(reverse("admin:numbering_team_changelist")).content.decode()
    assert "ORDER-1" in page
    delete = reverse("admin:numbering_team_delete", args=[team.pk])
    assert "rights to the series ORDER-1" in office.get(delete).content.decode()
    assert office.post(delete).status_code == 422
    grant(series, {}, by=administrator)
    assert office.post(delete).status_code == 302
    assert not Group.objects.filter(name="Year-end").exists()


def test_who_joins_a_team_is_told_old_and_new(
    office: Client, company: Company, clerk: User, team: Team
) -> None:
    saved(office, clerk, teams=[team.pk])

    newest = read_changes(company, only="numbering.team").changes[0]
    assert [(one.label, one.old, one.new) for one in newest.differences] == [
        ("Members", "", "Karl Berg")
    ]
    saved(office, clerk, teams=[team.pk], companies=[])
    assert not team.group.user_set.exists()


def test_teams_of_other_companies_are_theirs(
    office: Client, company: Company, outsider: User, team: Team
) -> None:
    other = Company.objects.get(code="OTHER")
    theirs = save_team(Team(company=other, name="Year-end"), members=[outsider])

    assert theirs.group.name == "Year-end (OTHER)"
    assert office.get(reverse("admin:numbering_team_change", args=[theirs.pk])).status_code == 404
    assert theirs.group not in groups_of(company)
    assert team.group in groups_of(company)
    # Somebody of another company cannot be put in, and the other team stays as it is.
    office.post(
        reverse("admin:numbering_team_change", args=[team.pk]),
        {"name": "Year-end", "people": [outsider.pk]},
    )
    assert not team.group.user_set.exists()
    assert list(theirs.group.user_set.all()) == [outsider]


def test_a_name_is_taken_once_in_a_company(office: Client, company: Company, team: Team) -> None:
    response = office.post(TEAM_ADD, {"name": "year-END"})

    assert "name" in response.context["form"].errors
    assert Team.objects.filter(company=company).count() == 1


def test_a_team_called_like_a_role_is_no_role(
    office: Client, company: Company, clerk: User
) -> None:
    office.post(TEAM_ADD, {"name": "Administrators", "people": [clerk.pk]})

    assert Team.objects.get(company=company).group.name == "Administrators (NORD)"
    client = Client()
    client.force_login(clerk)
    assert client.get(reverse("admin:index")).status_code == 403
