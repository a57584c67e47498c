"""Who may do what, as a table for administrators and auditors."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from numbering.models import NumberSeries, Team
from numbering.services.organisation import grant
from numbering.services.people import save_team
from numbering.services.tokens import make_token
from tests.factories import UserFactory

PAGE = reverse("numbering:rights")


@pytest.fixture
def sales(company, clerk) -> Team:
    """A team with the clerk in it."""
    return save_team(Team(company=company, name="Sales"), members=[clerk])


def cells(client, **query) -> dict[str, dict[str, str]]:
    """The table: a row a person, by log-in name."""
    rows = client.get(PAGE, query).context["list"]["rows"]
    return {row.item.username: row.item for row in rows}


@pytest.mark.usefixtures("outsider")
def test_everybody_stands_with_the_role_and_what_it_lets_them_do(
    as_auditor, clerk, administrator, auditor
):
    people = cells(as_auditor)
    assert people.keys() == {clerk.username, administrator.username, auditor.username}
    assert people[clerk.username].role_names == {"Clerks"}
    page = as_auditor.get(PAGE).content.decode()
    assert "Write documents" in page
    assert "/settings/" not in page.partition("<main")[2]


def test_reserved_series_are_named_with_what_a_team_may_do(as_auditor, company, clerk, sales):
    series = NumberSeries.objects.of(company).filter(register="invoice").order_by("code").first()
    grant(series, {sales.group: frozenset({"draw", "type"})})
    person = cells(as_auditor)[clerk.username]
    assert person.team_names == ["Sales"]
    assert person.reserved == [f"{series.code}: draw, type"]


def test_another_system_stands_with_its_scopes_and_steps_back_when_revoked(
    as_administrator, company, administrator
):
    token, _secret = make_token(
        company=company, name="Web shop", scopes=["orders:write"], by=administrator
    )
    shop = cells(as_administrator)[token.user.username]
    assert (shop.shown_name, shop.scope_text, shop.may_enter) == ("Web shop", "orders:write", True)
    token.revoked_at = token.created_at
    token.save()
    assert cells(as_administrator)[token.user.username].may_enter is False


def test_clerks_do_not_read_it(as_clerk):
    assert as_clerk.get(PAGE).status_code == 403


def test_it_can_be_searched_and_exported(as_auditor, clerk):
    assert list(cells(as_auditor, q=clerk.username)) == [clerk.username]
    exported = as_auditor.get(PAGE, {"export": "csv"})
    assert clerk.username in b"".join(exported.streaming_content).decode()


def test_the_queries_do_not_grow_with_the_people(as_auditor, company):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_auditor.get(PAGE)
        return len(queries)

    before = count()
    clerks = Group.objects.get(name="Clerks")
    for _ in range(4):
        user = UserFactory()
        user.groups.add(clerks)
        user.memberships.create(company=company)
    assert count() == before
