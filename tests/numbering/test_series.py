"""Series as an administrator makes them: KeyBalance's three facts, and the switches."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from numbering.exceptions import InvalidFormat, NumberTooLong, SeriesInUse
from numbering.models import Company, NumberSeries
from numbering.services import (
    add_line,
    assign_series,
    create_series,
    delete_series,
    draw,
    peek,
    save_series,
    series_for,
)
from tests.numbering.helpers import TODAY, attempt, drawn


def test_kb01_three_facts_make_a_series(company: Company, administrator: User) -> None:
    series = create_series(
        company, "SagsNr", description="Cases", register="case", start="100", by=administrator
    )

    stored = NumberSeries.objects.get(pk=series.pk)
    assert (stored.code, stored.description) == ("SAGSNR", "Cases")
    assert peek(stored, on=TODAY) == "100"
    assert stored.history.get().history_user == administrator


def test_kb01_the_next_number_alone_is_enough(company: Company) -> None:
    line = create_series(company, "BILAG", register="finance_voucher").lines.get()

    assert (line.first_number, line.last_number, line.increment) == (1, None, 1)
    assert (line.gap_policy, line.restart, line.starting_date) == ("unbroken", "never", None)


def test_kb02_taking_a_number_readies_the_next(company: Company) -> None:
    assign_series(company, "sales_quote", create_series(company, "Q", register="sales_quote"))
    series = series_for(company, "sales_quote")

    assert peek(series, on=TODAY) == "1"
    assert drawn(series) == ["1"]
    assert peek(series, on=TODAY) == "2"


def test_kb03_a_fixed_series_can_be_edited(company: Company) -> None:
    series = create_series(company, "ORDRE", register="sales_order", is_system=True)
    series.description, series.blocked = "Salgsordrer", True
    save_series(series)

    stored = NumberSeries.objects.get(pk=series.pk)
    assert (stored.description, stored.blocked, stored.is_system) == ("Salgsordrer", True, True)


def test_kb03_a_fixed_series_cannot_be_deleted(company: Company) -> None:
    series = create_series(company, "ORDRE", register="sales_order", is_system=True)

    with pytest.raises(SeriesInUse, match=r"ORDRE is a fixed series: .* edited and blocked"):
        delete_series(series)
    assert NumberSeries.objects.filter(pk=series.pk).exists()


def test_an_own_series_that_was_never_used_can_be_deleted(company: Company) -> None:
    series = create_series(company, "OWN", register="case")
    delete_series(series)

    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize("use", ["assigned", "issued"])
def test_a_used_series_is_blocked_instead_of_deleted(company: Company, use: str) -> None:
    series = create_series(company, "OWN", register="case")
    if use == "assigned":
        assign_series(company, "case", series)
    else:
        draw(series, on=TODAY)

    with pytest.raises(SeriesInUse, match=r"OWN is used by .*: block it instead"):
        delete_series(series)


def test_kb06_several_series_run_side_by_side(company: Company) -> None:
    quotes = create_series(company, "QUOTE", register="sales_quote", start="Q100")
    cases = create_series(company, "CASE", register="case", start="C1")

    assert [drawn(series)[0] for series in (quotes, cases, cases, quotes)] == [
        "Q100",
        "C1",
        "C2",
        "Q101",
    ]


@pytest.mark.parametrize(
    ("start", "expected"),
    [("48213", ["48213", "48214"]), ("F-0999", ["F-0999", "F-1000"]), ("0", ["0", "1"])],
)
def test_kb07_start_anywhere(company: Company, start: str, expected: list[str]) -> None:
    series = create_series(company, "INV", register="invoice", start=start)

    assert drawn(series, 2) == expected


def test_a_code_is_there_once_in_a_company(company: Company) -> None:
    create_series(company, "so", register="case")

    with pytest.raises(InvalidFormat, match="SO already: choose another code") as refused:
        create_series(company, " So ", register="project", start="900")
    assert refused.value.field == "code"


@pytest.mark.parametrize("code", ["", "   ", "X" * 21, "A\tB"])
def test_a_code_has_up_to_20_printable_characters(company: Company, code: str) -> None:
    with pytest.raises(InvalidFormat) as refused:
        create_series(company, code, register="case")
    assert refused.value.field == "code"


def test_nothing_is_half_saved(company: Company) -> None:
    with pytest.raises(NumberTooLong):
        create_series(company, "LONG", register="case", start="X" * 20 + "1")
    assert not NumberSeries.objects.exists()


def test_bc04_drawing_and_typing_cannot_both_be_off(company: Company) -> None:
    series = create_series(company, "S", register="case", default_numbers=False)
    assert series.manual_numbers

    series.manual_numbers = False
    save_series(series)
    assert series.default_numbers

    series.default_numbers = False
    save_series(series)
    assert series.manual_numbers
    with pytest.raises(IntegrityError), attempt():
        NumberSeries.objects.update(default_numbers=False, manual_numbers=False)


def test_a_series_with_numbers_keeps_its_register(company: Company) -> None:
    series = create_series(company, "S", register="case")
    draw(series, on=TODAY)
    series.register = "project"

    with pytest.raises(SeriesInUse, match="S has issued numbers") as refused:
        save_series(series)
    assert refused.value.field == "register"


def test_an_unknown_switch_is_a_programming_error(company: Company) -> None:
    with pytest.raises(TypeError, match="colour"):
        create_series(company, "S", register="case", colour="red")


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("start", {"start": "no digits"}),
        ("start", {"start": "INVOICE-2026-0000000001"}),
        ("end", {"start": "A1", "end": "B9"}),
        ("end", {"start": "A0001", "end": "A00099"}),
        ("last_number", {"start": "A50", "end": "A10"}),
        ("warning", {"start": "A1", "end": "A9", "warning": "B5"}),
        ("warning_number", {"start": "A10", "end": "A20", "warning": "A25"}),
        ("prefix1", {"start": "A B1"}),
        ("increment", {"start": "1", "increment": 0}),
        ("restart", {"start": "1", "restart": "weekly"}),
        ("gap_policy", {"start": "1", "gap_policy": "sometimes"}),
    ],
)
def test_a_line_that_cannot_be_meant_names_the_field(
    company: Company, field: str, facts: dict[str, str]
) -> None:
    series = create_series(company, "S", register="case", start="")

    with pytest.raises(InvalidFormat) as refused:
        add_line(series, **facts)
    assert refused.value.field == field
    assert not series.lines.exists()
