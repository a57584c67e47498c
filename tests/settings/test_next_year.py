"""Preparing the next year: proposed, shown, saved on confirmation, all or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from numbering.models import Company, NumberSeries, SeriesLine
from numbering.services import create_series, draw_many, peek
from numbering.transactions import write
from tests.settings.series import everything, screen

THIS = timezone.localdate().year
NEXT = THIS + 1
STARTS = date(NEXT, 1, 1)


@pytest.fixture
def cases(company: Company) -> NumberSeries:
    """A dated series with the year in its prefix."""
    return create_series(
        company,
        "CASES",
        register="case",
        start=f"S{THIS}-001",
        end=f"S{THIS}-999",
        warning=f"S{THIS}-900",
        starting_date=date(THIS, 1, 1),
    )


@pytest.fixture
def projects(company: Company) -> NumberSeries:
    """A dated series without the year: the next range follows."""
    return create_series(
        company, "PROJ", register="project", start="1", end="500", starting_date=date(THIS, 1, 1)
    )


def filled(office: Client, **changes: Any) -> dict[str, Any]:
    """The page's rows as a browser sends them: `CASES__end="…"`; None leaves a field out."""
    data: dict[str, Any] = {}
    for form in office.get(screen("nextyear")).context["forms"]:
        code = form.proposal.series.code
        for name in form.fields:
            value = changes.get(f"{code}__{name}", form[name].value())
            if value is not None:
                data[form.add_prefix(name)] = "on" if value is True else value
    return data


def test_nw07_new_lines_are_proposed_and_nothing_is_saved_by_looking(
    office: Client, cases: NumberSeries, projects: NumberSeries, shown: Any
) -> None:
    before = everything()

    page = office.get(screen("nextyear"))

    rows = [(form["start"].value(), form["end"].value()) for form in page.context["forms"]]
    assert rows == [(f"S{NEXT}-001", f"S{NEXT}-999"), ("501", "1000")]
    assert f"S{THIS}-001" in shown(page)
    assert everything() == before


def test_nw07_the_ticked_lines_are_saved_on_confirmation(
    office: Client, cases: NumberSeries, projects: NumberSeries
) -> None:
    response = office.post(screen("nextyear"), filled(office, PROJ__save=None, PROJ__start=""))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(screen("dryrun"))
    line = SeriesLine.objects.get(series=cases, starting_date=STARTS)
    assert (line.range_text(), line.warning_number) == (f"S{NEXT}-001–S{NEXT}-999", 900)
    assert peek(cases, on=STARTS) == f"S{NEXT}-001"
    assert peek(cases, on=date(THIS, 12, 31)) == f"S{THIS}-001"
    assert projects.lines.count() == 1
    left = office.get(screen("nextyear")).context["forms"]
    assert [form.proposal.series.code for form in left] == ["PROJ"]


def test_nw07_a_proposal_can_be_changed_before_it_is_saved(
    office: Client, cases: NumberSeries
) -> None:
    data = filled(office, CASES__start=f"S{NEXT}-0001", CASES__end=f"S{NEXT}-4999")

    assert office.post(screen("nextyear"), data).status_code == 302

    line = SeriesLine.objects.get(series=cases, starting_date=STARTS)
    assert (line.digits, line.range_text()) == (4, f"S{NEXT}-0001–S{NEXT}-4999")


def test_nw07_one_refused_line_keeps_all_from_being_saved_and_says_why_in_its_row(
    office: Client, company: Company, cases: NumberSeries, projects: NumberSeries, shown: Any
) -> None:
    create_series(company, "TAKEN", register="project", start="700", end="800")
    before = everything()

    response = office.post(screen("nextyear"), filled(office))

    by_code = {form.proposal.series.code: form for form in response.context["forms"]}
    assert not by_code["CASES"].errors
    assert "TAKEN" in str(by_code["PROJ"].errors)
    assert "TAKEN" in shown(response)
    assert everything() == before


@pytest.mark.parametrize("typed", ["no digits", f"S{NEXT}-001X", ""])
def test_nw07_a_sample_that_is_none_is_refused_in_its_row(
    office: Client, cases: NumberSeries, typed: str
) -> None:
    before = everything()

    response = office.post(screen("nextyear"), filled(office, CASES__start=typed))

    assert response.context["forms"][0].errors
    assert everything() == before


def test_nw07_nothing_ticked_is_said_and_nothing_saved(
    office: Client, cases: NumberSeries, shown: Any
) -> None:
    response = office.post(screen("nextyear"), filled(office, CASES__save=None))

    assert "Nothing is ticked" in shown(response)
    assert cases.lines.count() == 1


def test_nw07_another_companys_lines_cannot_be_prepared(
    office: Client, cases: NumberSeries, outsider: Any
) -> None:
    other = NumberSeries.objects.filter(code="ORDER-1").exclude(company=cases.company).get()
    line = other.lines.get()
    data = {
        f"line-{line.pk}-save": "on",
        f"line-{line.pk}-start": "1",
        f"line-{line.pk}-starting_date": STARTS.isoformat(),
    }

    office.post(screen("nextyear"), data)

    assert other.lines.count() == 1


def test_nw07_the_start_page_and_the_list_lead_there(
    office: Client, cases: NumberSeries, shown: Any
) -> None:
    with write():
        draw_many(cases, 1, on=date(THIS, 6, 1))

    start = shown(office.get("/"))

    assert f"S{THIS}-001–S{THIS}-999, then S{NEXT}-001–S{NEXT}-999" in start
    assert screen("nextyear") in start
    assert screen("nextyear") in shown(office.get(screen("changelist")))
