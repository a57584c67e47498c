"""A company that moves in: invoices in an unbroken series, orders anew each year."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.choices import Restart
from numbering.models import Company, NumberSeries
from numbering.services import assign_series, create_series
from numbering.services.takeover import OldFile, TakeoverReport, take_over
from numbering.services.takeover.fields import guess

Run = Callable[..., TakeoverReport]


@pytest.fixture
def invoices(company: Company) -> NumberSeries:
    """Unbroken, RE-00001 and on."""
    series = create_series(company, "RE", register="invoice", start="RE-00001", end="RE-99999")
    assign_series(company, "invoice", series)
    return series


@pytest.fixture
def quotes(company: Company) -> NumberSeries:
    """Anew each year; the number does not say which."""
    return create_series(
        company, "AN", register="sales_quote", start="AN-001", restart=Restart.FISCAL_YEAR
    )


@pytest.fixture
def run(company: Company, administrator: User) -> Run:
    """Take over a file of these lines, its columns as they are guessed."""

    def take(lines: Sequence[str], *, dry_run: bool = False, **facts: Any) -> TakeoverReport:
        expected = facts.pop("expected", "")
        file = io.BytesIO("\n".join(lines).encode())
        old = OldFile(file, "old.csv", columns=guess(lines[0].split(";")), **facts)
        return take_over(old, company=company, by=administrator, dry_run=dry_run, expected=expected)

    return take


def faults(report: TakeoverReport) -> dict[int, str]:
    """What is wrong, by row; several sentences of a row one after the other."""
    found: dict[int, str] = {}
    for fault in report.faults:
        found[fault.row] = " ".join(filter(None, (found.get(fault.row), fault.sentence)))
    return found
