"""`browser`: a page in a real, headless Chromium that must behave.

The test fails at its end if the page wrote an error to the console, broke the content security
policy, raised in a script, or asked any host but the test server for anything. What a test does
waits for the page (`patience`); what a failed test saw is in its report (`evidence`).
"""

import os
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.plugins.evidence import Opened, pages_key
from tests.plugins.patience import wait_before_acting, wait_before_keys

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response
    from pytest_django.live_server_helper import LiveServer

PLACES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWPORT = {"width": 1280, "height": 800}
LOCAL_SCHEMES = ("data", "blob", "about")
# Only what will fail anyway waits so long; a step that takes a second may take ten in CI.
TIMEOUT_MILLISECONDS = 30_000


@dataclass
class Misbehaviour:
    """What the page did that no page of this product may do."""

    allowed_netloc: str
    expected_statuses: set[int] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def watch(self, page: "Page") -> None:
        """Listen to a page, and to every page that it opens."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: "ConsoleMessage") -> None:
        # Chromium repeats every 4xx here without its number; _response judges those.
        if message.type == "error" and "Failed to load resource" not in message.text:
            # A broken content security policy arrives here as well.
            self.found.append(f"console: {message.text}")

    def _request(self, request: "Request") -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.netloc != self.allowed_netloc:
            self.found.append(f"request to another host: {request.url}")

    def _response(self, response: "Response") -> None:
        if response.status >= 400 and response.status not in self.expected_statuses:
            self.found.append(f"answer {response.status}: {response.url}")


def find_browser() -> str:
    """The path of a Chromium on this machine; empty if there is none."""
    return next((path for name in PLACES if (path := shutil.which(name))), "")


def missing(reason: str) -> None:
    """Skip for want of a browser; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Generator["Browser", None, None]:
    """One Chromium for the whole run."""
    path = find_browser()
    if not path:
        missing("No browser: install Debian's package chromium, or put chromium on PATH.")
    from playwright.sync_api import expect, sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # From here on an event loop of Playwright's runs in this thread, so that Django takes
        # every query of the tests, of those without a browser too, for a call from
        # asynchronous code. The product has no such code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        wait_before_acting(patch)
        expect.set_options(timeout=TIMEOUT_MILLISECONDS)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def misbehaviour(live_server: "LiveServer") -> Misbehaviour:
    """What the pages of this test did wrong; a test adds statuses that it expects."""
    return Misbehaviour(allowed_netloc=urlsplit(live_server.url).netloc)


@pytest.fixture
def new_page(
    request: pytest.FixtureRequest,
    chromium: "Browser",
    live_server: "LiveServer",
    misbehaviour: Misbehaviour,
) -> Generator[Callable[[], "Page"], None, None]:
    """Opens a page with cookies of its own: one for every person in the test."""
    contexts = []
    opened = request.node.stash.setdefault(pages_key, [])

    def look_after(page: "Page") -> None:
        misbehaviour.watch(page)
        wait_before_keys(page)
        opened.append(Opened(page))

    def open_page() -> "Page":
        context = chromium.new_context(base_url=live_server.url, viewport=VIEWPORT, locale="en-GB")
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        context.on("page", look_after)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        # Leaving the page first ends its requests, before their database goes.
        for page in context.pages:
            page.goto("about:blank")
        context.close()
    opened.clear()
    assert not misbehaviour.found, "The page misbehaved:\n" + "\n".join(misbehaviour.found)


@pytest.fixture
def browser(new_page: Callable[[], "Page"]) -> "Page":
    """A page of 1280×800 at the test server; addresses may be given without the host."""
    return new_page()
