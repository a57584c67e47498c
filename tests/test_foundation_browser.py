"""The browser fixture sees what a page does wrong."""

import pytest
from django.http import HttpResponse
from django.urls import path

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.test_foundation_browser")]

BODIES = {
    "good": "<p>Good",
    "inline": "<script>document.title='ran'</script>",
    "elsewhere": "<img src='http://other.example/x.png' alt=''>",
    "gone": "",
}


def page(request, name):
    # The icon keeps the browser from asking for one.
    head = f"<!doctype html><title>{name}</title><link rel=icon href='data:,'>"
    return HttpResponse(head + BODIES[name], status=410 if name == "gone" else 200)


urlpatterns = [path("<str:name>/", page)]


def test_a_good_page_passes(browser):
    browser.goto("/good/")

    assert browser.title() == "good"
    assert browser.viewport_size == {"width": 1280, "height": 800}


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("inline", "Content Security Policy"),
        ("elsewhere", "request to another host: http://other.example/x.png"),
        ("gone", "answer 410"),
    ],
)
def test_a_bad_page_is_noticed(browser, misbehaviour, name, complaint):
    browser.goto(f"/{name}/")

    assert any(complaint in line for line in misbehaviour.found), misbehaviour.found
    misbehaviour.found.clear()
