"""The browser fixture sees what a page does wrong, waits for it, and tells what it showed."""

from threading import Event, Timer

import pytest
from django.http import HttpResponse
from django.urls import path

from tests.plugins.patience import hurry

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.test_foundation_browser")]

BODIES = {
    "good": "<p>Good",
    "inline": "<script>document.title='ran'</script>",
    "elsewhere": "<img src='http://other.example/x.png' alt=''>",
    "gone": "",
    "late": "<label>Word <input></label><p>No key yet</p><script src='/late.js' defer></script>",
    "wrong": (
        "<div id=errors>The order is not saved.<br>Check the date.</div>"
        "<input name=date><input name=secret type=password><input name=urgent type=checkbox>"
        "<p hidden>Nobody sees this.</p>" + "<p>One of many lines.</p>" * 50
    ),
}
LATE_SCRIPT = """
document.addEventListener("keydown", (event) => {
  document.querySelector("p").textContent = `Heard ${event.key}`;
});
"""


def page(request, name):
    # The icon keeps the browser from asking for one.
    head = f"<!doctype html><title>{name}</title><link rel=icon href='data:,'>"
    return HttpResponse(head + BODIES[name], status=410 if name == "gone" else 200)


may_come = Event()


def late_script(request):
    may_come.wait(timeout=10)  # as on a busy machine now and then
    return HttpResponse(LATE_SCRIPT, content_type="text/javascript")


urlpatterns = [path("late.js", late_script), path("<str:name>/", page)]


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


@pytest.fixture
def late_page(browser):
    """A page whose script has not come yet."""
    may_come.clear()
    browser.goto("/late/", wait_until="commit")
    yield browser
    may_come.set()


def test_a_key_waits_for_the_scripts_of_the_page(late_page):
    Timer(0.5, may_come.set).start()
    late_page.keyboard.press("F2")

    assert late_page.inner_text("p") == "Heard F2"


def test_what_is_typed_waits_for_the_scripts_of_the_page(late_page):
    Timer(0.5, may_come.set).start()
    late_page.get_by_label("Word").press("w")

    assert late_page.inner_text("p") == "Heard w"


def test_without_waiting_the_key_would_be_lost(late_page):
    hurry(late_page)
    late_page.get_by_label("Word").fill("w")
    late_page.keyboard.press("F2")
    may_come.set()
    late_page.wait_for_load_state()

    assert late_page.inner_text("p") == "No key yet"


def fail() -> None:
    raise AssertionError


def test_a_failure_tells_what_the_page_showed(browser, request, monkeypatch, tmp_path):
    monkeypatch.setenv("SCREENSHOTS", str(tmp_path))
    browser.goto("/wrong/")
    browser.fill("[name=secret]", "correct horse")
    browser.check("[name=urgent]")
    browser.fill("[name=date]", "32 May")
    browser.evaluate("console.log('date refused')")

    report = request.node.ihook.pytest_runtest_makereport(
        item=request.node, call=pytest.CallInfo.from_call(fail, when="call")
    )

    told = dict(report.sections)["Browser page 1"].splitlines()
    assert told[0].endswith("/wrong/")
    (picture,) = tmp_path.iterdir()
    assert f"picture: {picture}" in told
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "title: wrong" in told
    assert "document: complete; focus: input date" in told
    assert "message: The order is not saved. / Check the date." in told
    assert [line for line in told if line.startswith("typed")] == [
        "typed: date=32 May",
        "typed: urgent: ticked",
    ]
    assert "console: log: date refused" in told
    assert told.count("  One of many lines.") == 38
    assert told[-1] == "  … and 12 lines more"
    assert "correct horse" not in report.longreprtext + "".join(told)
    assert not any("Nobody sees this" in line for line in told)


def test_a_page_that_does_not_answer_is_told_too(browser, request, monkeypatch, tmp_path):
    monkeypatch.setenv("SCREENSHOTS", str(tmp_path))
    browser.goto("/good/")
    browser.close()

    report = request.node.ihook.pytest_runtest_makereport(
        item=request.node, call=pytest.CallInfo.from_call(fail, when="call")
    )

    told = dict(report.sections)["Browser page 1"]
    assert "/good/" in told
    assert "the page does not answer" in told


def test_what_passes_tells_nothing(browser, request, monkeypatch, tmp_path):
    monkeypatch.setenv("SCREENSHOTS", str(tmp_path))
    browser.goto("/good/")

    report = request.node.ihook.pytest_runtest_makereport(
        item=request.node, call=pytest.CallInfo.from_call(lambda: None, when="call")
    )

    assert report.passed
    assert "Browser page 1" not in dict(report.sections)
    assert list(tmp_path.iterdir()) == []
