"""Tokens: who asks, what each may do, and that nothing else opens the door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.api.root import api
from numbering.choices import ApiScope
from numbering.exceptions import NumberStateError
from numbering.models import ApiSecret, ApiToken
from numbering.services import find_series
from numbering.services.tokens import make_token, revoke_token, save_token
from tests.api.conftest import System, problem_of


def test_without_a_token_nothing_is_answered(company):
    for headers in ({}, {"Authorization": "Bearer nw_wrong"}, {"Authorization": "Basic YTpi"}):
        answer = Client(headers=headers).get("/api/v1/orders")
        assert (answer.status_code, problem_of(answer)["code"]) == (401, "NotAuthenticated")
        assert answer["WWW-Authenticate"] == "Bearer"


def test_cookies_are_not_accepted(company, administrator):
    client = Client()
    client.force_login(administrator)

    assert client.get("/api/v1/orders").status_code == 401
    told = client.post("/api/v1/parties", {"name": "A"}, content_type="application/json")
    assert told.status_code == 401


def test_every_operation_wants_a_token(company):
    description = api.get_openapi_schema()
    asked = 0
    for path, methods in description["paths"].items():
        for method in methods:
            address = path.replace("{order_id}", "1").replace("{invoice_id}", "1")
            address = address.replace("{party_id}", "1").replace("{item_id}", "1")
            address = address.replace("{number_id}", "1").replace("{kind}", "pdf")
            answer = getattr(Client(), method)(
                address, **({"content_type": "application/json"} if method == "post" else {})
            )
            assert answer.status_code == 401, address
            asked += 1
    assert asked == 29


def test_a_token_may_do_what_it_was_allowed(system):
    reader = system("orders:read")

    assert reader.get("/orders").status_code == 200
    for answer in (reader.get("/invoices"), reader.post("/orders", {})):
        assert (answer.status_code, problem_of(answer)["code"]) == (403, "ScopeMissing")


def test_a_revoked_token_is_answered_no_more(company, shop, administrator):
    token = company.api_tokens.get()
    assert shop.get("/orders").status_code == 200

    revoke_token(token, by=administrator)

    assert shop.get("/orders").status_code == 401
    token.refresh_from_db()
    assert (token.revoked_by, token.user.is_active) == (administrator, False)
    with pytest.raises(NumberStateError):
        revoke_token(token, by=administrator)
    with pytest.raises(NumberStateError):
        save_token(token, scopes=["orders:read"], by=administrator)


def test_the_secret_is_stored_nowhere(company, administrator):
    token, secret = make_token(company=company, name="Shop", scopes=["orders:read"], by=None)

    assert secret.startswith(token.prefix)
    with connection.cursor() as cursor:
        for table in ("numbering_apitoken", "numbering_apisecret", "numbering_historicalapitoken"):
            cursor.execute(f"SELECT * FROM {table}")
            assert secret not in str(cursor.fetchall())


def test_nobody_logs_in_as_a_system(company, shop, rf):
    user = company.api_tokens.get().user

    assert not user.has_usable_password()
    for password in ("", None, shop.secret):
        assert authenticate(rf.post("/login/"), username=user.username, password=password) is None
    assert list(user.groups.all()) == []


def test_a_system_has_the_rights_to_series_of_its_teams_alone(company, shop, chairs, administrator):
    from numbering.models import SeriesAccess, Team
    from numbering.services.people import save_team

    user = company.api_tokens.get().user
    team = save_team(Team(company=company, name="Shops"), members=[], by=administrator)
    series = find_series(company, "customer")
    SeriesAccess.objects.create(series=series, group=team.group, may_draw=True)
    body = {"kind": "customer", "reference": "x"}

    refused = shop.post("/numbers/draw", body)
    save_team(team, members=[user], by=administrator)

    assert (refused.status_code, problem_of(refused)["code"]) == (403, "SeriesForbidden")
    assert shop.post("/numbers/draw", body).status_code == 201


def test_the_last_use_is_noted_once_a_minute(company, shop):
    shop.get("/orders")
    first = ApiSecret.objects.get().last_used_at
    shop.get("/orders")
    again = ApiSecret.objects.get().last_used_at
    old = timezone.now() - timedelta(minutes=2)
    ApiSecret.objects.update(last_used_at=old)
    shop.get("/orders")

    assert first is not None
    assert again == first
    assert ApiSecret.objects.get().last_used_at > old


def test_a_token_of_the_same_system_acts_as_the_same_user(company, administrator):
    first, _secret = make_token(company=company, name="Shop", scopes=["orders:read"], by=None)
    revoke_token(first, by=administrator)
    second, secret = make_token(company=company, name="shop", scopes=["orders:read"], by=None)

    assert first.user == second.user
    assert User.objects.get(pk=second.user_id).is_active
    assert System(secret).get("/orders").status_code == 200
    assert ApiToken.objects.count() == 2


def test_so_many_requests_are_answered_in_a_minute(shop, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    told = [shop.get("/orders").status_code for _number in range(3)]
    refused = shop.get("/orders")

    # The minute may turn in between.
    assert told[:2] == [200, 200]
    if refused.status_code != 200:
        assert problem_of(refused)["code"] == "TooManyRequests"
        assert int(refused["Retry-After"]) in range(1, 61)


def test_every_scope_opens_something():
    description = api.get_openapi_schema()
    wanted = {
        operation["security"][0]["Token"][0]
        for methods in description["paths"].values()
        for operation in methods.values()
    }
    assert wanted == set(ApiScope.values)
