"""A login that ended while somebody typed: nothing typed is lost, and nothing is half-saved."""

import re

import pytest
from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import include, path, reverse

from numbering.access import WRITERS, kept_message, role_required, take_kept_post
from tests.fixtures.company import PASSWORD

saved: list[dict] = []


class NoteForm(forms.Form):
    text = forms.CharField()
    amount = forms.DecimalField()


@role_required(*WRITERS)
def entry(request):
    """An entry page as they all are."""
    kept = take_kept_post(request) if request.method == "GET" else None
    form = NoteForm(request.POST if request.method == "POST" else kept)
    if request.method == "POST" and form.is_valid():
        saved.append(form.cleaned_data)
        return HttpResponseRedirect("/entry/")
    if kept is not None:
        messages.warning(request, kept_message())
    return _page(request, form)


def _page(request, form):
    told = "".join(str(message) for message in messages.get_messages(request))
    return HttpResponse(f"<p>{told}</p>{form}")


@role_required(*WRITERS)
def button(request):
    saved.append({"button": True})
    return HttpResponseRedirect("/entry/")


urlpatterns = [
    path("entry/", entry),
    path("entry/button/", button),
    path("", include("config.urls")),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
TYPED = {"text": "Oak & ash <b>", "amount": "12,5", "lines": ["1", "2"]}


@pytest.fixture(autouse=True)
def nothing_saved():
    saved.clear()


def kept_in(response) -> str:
    return re.search(r'name="kept" value="([^"]+)"', response.content.decode())[1]


def log_in(client: Client, kept: str, **changes: str):
    fields = {"username": "karl", "password": PASSWORD, "kept": kept} | changes
    return client.post(reverse("login"), fields)


def test_the_login_page_comes_in_place_of_the_answer(client, clerk):
    response = client.post("/entry/", TYPED)
    assert response.status_code == 401
    assert b"Nothing you typed is lost" in response.content
    assert saved == []


def test_after_the_login_the_form_comes_back_as_it_was(client, clerk):
    kept = kept_in(client.post("/entry/", TYPED))

    response = log_in(client, kept)
    assert response.status_code == 302
    assert response.url == "/entry/"
    page = client.get("/entry/").content.decode()

    assert "Your login had ended before this was saved." in page
    assert 'value="Oak &amp; ash &lt;b&gt;"' in page
    assert 'value="12,5"' in page
    assert saved == []


def test_what_came_back_comes_back_once(client, clerk):
    log_in(client, kept_in(client.post("/entry/", TYPED)))
    client.get("/entry/")
    assert "Oak" not in client.get("/entry/").content.decode()


def test_a_wrong_password_in_between_loses_nothing(client, clerk):
    kept = kept_in(client.post("/entry/", TYPED))
    again = log_in(client, kept, password="wrong")
    assert again.status_code == 200
    log_in(client, kept_in(again))
    assert "Oak" in client.get("/entry/").content.decode()


def test_the_password_of_another_form_and_the_csrf_token_are_not_kept(client, clerk):
    kept = kept_in(client.post("/entry/", TYPED | {"csrfmiddlewaretoken": "x" * 64}))
    log_in(client, kept)
    assert "csrfmiddlewaretoken" not in client.session["kept_post"]["fields"]


def test_fields_that_somebody_made_up_are_not_taken(client, clerk):
    response = log_in(client, "made-up")
    assert response.url == reverse("start")
    assert "kept_post" not in client.session


def test_a_button_leads_back_to_its_page_and_was_not_pressed(client, clerk):
    response = client.post(
        "/entry/button/", {}, headers={"referer": "http://testserver/entry/?a=1"}
    )
    response = log_in(client, kept_in(response))
    assert response.url == "/entry/?a=1"
    assert b"Nothing was changed: do it again." in client.get(response.url).content
    assert saved == []


def test_nobody_is_led_to_another_site(client, clerk):
    response = client.post("/entry/", TYPED, headers={"referer": "http://evil.example/entry/"})
    assert log_in(client, kept_in(response)).url == "/entry/"


def test_part_of_a_page_only_hears_that_the_login_ended(client):
    response = client.post("/entry/", TYPED, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["HX-Trigger"] == "login-ended"


def test_a_form_older_than_the_login_is_kept_too(clerk):
    """Logged in again in another window: the token of the open form is stale."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    response = strict.post("/entry/", TYPED, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    page = response.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    fields = {"kept": kept_in(response), "csrfmiddlewaretoken": token}
    back = strict.post(reverse("login"), fields, headers={"origin": "http://testserver"})

    assert back.url == "/entry/"
    assert "Oak" in strict.get("/entry/").content.decode()


def test_a_form_from_another_site_is_not_kept(clerk):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    response = strict.post("/entry/", TYPED, headers={"origin": "http://evil.example"})
    assert response.status_code == 403
    assert b'name="kept"' not in response.content


def test_a_part_of_a_page_asked_for_without_a_login_is_told_so(client):
    answer = client.get("/entry/", headers={"HX-Request": "true"})
    whole = client.get("/entry/")

    assert (answer.status_code, answer.headers["HX-Trigger"]) == (401, "login-ended")
    assert whole.url == f"{reverse('login')}?next=/entry/"
