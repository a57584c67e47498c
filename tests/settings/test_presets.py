"""The set-ups that can be installed by name: KeyBalance's fixed series, Winbas' example."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from numbering.models import Company, NumberSeries, SeriesAssignment, SeriesLine
from numbering.presets import load_preset
from orders.models import OrderType
from orders.selectors import order_type_rows
from tests.factories import OrderFactory

FIXED = {"SALGORDRE", "FAKTURA", "VAREKLADDE", "RYKKER", "INDKBILAG", "PRODBILAG"}


@pytest.fixture
def empty(db: None) -> Company:
    """A company before anything is set up."""
    return Company.objects.create(code="EMPTY", name="Empty ApS")


def state(company: Company) -> list[Any]:
    """All that a preset could change, with the histories."""
    models = (NumberSeries, SeriesLine, SeriesAssignment, OrderType)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    histories = [model.history.count() for model in models]  # type: ignore[attr-defined]
    return [rows, histories]


def test_kb03_the_fixed_series_are_there_and_in_use(empty: Company) -> None:
    load_preset("keybalance", company=empty)

    series = NumberSeries.objects.of(empty)
    assert set(series.filter(is_system=True).values_list("code", flat=True)) == FIXED
    assert SeriesAssignment.objects.get(company=empty, kind="reminder").series.code == "RYKKER"


def test_wb21_the_worked_example_is_a_preset(empty: Company) -> None:
    load_preset("winbas", company=empty)

    shown = {
        row.order_type.slot: (
            row.order_type.description,
            (row.orders.first, row.orders.last, row.orders.next),
            (row.invoices.first, row.invoices.last, row.invoices.next),
        )
        for row in order_type_rows(empty)
        if row.order_type.slot <= 2
    }
    assert shown == {
        1: ("Faktura", ("00001", "10999", "00001"), ("99001", "99999", "99001")),
        2: ("Kredit", ("90001", "90999", "90001"), ("90001", "90999", "90001")),
    }


@pytest.mark.parametrize("name", ["keybalance", "winbas"])
def test_wb21_a_preset_run_twice_changes_nothing(empty: Company, name: str) -> None:
    load_preset(name, company=empty)
    before = state(empty)

    report = load_preset(name, company=empty)

    assert state(empty) == before
    assert (report.made, report.left_out) == ([], [])


def test_wb21_numbers_given_out_since_do_not_matter(company: Company) -> None:
    OrderFactory(company=company)

    report = load_preset("winbas", company=company)

    assert (len(report.kept), report.made, report.left_out) == (2, [], [])


def test_what_the_company_has_in_its_own_way_is_left(company: Company) -> None:
    OrderType.objects.filter(company=company, slot=1).update(description="Verkstad")

    report = load_preset("winbas", company=company)

    assert "Verkstad" in report.left_out[0]
    assert OrderType.objects.get(company=company, slot=1).description == "Verkstad"


@pytest.mark.parametrize("name", ["keybalance", "winbas"])
def test_a_dry_run_makes_nothing(empty: Company, name: str) -> None:
    before = state(empty)
    out = StringIO()

    call_command("load_preset", name, "--company", "EMPTY", "--dry-run", stdout=out)

    assert state(empty) == before
    assert "Dry run" in out.getvalue()
    assert "+ " in out.getvalue()


def test_an_unknown_company_is_told(empty: Company) -> None:
    with pytest.raises(CommandError, match="EMPTY"):
        call_command("load_preset", "winbas", "--company", "NOBODY")
