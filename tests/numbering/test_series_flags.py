"""Business Central's two flags: default numbers and manual numbers."""

from __future__ import annotations

import pytest

from numbering.exceptions import AutomaticNumberNotAllowed, ManualNumberNotAllowed
from numbering.models import Company, NumberSeries
from numbering.services import claim, create_series, draw_many, number_entry, save_series
from tests.numbering.helpers import TODAY, drawn


def flags(series: NumberSeries) -> tuple[bool, bool]:
    stored = NumberSeries.objects.get(pk=series.pk)
    return stored.default_numbers, stored.manual_numbers


@pytest.mark.parametrize(
    ("start", "cleared", "after"),
    [
        ((True, False), {"default_numbers": False}, (False, True)),
        ((False, True), {"manual_numbers": False}, (True, False)),
        ((True, True), {"default_numbers": False}, (False, True)),
        ((True, True), {"manual_numbers": False}, (True, False)),
        ((True, True), {"default_numbers": False, "manual_numbers": False}, (True, False)),
        ((True, False), {"default_numbers": False, "manual_numbers": False}, (False, True)),
        ((False, True), {"default_numbers": False, "manual_numbers": False}, (True, False)),
    ],
)
def test_bc04_clearing_one_turns_the_other_on(
    company: Company,
    start: tuple[bool, bool],
    cleared: dict[str, bool],
    after: tuple[bool, bool],
) -> None:
    series = create_series(
        company, "S", register="case", default_numbers=start[0], manual_numbers=start[1]
    )
    assert flags(series) == start
    for name, value in cleared.items():
        setattr(series, name, value)
    save_series(series)

    assert flags(series) == after


def test_bc04_a_new_series_with_neither_takes_typed_numbers(company: Company) -> None:
    series = create_series(company, "S", register="case", default_numbers=False)

    assert flags(series) == (False, True)


@pytest.mark.parametrize(
    ("default", "manual", "mode"),
    [(True, False, "hidden"), (True, True, "optional"), (False, True, "required")],
)
def test_bc04_what_the_flags_allow(
    company: Company, *, default: bool, manual: bool, mode: str
) -> None:
    series = create_series(
        company, "S", register="case", default_numbers=default, manual_numbers=manual
    )
    assert number_entry(company, "case", on=TODAY, series=series).mode == mode
    if default:
        assert drawn(series) == ["1"]
    else:
        with pytest.raises(AutomaticNumberNotAllowed, match="S draws no numbers: type one"):
            drawn(series)
    if manual:
        assert str(claim("K7", company=company, kind="case", on=TODAY, series=series)) == "K7"
    else:
        with pytest.raises(ManualNumberNotAllowed, match="S takes no typed numbers"):
            claim("K7", company=company, kind="case", on=TODAY, series=series)


def test_bc04_a_series_that_cannot_draw_takes_a_typed_number(company: Company) -> None:
    """Business Central: when the numbers have run out, one may be typed."""
    series = create_series(company, "S", register="case", end="2")
    draw_many(series, 2, on=TODAY)

    assert number_entry(company, "case", on=TODAY, series=series).mode == "required"
    assert str(claim("X1", company=company, kind="case", on=TODAY, series=series)) == "X1"
