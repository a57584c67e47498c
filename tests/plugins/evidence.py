"""What the browser's pages showed when a test failed, in the test's report and as pictures.

A failure that comes once, in CI, must be understood from its log.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

LINES = 40
# A page that answers at all does so by then; one that does not must not hold up the other tests.
MILLISECONDS = 3_000

# Where the product says what is wrong, asks, or tells what it did.
MESSAGES = "#errors, #messages, .messages, .field-error, [role=alert], dialog[open]"
STATE = """selector => {
  const seen = (element) => element.checkVisibility() && element.innerText.trim();
  const texts = [...document.querySelectorAll(selector)].map(seen).filter(Boolean);
  const fields = [...document.querySelectorAll("input, textarea")].filter((one) => one.name);
  const ticked = fields.filter((one) => one.checked !== one.defaultChecked)
    .map((one) => `${one.name}: ${one.checked ? "ticked" : "not ticked"}`);
  const typed = fields
    .filter((one) => !["checkbox", "radio", "password"].includes(one.type))
    .filter((one) => one.value !== one.defaultValue)
    .map((one) => `${one.name}=${one.value}`);
  const active = document.activeElement;
  return {
    title: document.title,
    loaded: document.readyState,
    focus: active ? active.localName + (active.name ? ` ${active.name}` : "") : "",
    messages: [...new Set(texts)],
    typed: [...typed, ...ticked],
  };
}"""


@dataclass
class Opened:
    """A page, and what it wrote to its console."""

    page: Page
    console: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._keep)
        self.page.on("pageerror", lambda error: self.console.append(f"script error: {error}"))

    def _keep(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")


pages_key = pytest.StashKey[list[Opened]]()


def directory() -> Path:
    """Where pictures go."""
    place = Path(os.environ.get("SCREENSHOTS", "test-results"))
    place.mkdir(parents=True, exist_ok=True)
    return place


def described(opened: Opened, picture: Path) -> str:
    """Address, state, messages, console and text of a page; also makes the picture."""
    lines = [f"address: {opened.page.url}"]
    try:
        # The only questions to a page that end when it does not answer, so they come first.
        text = opened.page.locator("body").inner_text(timeout=MILLISECONDS)
        opened.page.screenshot(path=picture, timeout=MILLISECONDS)
        lines += [f"picture: {picture.absolute()}", *_state(opened.page)]
    except Exception as error:
        # Whatever is wrong with the page, the report tells why the test failed.
        text = ""
        lines.append(f"the page does not answer: {error}")
    lines += [f"console: {line}" for line in opened.console]
    shown = [line for line in text.splitlines() if line.strip()]
    lines += ["text:", *(f"  {line}" for line in shown[:LINES])]
    if len(shown) > LINES:
        lines.append(f"  … and {len(shown) - LINES} lines more")
    return "\n".join(lines)


def _state(page: Page) -> list[str]:
    state: dict[str, Any] = page.evaluate(STATE, MESSAGES)
    return [
        f"title: {state['title']}",
        f"document: {state['loaded']}; focus: {state['focus'] or 'none'}",
        *(f"message: {' / '.join(text.splitlines())}" for text in state["messages"]),
        *(f"typed: {one}" for one in state["typed"]),
    ]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # When it is torn down its pages are gone; what they did wrong is the failure's own text.
    if report.failed and call.when != "teardown":
        name = re.sub(r"[^\w.-]+", "-", item.nodeid).strip("-")
        for number, opened in enumerate(item.stash.get(pages_key, []), 1):
            # Both databases' runs write here at the same time.
            picture = directory() / f"{item.config.getoption('db')}-{name}-{number}.png"
            report.sections.append((f"Browser page {number}", described(opened, picture)))
    return report
