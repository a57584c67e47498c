"""Who may enter: roles, companies, and what auditors may send."""

import pytest
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from config.urls import handler403
from numbering.access import (
    ADMINISTRATORS,
    AUDITORS,
    CLERKS,
    EVERYONE,
    WRITERS,
    role_required,
    roles_of,
)
from numbering.models import Membership
from tests.factories import CompanyFactory, UserFactory


@role_required(*WRITERS)
def write(request):
    return HttpResponse(f"written in {request.company.code}")


@role_required(*EVERYONE)
def read(request):
    return HttpResponse(f"{request.company.code} {' '.join(sorted(request.roles))}")


__all__ = ["handler403"]
urlpatterns = [
    path("write/", write, name="write"),
    path("read/", read, name="read"),
    path("", include("config.urls")),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def as_user(client: Client):
    """The client, logged in as somebody."""

    def log_in(user: User) -> Client:
        client.force_login(user)
        return client

    return log_in


def test_the_three_roles_are_there_from_the_start():
    names = set(Group.objects.values_list("name", flat=True))
    assert {ADMINISTRATORS, CLERKS, AUDITORS} <= names


def test_a_superuser_has_every_role_and_somebody_inactive_none(administrator):
    assert roles_of(UserFactory(is_superuser=True)) == {ADMINISTRATORS, CLERKS, AUDITORS}
    administrator.is_active = False
    assert roles_of(administrator) == frozenset()


def test_groups_that_are_no_roles_do_not_count(clerk):
    clerk.groups.add(Group.objects.create(name="Football"))
    assert roles_of(clerk) == {CLERKS}


def test_without_a_login_a_page_asks_for_it_and_leads_back(client):
    response = client.get("/read/?page=2")
    assert response.status_code == 302
    assert response.url == f"{reverse('login')}?next=/read/%3Fpage%3D2"


@pytest.mark.parametrize(
    ("persona", "status"), [("administrator", 200), ("clerk", 200), ("auditor", 403)]
)
def test_only_writers_enter_a_writers_page(request, as_user, persona, status):
    response = as_user(request.getfixturevalue(persona)).get("/write/")
    assert response.status_code == status


def test_the_refusal_says_who_can_help(as_user, auditor):
    page = as_user(auditor).get("/write/").content.decode()
    assert "This page is for administrators, clerks." in page
    assert "An administrator can give you that role." in page


def test_without_any_role_nothing_opens(as_user, company):
    user = UserFactory()
    Membership.objects.create(company=company, user=user)
    response = as_user(user).get("/read/")
    assert response.status_code == 403
    assert b"You have no role yet" in response.content


def test_without_a_company_nothing_opens(as_user):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=CLERKS))
    response = as_user(user).get("/read/")
    assert response.status_code == 403
    assert b"not a member of any company" in response.content


def test_a_superuser_is_let_into_no_company_but_the_own_ones(as_user, company):
    response = as_user(UserFactory(is_superuser=True)).get("/read/")
    assert response.status_code == 403


def test_an_auditor_sends_nothing_anywhere(as_user, auditor):
    response = as_user(auditor).post("/read/")
    assert response.status_code == 403
    assert b"Auditors read" in response.content


@pytest.mark.parametrize("name", ["set_language", "logout", "company"])
def test_but_may_change_language_and_company_and_leave(as_user, auditor, name):
    company = auditor.memberships.get().company
    response = as_user(auditor).post(reverse(name), {"language": "de", "company": company.pk})
    assert response.status_code == 302


def test_the_company_is_switched_by_a_post_and_remembered(as_user, clerk):
    second = CompanyFactory(code="ZWEI", name="Zwei GmbH")
    Membership.objects.create(company=second, user=clerk)
    client = as_user(clerk)
    assert client.get("/read/").content.startswith(b"NORD")
    assert client.get(reverse("company")).status_code == 405

    response = client.post(reverse("company"), {"company": second.pk})

    assert response.status_code == 302
    assert response.url == reverse("start")
    assert client.get("/read/").content.startswith(b"ZWEI")


def test_a_company_of_others_cannot_be_switched_to(as_user, clerk, outsider):
    foreign = outsider.memberships.get().company
    client = as_user(clerk)
    assert client.post(reverse("company"), {"company": foreign.pk}).status_code == 403
    assert client.post(reverse("company"), {"company": "x"}).status_code == 403
    assert client.get("/read/").content.startswith(b"NORD")


def test_who_leaves_a_company_no_longer_sees_it(as_user, clerk):
    second = CompanyFactory(code="ZWEI")
    membership = Membership.objects.create(company=second, user=clerk)
    client = as_user(clerk)
    client.post(reverse("company"), {"company": second.pk})
    membership.delete()
    assert client.get("/read/").content.startswith(b"NORD")
