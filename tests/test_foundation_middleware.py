"""What every answer gets, and that a broken rule never becomes a server error."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from config.middleware import (
    ContentSecurityPolicyMiddleware,
    DomainErrorMiddleware,
    policy_header,
)
from numbering.exceptions import RuleError, SeriesBusy, SeriesExhausted


def answer(settings, *, status=200, debug=False, **headers):
    settings.DEBUG = debug
    middleware = ContentSecurityPolicyMiddleware(
        lambda request: HttpResponse(status=status, headers=headers)
    )
    return middleware(RequestFactory().get("/"))


def test_every_answer_carries_the_policy(settings):
    policy = answer(settings).headers["Content-Security-Policy"].split("; ")

    assert set(policy) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }


def test_a_view_may_tighten_the_policy(settings):
    response = answer(settings, **{"Content-Security-Policy": "default-src 'none'"})

    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


def test_only_the_pages_for_developers_go_without(settings):
    assert "Content-Security-Policy" not in answer(settings, status=500, debug=True).headers
    assert "Content-Security-Policy" in answer(settings, status=500).headers
    assert "Content-Security-Policy" in answer(settings, status=200, debug=True).headers


def test_a_directive_without_sources_stands_alone():
    assert policy_header({"upgrade-insecure-requests": []}) == "upgrade-insecure-requests"


def handled(monkeypatch, error, **headers):
    """The answer for an error, and the template and context it was made with."""
    used = {}

    def render(request, template, context, status):
        used.update(template=template, **context)
        return HttpResponse(str(context["error"]), status=status)

    monkeypatch.setattr("config.middleware.render", render)
    request = RequestFactory().post("/orders/new/", headers=headers)
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)
    middleware = DomainErrorMiddleware(lambda request: HttpResponse())
    return middleware.process_exception(request, error), used


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuleError("Too long."), 422),
        (SeriesExhausted("Used up."), 422),
        (SeriesBusy("Try again."), 409),
    ],
)
def test_a_broken_rule_becomes_a_page_that_says_so(monkeypatch, error, status):
    response, used = handled(monkeypatch, error)

    assert response.status_code == status
    assert used == {"template": "errors/domain.html", "error": error}


def test_a_part_of_a_page_gets_a_part(monkeypatch):
    _response, used = handled(monkeypatch, RuleError("No."), hx_request="true")

    assert used["template"] == "errors/domain_fragment.html"


def test_a_boosted_link_gets_a_page(monkeypatch):
    _response, used = handled(monkeypatch, RuleError("No."), hx_request="true", hx_boosted="true")

    assert used["template"] == "errors/domain.html"


def test_a_database_that_gave_up_waiting_says_try_again(monkeypatch):
    response, used = handled(monkeypatch, OperationalError("database is locked"))

    assert response.status_code == 409
    assert isinstance(used["error"], SeriesBusy)


@pytest.mark.parametrize("error", [ValueError("a bug"), OperationalError("no such table")])
def test_a_bug_stays_a_server_error(monkeypatch, error):
    response, _used = handled(monkeypatch, error)

    assert response is None


@pytest.mark.django_db
def test_the_page_of_a_broken_rule_can_be_rendered(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    middleware = DomainErrorMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(request, RuleError("Choose another number."))

    assert "Choose another number." in response.content.decode()


@pytest.mark.django_db
def test_replacing_a_row_cannot_get_past_a_trigger():
    if connection.vendor != "sqlite":
        return  # PostgreSQL has no REPLACE
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (id INTEGER PRIMARY KEY)")
        cursor.execute(
            "CREATE TEMPORARY TRIGGER keep BEFORE DELETE ON kept "
            "BEGIN SELECT RAISE(ABORT, 'never deleted'); END"
        )
        cursor.execute("INSERT INTO kept VALUES (1)")
        with pytest.raises(IntegrityError, match="never deleted"):
            cursor.execute("REPLACE INTO kept VALUES (1)")


@pytest.mark.django_db
def test_the_database_has_its_lock_limit(settings):
    limit = settings.NUMBERING_LOCK_TIMEOUT
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone()[0] == limit * 1000
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone()[0] == "wal"
        else:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone()[0] == f"{limit:g}s"
