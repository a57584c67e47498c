"""An administrator's browser, and forms filled as the page shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from numbering.models import Department

GRID = "admin:orders_ordertype_changelist"
USES = reverse("admin:numbering_seriesassignment_changelist")


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    """The administrator, logged in."""
    client.force_login(administrator)
    return client


def posted(forms: Any, prefix: str) -> dict[str, Any]:
    """What the browser would send of a formset that nobody has touched."""
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(forms.forms),
        f"{prefix}-INITIAL_FORMS": forms.initial_form_count(),
    }
    for form in forms.forms:
        data |= posted_form(form)
    return data


def posted_form(form: Any) -> dict[str, Any]:
    """What the browser would send of one form that nobody has touched."""
    data = {}
    for bound in form:
        value = bound.value()
        value = getattr(value, "pk", value)
        if value is True:
            data[bound.html_name] = "on"
        elif value not in (None, False):
            data[bound.html_name] = value
    return data


class Grid:
    """The order type grid: `grid(slot1__order_to="20000")` types into cells and saves."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.url = reverse(GRID)

    def data(self, **cells: Any) -> dict[str, Any]:
        """The grid as shown, with these cells typed over; None clears a tick."""
        formset = self.client.get(self.url).context["formset"]
        data = posted(formset, "lines")
        by_slot = {form.slot_shown: form.prefix for form in formset.forms}
        for place, value in cells.items():
            slot, _sep, name = place.partition("__")
            key = f"{by_slot[int(slot.removeprefix('slot'))]}-{name}"
            data.pop(key, None)
            if value is not None:
                data[key] = value
        return data

    def save(self, **cells: Any) -> HttpResponse:
        """Type and save."""
        return self.client.post(self.url, self.data(**cells))


@pytest.fixture
def grid(office: Client) -> Grid:
    """The order type grid of the administrator."""
    return Grid(office)


@pytest.fixture
def shown() -> Callable[[Any], str]:
    """A page as text."""
    return lambda response: response.content.decode()


class Screen:
    """Where numbers are used, as shown: `screen.save(**{"case-series": 7})` types and saves."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self) -> Any:
        return self.client.get(USES)

    def data(self) -> dict[str, Any]:
        screen = self.get().context["screen"]
        data: dict[str, Any] = {"rows-TOTAL_FORMS": screen.total}
        for form in screen.forms:
            data |= posted_form(form)
        return data

    def save(self, **typed: Any) -> Any:
        return self.client.post(USES, self.data() | typed)

    def add(self, kind: str, department: Department, series: Any, **typed: Any) -> Any:
        """A row of a department, added beneath a kind."""
        index = self.get().context["screen"].total
        row = {
            f"rows-{index}-kind_code": kind,
            f"rows-{index}-department": department.pk,
            f"rows-{index}-series": series,
            "rows-TOTAL_FORMS": index + 1,
        }
        return self.save(**row, **{f"rows-{index}-{name}": text for name, text in typed.items()})


@pytest.fixture
def screen(office: Client) -> Screen:
    """The screen "Where numbers are used" of the administrator."""
    return Screen(office)
