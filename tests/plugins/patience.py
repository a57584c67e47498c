"""Whatever a test does to a page, it does to a page that has loaded.

Playwright acts as soon as an element is there. On a busy machine that is some milliseconds before
the page's scripts listen: the key or the click is lost, and the test waits for what never comes.
Nobody types that fast; so here every action and every look waits for the page to be complete.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    import pytest
    from playwright.sync_api import Locator, Page

KEYS = ("down", "insert_text", "press", "type")
MOUSE = ("check", "click", "dblclick", "hover", "select_option", "set_checked", "uncheck")
OTHERS = ("dispatch_event", "fill", "focus", "press", "type")
LOOKS = ("get_attribute", "inner_html", "inner_text", "input_value", "is_checked", "text_content")
ON_BOTH = (*MOUSE, *OTHERS, *LOOKS)
ONLY_ON_LOCATORS = ("blur", "bounding_box", "clear", "press_sequentially")

_hasty: WeakSet[Page] = WeakSet()


def hurry(page: Page) -> None:
    """From now on this page is treated as soon as it can be: for tests of just that."""
    _hasty.add(page)


def wait_before_acting(patch: pytest.MonkeyPatch) -> None:
    """Teach patience to everything that finds an element."""
    from playwright.sync_api import Locator, Page

    for name in ON_BOTH:
        patch.setattr(Page, name, _patient(getattr(Page, name), Page.locator))
    for name in (*ON_BOTH, *ONLY_ON_LOCATORS):
        patch.setattr(Locator, name, _patient(getattr(Locator, name)))
    # Who waited for an element goes on with others, and with what scripts did at the beginning.
    patch.setattr(Page, "wait_for_selector", _complete(Page.wait_for_selector))
    patch.setattr(Locator, "wait_for", _complete(Locator.wait_for))


def wait_before_keys(page: Page) -> None:
    """A keyboard has no element to wait for: it is that of the page which has the focus now."""
    keyboard = page.keyboard
    for name in KEYS:
        setattr(keyboard, name, _after_loading(page, getattr(keyboard, name)))


def _patient(method: Any, find: Callable[..., Locator] | None = None) -> Any:
    @wraps(method)
    def patient(self: Any, *args: Any, **kwargs: Any) -> Any:
        # First the element: until it is there, the page before may still be shown, complete.
        element = find(self, args[0]).first if find else self
        element.wait_for(state="attached", timeout=kwargs.get("timeout"))
        return method(self, *args, **kwargs)

    return patient


def _complete(method: Any) -> Any:
    @wraps(method)
    def complete(self: Any, *args: Any, **kwargs: Any) -> Any:
        found = method(self, *args, **kwargs)
        _load(getattr(self, "page", self))
        return found

    return complete


def _after_loading(page: Page, method: Any) -> Any:
    @wraps(method)
    def patient(*args: Any, **kwargs: Any) -> Any:
        _load(page)
        return method(*args, **kwargs)

    return patient


def _load(page: Page) -> None:
    if page not in _hasty:
        page.wait_for_load_state()
