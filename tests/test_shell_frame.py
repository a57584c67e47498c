"""The frame of every page: areas by role, languages, error pages, and a strict policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from numbering.models import Membership
from tests.factories import CompanyFactory, OrderFactory

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
OWN_SCRIPTS = sorted((Path(settings.BASE_DIR) / "static" / "js").glob("*.js"))
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son(click|submit|change|input|load|key\w+)=|javascript:",
    re.I,
)


def areas(response) -> list[str]:
    bar = response.content.decode().partition('class="bar-areas"')[2].partition("</nav>")[0]
    return re.findall(r'<li class="bar-area">\s*<a[^>]*>([^<]+)</a>', bar)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        ("administrator", ["Sales", "Stock", "Parties", "Numbers", "Settings"]),
        ("clerk", ["Sales", "Stock", "Parties", "Numbers"]),
        ("auditor", ["Sales", "Stock", "Parties", "Numbers"]),
    ],
)
def test_the_bar_shows_the_areas_of_the_role(client, request, persona, expected):
    client.force_login(request.getfixturevalue(persona))
    assert areas(client.get("/")) == expected


@pytest.mark.django_db
def test_changes_of_settings_are_offered_to_those_who_may_read_them(client, clerk, auditor):
    link = f'href="{reverse("numbering:history")}"'.encode()
    client.force_login(clerk)
    assert link not in client.get("/numbers/").content
    client.force_login(auditor)
    assert link in client.get("/numbers/").content


@pytest.mark.django_db
def test_the_company_is_offered_for_choice_only_if_there_are_several(client, clerk):
    client.force_login(clerk)
    action = f'action="{reverse("company")}"'.encode()
    assert action not in client.get("/numbers/").content
    Membership.objects.create(company=CompanyFactory(name="Second A/S"), user=clerk)
    page = client.get("/numbers/").content
    assert action in page
    assert b"Second A/S" in page


@pytest.mark.django_db
def test_the_language_is_chosen_by_a_post_and_leads_back(client, clerk):
    client.force_login(clerk)
    response = client.post(reverse("set_language"), {"language": "de", "next": "/numbers/?q=1"})
    assert response.url == "/numbers/?q=1"
    assert b'<html lang="de">' in client.get("/numbers/").content


@pytest.mark.django_db
def test_a_missing_page_says_what_may_be_wrong(client, clerk):
    client.force_login(clerk)
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert b"There is nothing at this address" in response.content
    assert b"bar-areas" in response.content


@pytest.mark.django_db
def test_too_many_wrong_passwords_lock_for_a_while(client, clerk):
    fields = {"username": "karl", "password": "wrong"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(reverse("login"), fields)
    assert response.status_code == 429
    assert b"Too many wrong passwords" in response.content


@pytest.mark.django_db
def test_the_page_for_our_own_faults_stands_by_itself(client, clerk, company, monkeypatch):
    client.force_login(clerk)
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("config.views.panels_for", fail)
    response = client.get("/")
    assert response.status_code == 500
    assert b"Nothing was half-saved" in response.content


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_script_or_a_style_of_its_own(path):
    assert not INLINE.search(path.read_text())


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_or_code_out_of_text(path):
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function")
    assert not [word for word in forbidden if word in path.read_text()]


@pytest.mark.django_db
def test_a_number_leads_to_its_document_and_its_neighbours(client, auditor, clerk, company):
    orders = [OrderFactory(company=company, by=clerk) for _ in range(3)]
    client.force_login(auditor)
    page = client.get(orders[1].number.get_absolute_url()).content.decode()
    assert f'href="{orders[1].get_absolute_url()}"' in page
    assert f'href="{orders[0].number.get_absolute_url()}"' in page
    assert f'href="{orders[2].number.get_absolute_url()}"' in page
    assert "Karl Berg" in page
