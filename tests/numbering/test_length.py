"""A number has 20 characters at most: letters, digits and signs (Business Central)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from numbering.exceptions import InvalidFormat, NumberTooLong, RuleError
from numbering.models import Company, IssuedNumber
from numbering.services import add_line, claim, create_series, draw, preview, save_line
from tests.numbering.helpers import TODAY, attempt, drawn


@pytest.mark.parametrize(
    "start",
    ["ABCDEFGHIJKLMNOPQRS1", "ÅÄÖ/ŁÓDŹ-№_0001#", "-55", "9", "RE.2026.0001", "100%+", "a:b;c=1"],
)
def test_bc03_letters_digits_and_signs(company: Company, start: str) -> None:
    assert drawn(create_series(company, "S", register="case", start=start)) == [start]


def test_bc03_every_number_of_the_line_fits(company: Company) -> None:
    series = create_series(company, "S", register="case", start="")
    for facts in ({"start": "X" * 20 + "1"}, {"start": "X" * 19 + "1", "end": "X" * 19 + "10"}):
        with pytest.raises(NumberTooLong, match="20 characters"):
            add_line(series, **facts)
    line = add_line(series, start="X" * 19 + "1", end="X" * 19 + "9")
    line.last_number = 10
    with pytest.raises(NumberTooLong, match="would have 21 characters; 20 are possible") as error:
        save_line(line)
    assert error.value.field == "last_number"


def test_bc03_a_date_part_counts_with_what_it_prints(company: Company) -> None:
    add = {"register": "case", "start": "ABCDEFGHIJKLM{YYYYMM}1"}
    assert drawn(create_series(company, "S", **add)) == ["ABCDEFGHIJKLM2026111"]

    with pytest.raises(NumberTooLong):
        create_series(company, "T", register="case", start="ABCDEFGHIJKLMN{YYYYMM}1")


def test_bc03_an_open_ended_line_ends_at_20_characters(company: Company) -> None:
    series = create_series(company, "S", register="case", start="ABCDEFGHIJKLMNOPQR98")

    assert preview(series, 5, on=TODAY) == ["ABCDEFGHIJKLMNOPQR98", "ABCDEFGHIJKLMNOPQR99"]


def test_bc03_a_counter_has_18_digits_at_most(company: Company) -> None:
    series = create_series(company, "S", register="case", start="9" * 17 + "8")
    assert preview(series, 5, on=TODAY) == ["9" * 17 + "8", "9" * 18]

    with pytest.raises(InvalidFormat, match="18 digits"):
        create_series(company, "T", register="case", start="0" * 18 + "1")


@pytest.mark.parametrize("text", ["X" * 20, "ÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄ", "7"])
def test_bc03_a_typed_number_of_20_characters(company: Company, text: str) -> None:
    assert str(claim(text, company=company, kind="case", on=TODAY)) == text


def test_bc03_a_longer_typed_number_is_refused(company: Company) -> None:
    with pytest.raises(NumberTooLong, match=r"“X+” has 21 characters; .* 20") as refused:
        claim("X" * 21, company=company, kind="case", on=TODAY)
    assert refused.value.field == "number"


@pytest.mark.parametrize("text", ["", "   ", "A 1", "A\t1", "A\x001"])
def test_bc03_an_empty_or_unprintable_typed_number_is_refused(company: Company, text: str) -> None:
    with pytest.raises(RuleError) as refused:
        claim(text, company=company, kind="case", on=TODAY)
    assert refused.value.field == "number"


@pytest.mark.parametrize("text", ["X" * 21, ""])
def test_bc03_the_database_refuses_it_too(company: Company, text: str) -> None:
    number = draw(create_series(company, "S", register="case"), on=TODAY)
    number.pk, number.text, number._state.adding = None, text, True

    with pytest.raises(DatabaseError), attempt():
        number.save()
    assert IssuedNumber.objects.count() == 1
