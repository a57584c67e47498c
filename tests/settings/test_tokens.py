"""Administrators let other systems in, see what each may do, and shut them out."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from numbering.models import ApiToken, Company
from numbering.services.tokens import make_token

LIST = reverse("admin:numbering_apitoken_changelist")
ADD = reverse("admin:numbering_apitoken_add")


def secret_on(page: str) -> str:
    """The token as shown."""
    found = re.search(r'id="secret"\s+value="(nw_[^"]+)"', page)
    assert found is not None
    return found[1]


def addresses_of(token: ApiToken) -> list[str]:
    """What can be asked about a token."""
    names = ("change", "history", "revoke")
    return [reverse(f"admin:numbering_apitoken_{name}", args=[token.pk]) for name in names]


def orders_with(secret: str) -> int:
    """How a request with the token is answered."""
    return Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/orders").status_code


def test_a_token_is_made_and_its_secret_shown_once(office, shown):
    answer = office.post(ADD, {"name": "Webshop", "scopes": ["orders:read"]})
    secret = secret_on(shown(answer))
    token = ApiToken.objects.get()

    assert "no-store" in answer["Cache-Control"]
    assert orders_with(secret) == 200
    for page in (LIST, reverse("admin:numbering_apitoken_change", args=[token.pk])):
        text = shown(office.get(page))
        assert secret not in text
        assert token.prefix in text
        assert "Webshop" in text


def test_a_token_needs_a_name_and_something_that_it_may_do(office, shown):
    nameless = office.post(ADD, {"name": " ", "scopes": ["orders:read"]})
    idle = office.post(ADD, {"name": "Webshop"})
    strange = office.post(ADD, {"name": "Webshop", "scopes": ["everything"]})

    for answer in (nameless, idle, strange):
        assert answer.context["form"].errors
    assert not ApiToken.objects.exists()


def test_what_a_token_may_do_is_changed_and_the_history_tells_it(office, shown):
    secret = secret_on(shown(office.post(ADD, {"name": "Webshop", "scopes": ["orders:read"]})))
    token = ApiToken.objects.get()

    office.post(
        reverse("admin:numbering_apitoken_change", args=[token.pk]),
        {"scopes": ["items:read", "items:write"]},
    )

    assert orders_with(secret) == 403
    history = shown(office.get(reverse("admin:numbering_apitoken_history", args=[token.pk])))
    assert "orders:read" in history
    assert "items:read items:write" in history
    assert "Anna Berg" in history


def test_a_token_is_revoked_for_good(office, shown):
    secret = secret_on(shown(office.post(ADD, {"name": "Webshop", "scopes": ["orders:read"]})))
    token = ApiToken.objects.get()
    revoke = reverse("admin:numbering_apitoken_revoke", args=[token.pk])
    change = reverse("admin:numbering_apitoken_change", args=[token.pk])

    assert office.get(revoke).status_code == 405
    told = shown(office.post(revoke, follow=True))

    assert "is revoked" in told
    assert orders_with(secret) == 401
    assert office.post(change, {"scopes": ["orders:write"]}).status_code == 403
    assert "revoked already" in shown(office.post(revoke, follow=True))
    delete = reverse("admin:numbering_apitoken_delete", args=[token.pk])
    assert office.post(delete, {"post": "yes"}).status_code == 403


def test_nobody_but_administrators(company, clerk, auditor):
    token, _secret = make_token(company=company, name="Webshop", scopes=["orders:read"], by=None)
    addresses = [LIST, ADD, *addresses_of(token)]

    for person in (clerk, auditor):
        client = Client()
        client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {403}
        assert client.post(ADD, {"name": "x", "scopes": ["orders:read"]}).status_code == 403
    assert ApiToken.objects.get().is_active


def test_another_companys_tokens_are_not_there(outsider, office, shown):
    other = Company.objects.get(code="OTHER")
    token, _secret = make_token(company=other, name="Theirs", scopes=["orders:read"], by=None)

    assert [office.post(address).status_code for address in addresses_of(token)] == [404] * 3
    assert "Theirs" not in shown(office.get(LIST))
    assert ApiToken.objects.get().is_active


def test_systems_are_not_among_the_people(company, office, shown):
    make_token(company=company, name="Webshop", scopes=["orders:read"], by=None)
    user = ApiToken.objects.get().user

    assert "Webshop" not in shown(office.get(reverse("admin:auth_user_changelist")))
    change = reverse("admin:auth_user_change", args=[user.pk])
    assert office.get(change).status_code == 404
    # But a team may take one in, so that it may draw from a series kept for few.
    assert "Webshop" in shown(office.get(reverse("admin:numbering_team_add")))
