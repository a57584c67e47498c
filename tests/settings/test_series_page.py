"""The page of a series: its lines as parts or as samples, previewed and saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from numbering.models import Company, SeriesLine
from numbering.services import create_series, draw_many, peek
from numbering.transactions import write
from tests.factories import DAY, OrderFactory
from tests.settings.series import SeriesPage, everything, screen, series_of


@pytest.fixture
def page(office: Client, company: Company) -> SeriesPage:
    """The page of the series ORDER-1, 00001–10999."""
    return SeriesPage(office, series_of(company, "ORDER-1"))


def test_bc01_a_second_line_starts_on_its_date(page: SeriesPage, company: Company) -> None:
    data = page.add_line(
        starting_date="2027-01-01",
        prefix1="27-",
        digits="4",
        first_number="1",
        last_number="9999",
    )

    assert page.client.post(page.url, data).status_code == 302

    series = series_of(company, "ORDER-1")
    assert peek(series, on=DAY) == "00001"
    assert peek(series, on=DAY.replace(year=2027)) == "27-0001"


def test_bc01_a_line_may_be_typed_as_two_sample_numbers(page: SeriesPage, company: Company) -> None:
    data = page.add_line(
        starting_date="2027-01-01", digits="", sample_start="SO-0001", sample_end="SO-9999"
    )

    assert page.client.post(page.url, data).status_code == 302

    line = SeriesLine.objects.get(series__company=company, prefix1="SO-")
    assert (line.digits, line.first_number, line.last_number) == (4, 1, 9999)


def test_bc02_the_gap_policy_can_be_switched_and_keeps_its_place(
    page: SeriesPage, company: Company
) -> None:
    OrderFactory(company=company)

    assert page.save(line0__gap_policy="gaps_allowed").status_code == 302

    assert peek(series_of(company, "ORDER-1"), on=DAY) == "00002"


def test_bc03_a_number_of_more_than_20_characters_is_refused_at_its_field(
    page: SeriesPage, company: Company, shown: Any
) -> None:
    data = page.add_line(
        starting_date="2027-01-01",
        prefix1="A-VERY-LONG-PREFIX",
        digits="6",
        first_number="1",
        last_number="999999",
    )

    response = page.client.post(page.url, data)

    assert response.status_code == 200
    assert "digits" in response.context["lines"].forms[1].errors
    assert "A-VERY-LONG-PREFIX" in shown(response)
    assert SeriesLine.objects.filter(series__company=company, series__code="ORDER-1").count() == 1


def test_nw03_an_overlap_names_the_other_series_and_saves_nothing(
    page: SeriesPage, company: Company, shown: Any
) -> None:
    response = page.save(description="Changed", line0__last_number="95000")

    errors = response.context["lines"].forms[0].errors
    assert "ORDER-2" in str(errors)
    assert "90001" in str(errors)
    assert 'value="95000"' in shown(response)
    assert 'value="Changed"' in shown(response)
    series = series_of(company, "ORDER-1")
    assert series.description == "Faktura"
    assert series.lines.get().last_number == 10999


def test_a_line_with_issued_numbers_keeps_its_look(page: SeriesPage, company: Company) -> None:
    OrderFactory(company=company)

    response = page.save(line0__prefix1="X")

    assert "prefix1" in response.context["lines"].forms[0].errors
    assert series_of(company, "ORDER-1").lines.get().prefix1 == ""


def test_saving_without_a_change_writes_no_history(page: SeriesPage, company: Company) -> None:
    series = series_of(company, "ORDER-1")
    before = series.history.count()

    assert page.save().status_code == 302

    assert series.history.count() == before
    assert series.lines.get().history.count() == 1


def test_the_preview_uses_no_number(page: SeriesPage, company: Company, shown: Any) -> None:
    OrderFactory(company=company)

    before = everything()
    series = series_of(company, "ORDER-1")
    data = page.data(line0__last_number="10500") | {"series": series.pk}

    text = shown(page.client.get(screen("preview"), data))

    assert "00002" in text
    assert "10500" in text
    assert everything() == before
    assert page.client.post(screen("preview"), data).status_code == 405


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_number": "95000"}, "ORDER-2"),
        ({"last_number": "0"}, "before the first"),
        ({"digits": "0"}, "1 to 18 digits"),
        ({"first_number": "x"}, "whole number"),
        ({"sample_start": "no digits"}, "no digits"),
        ({"prefix1": "A" * 19}, "20"),
    ],
)
def test_the_preview_says_what_is_wrong(
    page: SeriesPage, company: Company, shown: Any, typed: dict[str, str], sentence: str
) -> None:
    changes = {f"line0__{name}": value for name, value in typed.items()}
    data = page.data(**changes) | {"series": series_of(company, "ORDER-1").pk}

    response = page.client.get(screen("preview"), data)

    assert response.status_code == 200
    assert sentence in shown(response)


def test_the_preview_of_two_samples_tells_the_parts(page: SeriesPage, shown: Any) -> None:
    data = {"sample_start": "SO-0001", "sample_end": "SO-9999", "restart": "never"}
    data |= {"gap_policy": "unbroken", "register": "case"}

    text = shown(page.client.get(screen("preview"), data))

    assert "SO-0002" in text
    assert "&quot;prefix1&quot;: &quot;SO-&quot;" in text


def test_wb05_digits_and_range_are_raised_on_the_page_of_a_series_in_use(
    page: SeriesPage, company: Company
) -> None:
    series = create_series(company, "SIX", register="case", start="999998", end="999999")
    six = SeriesPage(page.client, series)
    with write():
        draw_many(series, 2, on=DAY)

    assert six.save(line0__digits="7", line0__last_number="9999999").status_code == 302

    assert peek(series, on=DAY) == "1000000"
    lowered = six.save(line0__digits="6")
    assert "raised, not lowered" in str(lowered.context["lines"].forms[0].errors["digits"])


def test_bc11_a_used_up_line_opens_again_when_it_is_extended(
    page: SeriesPage, company: Company, shown: Any
) -> None:
    series = create_series(company, "SHORT", register="case", start="C1", end="C2")
    short = SeriesPage(page.client, series)
    with write():
        draw_many(series, 2, on=DAY)
    assert "is used up" in shown(page.client.get(short.url))

    assert short.save(line0__last_number="5").status_code == 302

    assert peek(series, on=DAY) == "C3"


def test_bc11_last_number_and_last_date_are_shown_per_period_side_by_side(
    page: SeriesPage, company: Company
) -> None:
    series = create_series(
        company,
        "YEARLY",
        register="case",
        start="{YYYY}-01",
        end="{YYYY}-99",
        restart="fiscal_year",
    )
    with write():
        draw_many(series, 2, on=DAY)
        draw_many(series, 3, on=DAY.replace(year=2025))

    context = page.client.get(screen("change", series)).context

    [line] = context["restarting"]
    assert [
        (one.period, one.next_number, one.last_number, one.last_date, one.standing.issued)
        for one in line.periods
    ] == [
        ("2026", "2026-03", "2026-02", DAY, 2),
        ("2025", "2025-04", "2025-03", DAY.replace(year=2025), 3),
    ]


def test_bc11_a_step_and_a_warning_are_set_on_the_page(
    page: SeriesPage, company: Company, shown: Any
) -> None:
    assert page.save(line0__increment="10", line0__warning_number="11").status_code == 302

    assert "00011" in shown(page.client.get(page.url))
    with write():
        draw_many(series_of(company, "ORDER-1"), 1, on=DAY)
    row = page.client.get(screen("changelist"), {"q": "ORDER-1"})
    assert "runs low" in shown(row)


def test_the_page_costs_the_same_however_many_numbers_there_are(
    page: SeriesPage, company: Company, django_assert_max_num_queries: Any
) -> None:
    with write():
        draw_many(series_of(company, "ORDER-1"), 50, on=DAY)
    with django_assert_max_num_queries(62):
        page.client.get(page.url)
