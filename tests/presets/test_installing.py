"""What holds for every preset: safe to run, safe to run again, and honest about what it left."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from numbering.kinds import find_kind
from numbering.models import Company, NumberSeries, SeriesAssignment
from numbering.presets import all_presets, load_preset
from numbering.presets.registry import read_rows
from numbering.services import assign_series, create_series, find_series, peek
from tests.presets.helpers import TODAY, drawn, only_line, settings_of

NAMES = ["business-central", "easywinart", "keybalance", "offer-cube", "offer-cube-example"]
SERIES_OF = dict(zip(NAMES, [12, 22, 8, 5, 5], strict=True))


def test_all_five_systems_are_offered_by_name() -> None:
    assert {preset.name for preset in all_presets()} >= {*NAMES, "winbas"}
    assert all(str(preset.label) and str(preset.makes) for preset in all_presets())


def test_every_kind_of_the_data_is_declared() -> None:
    from numbering.presets import business_central, easywinart, keybalance, offer_cube

    kinds = {
        row["kind"]
        for module in (business_central, easywinart, keybalance, offer_cube)
        for row in read_rows(module.DATA)
    }
    assert [kind for kind in sorted(kinds) if find_kind(kind) is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_fills_an_empty_company(empty_company: Company, name: str) -> None:
    report = load_preset(name, company=empty_company)
    assert (len(report.made), report.kept) == (SERIES_OF[name], [])
    assert NumberSeries.objects.filter(company=empty_company).count() == SERIES_OF[name]
    for row in SeriesAssignment.objects.filter(company=empty_company).select_related("series"):
        assert row.series.description
        assert drawn(empty_company, row.kind)


@pytest.mark.parametrize("name", NAMES)
def test_running_it_twice_changes_nothing(empty_company: Company, name: str) -> None:
    load_preset(name, company=empty_company)
    before = settings_of(empty_company)
    report = load_preset(name, company=empty_company)
    assert settings_of(empty_company) == before
    assert (report.made, len(report.kept)) == ([], SERIES_OF[name])


@pytest.mark.parametrize("name", NAMES)
def test_running_it_again_keeps_the_place(empty_company: Company, name: str) -> None:
    load_preset(name, company=empty_company)
    drawn(empty_company, "invoice")
    series = find_series(empty_company, "invoice")
    assert series is not None
    upcoming = peek(series, on=TODAY)
    load_preset(name, company=empty_company)
    assert peek(series, on=TODAY) == upcoming


@pytest.mark.parametrize("name", NAMES)
def test_a_dry_run_tells_the_same_and_makes_nothing(empty_company: Company, name: str) -> None:
    before = settings_of(empty_company)
    planned = load_preset(name, company=empty_company, dry_run=True)
    assert settings_of(empty_company) == before
    assert load_preset(name, company=empty_company) == planned


@pytest.mark.parametrize("name", NAMES)
def test_what_the_company_numbers_already_stays(empty_company: Company, name: str) -> None:
    own = create_series(empty_company, "OWN-INV", register="invoice", start="F-0001")
    assign_series(empty_company, "invoice", own)
    report = load_preset(name, company=empty_company)
    assert find_series(empty_company, "invoice") == own
    assert len(report.made) == SERIES_OF[name] - 1
    assert [line for line in report.left_out if "numbered by OWN-INV (F-0001–)" in line]


@pytest.mark.parametrize("second", NAMES)
@pytest.mark.parametrize("first", ["easywinart", "offer-cube"])
def test_a_second_preset_leaves_the_first_alone(
    empty_company: Company, first: str, second: str
) -> None:
    load_preset(first, company=empty_company)
    before = dict(
        SeriesAssignment.objects.filter(company=empty_company).values_list("kind", "series")
    )
    load_preset(second, company=empty_company)
    after = dict(
        SeriesAssignment.objects.filter(company=empty_company).values_list("kind", "series")
    )
    assert before.items() <= after.items()


def test_a_series_of_the_same_code_is_not_taken_for_the_presets(empty_company: Company) -> None:
    """Codes are said by people: CUSTOMER may count something else altogether."""
    own = create_series(empty_company, "CUSTOMER", register="customer", start="10001")
    report = load_preset("easywinart", company=empty_company)
    assert find_series(empty_company, "customer") is None
    assert [line for line in report.left_out if line.endswith("CUSTOMER (10001–)")]

    assign_series(empty_company, "customer", own)
    report = load_preset("easywinart", company=empty_company)
    assert [line for line in report.left_out if "numbered by CUSTOMER (10001–)" in line]
    assert len(report.kept) == 21


def test_a_cleared_use_is_set_again_to_the_series_that_is_there(empty_company: Company) -> None:
    load_preset("business-central", company=empty_company)
    series = find_series(empty_company, "item")
    assign_series(empty_company, "item", None)
    report = load_preset("business-central", company=empty_company)
    assert (len(report.made), find_series(empty_company, "item")) == (1, series)


def test_ranges_of_order_types_are_left_in_peace(company: Company) -> None:
    """Winbas' order numbers 90001–90999 lie in easyWinArt's range of orders."""
    report = load_preset("easywinart", company=company)
    assert find_series(company, "sales_order") is None
    assert [line for line in report.left_out if "would both print 90001" in line]
    assert find_series(company, "delivery") is not None


def test_descriptions_are_in_the_companys_language(empty_company: Company) -> None:
    empty_company.language = "de"
    empty_company.save()
    load_preset("easywinart", company=empty_company)
    kind = find_kind("liability")
    assert kind is not None
    with translation.override("de"):
        assert only_line(empty_company, "liability").series.description == str(kind.label)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_installs_and_tells(empty_company: Company, name: str) -> None:
    told = StringIO()
    call_command("load_preset", name, company="NEW", stdout=told)
    assert told.getvalue().count("\n+ ") + told.getvalue().startswith("+ ") == SERIES_OF[name]
    assert f"Installed {name} for NEW: {SERIES_OF[name]} made, 0 there already" in told.getvalue()
