"""The outlook: what runs out first, how much was given out, what the next year needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from numbering.levels import levels_in_force
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.pages import plots
from numbering.pages.outlook import Outlook
from numbering.pages.plots import Plot, last_months, plots_of
from numbering.services import add_line, create_series, draw_many, release
from numbering.transactions import write
from tests.numbering.helpers import TODAY, statements

URL = "/numbers/outlook/"


def draw_some(series: NumberSeries, count: int, on: date) -> list[IssuedNumber]:
    with write():
        return draw_many(series, count, on=on)


def rows(client: Client, **query: Any) -> dict[str, Outlook]:
    found = client.get(URL, query).context["rows"]
    return {row.level.series.code: row for row in found}


def plot_of(company: Company, code: str = "CASE") -> Plot:
    levels = [one for one in levels_in_force(company, on=TODAY) if one.series.code == code]
    return next(iter(plots_of(levels, today=TODAY).values()))


# ---- what runs out first ----


def test_nw06_what_runs_out_first_comes_first(as_administrator: Client, company: Company) -> None:
    today = timezone.localdate()
    for code, end in (("LONG", 900), ("SHORT", 50), ("DONE", 14)):
        series = create_series(
            company, code, register=f"r{code}", start=f"{code}-001", end=f"{code}-{end:03}"
        )
        draw_some(series, 14, today)
    draw_some(create_series(company, "OPEN", register="r", start="O1"), 14, today)

    found = rows(as_administrator)

    assert list(found)[:3] == ["DONE", "SHORT", "LONG"]
    assert found["SHORT"].days_left == 18
    assert found["SHORT"].runs_out_on == today + timedelta(days=18)
    assert (found["DONE"].days_left, found["DONE"].runs_out_on) == (0, None)
    assert (found["OPEN"].left, found["OPEN"].days_left) == ("open-ended", None)


def test_nw06_a_line_that_starts_again_lasts_its_year(
    as_administrator: Client, company: Company
) -> None:
    series = create_series(
        company,
        "YEARLY",
        register="case",
        start="{YYYY}-1",
        end="{YYYY}-9999",
        restart="fiscal_year",
    )
    draw_some(series, 14, timezone.localdate())

    row = rows(as_administrator)["YEARLY"]

    assert (row.lasts, row.runs_out_on) == ("lasts the fiscal year", None)


def test_nw07_it_says_what_must_be_prepared_for_the_next_year(
    as_administrator: Client, as_auditor: Client, company: Company
) -> None:
    year = timezone.localdate().year
    for code in ("DATED", "READY"):
        create_series(
            company,
            code,
            register=code.lower(),
            start=f"{code}{year}-001",
            end=f"{code}{year}-999",
            starting_date=date(year, 1, 1),
        )
    ready = NumberSeries.objects.get(company=company, code="READY")
    add_line(
        ready,
        start=f"READY{year + 1}-001",
        end=f"READY{year + 1}-999",
        starting_date=date(year + 1, 1, 1),
    )

    found = rows(as_administrator)

    assert found["DATED"].next_year == "to_prepare"
    assert found["READY"].next_year == "prepared"
    assert found["CUSTOMER"].next_year == "goes_on"
    url = reverse("admin:numbering_numberseries_nextyear")
    assert url in as_administrator.get(URL).content.decode()
    assert url not in as_auditor.get(URL).content.decode()


# ---- the plot ----


def test_nw06_the_plot_counts_the_numbers_of_each_month(company: Company) -> None:
    series = create_series(company, "CASE", register="case", start="1", gap_policy="fill_gaps")
    draw_some(series, 4, date(2025, 11, 30))
    draw_some(series, 3, date(2025, 12, 1))
    draw_some(series, 5, date(2026, 10, 31))
    numbers = draw_some(series, 2, TODAY)
    with write():
        release(numbers[1])

    plot = plot_of(company)

    assert plot.months[0] == date(2025, 12, 1)
    assert plot.counts == [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 1]
    assert not plot.is_estimate
    assert plot.words.startswith("Numbers per month: Dec 2025 3, Jan 2026 0")
    assert plot.bars[10].height == plots.HEIGHT
    assert [bar.is_now for bar in plot.bars].index(True) == 11


def test_nw06_the_plot_follows_a_line_through_its_years(company: Company) -> None:
    series = create_series(
        company, "CASE", register="case", start="{YYYY}-1", restart="fiscal_year"
    )
    draw_some(series, 4, date(2025, 12, 5))
    draw_some(series, 2, date(2026, 2, 5))

    assert plot_of(company).counts == [4, 0, 2, *[0] * 9]


@pytest.mark.parametrize("policy", ["unbroken", "gaps_allowed"])
def test_nw06_a_busy_line_is_estimated_from_few_rows(
    company: Company, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "FINE_TOGETHER", 20)
    series = create_series(company, "CASE", register="case", start="1", gap_policy=policy)
    months = last_months(TODAY)
    for month in months:
        draw_some(series, 100, month)

    plot = plot_of(company)

    assert plot.is_estimate
    assert plot.words.startswith("Numbers per month, about:")
    assert plot.total == 1200
    since = 0
    for count in reversed(plot.counts):
        since += 100
        assert abs(count - 100) <= 2 * since / 20 + 1


def test_nw06_a_million_numbers_cost_a_thousand_rows() -> None:
    class Line:
        increment = 5
        first_number = 10

    place = plots._Place(Line(), "", 10 + 5_000_000 * 5)  # type: ignore[arg-type]
    probes = list(plots._probes(place, plots.FINE))

    assert len(probes) < 1300
    assert sum(weight for _value, weight in probes) == 5_000_000
    assert all(10 <= value < place.next_value for value, _weight in probes)


def test_nw06_the_page_costs_the_same_however_many_series_and_numbers(
    as_administrator: Client, company: Company
) -> None:
    def make(codes: range, count: int) -> None:
        for code in codes:
            series = create_series(
                company, f"S{code}", register=f"r{code}", start=f"S{code}-1", end=f"S{code}-999"
            )
            draw_some(series, count, timezone.localdate())

    make(range(2), 3)
    with CaptureQueriesContext(connection) as before:
        as_administrator.get(URL)
    make(range(2, 8), 30)

    with statements(len(before)):
        response = as_administrator.get(URL)
    assert len(before) <= 16
    assert len(response.context["rows"]) == 14


def test_nw06_many_series_come_in_pages(as_administrator: Client, company: Company) -> None:
    for code in range(25):
        create_series(company, f"S{code:02}", register=f"r{code}", start=f"S{code:02}-1")

    first, second = rows(as_administrator), rows(as_administrator, page=2)

    assert len(first) == 20
    assert len(second) == 11
    assert not first.keys() & second.keys()


# ---- who ----


def test_nw06_the_outlook_is_for_administrators_and_auditors(
    as_administrator: Client,
    as_auditor: Client,
    as_clerk: Client,
    as_outsider: Client,
    company: Company,
) -> None:
    assert as_administrator.get(URL).status_code == 200
    assert as_auditor.get(URL).status_code == 200
    assert as_clerk.get(URL).status_code == 403
    assert as_outsider.get(URL).status_code == 403
    assert Client().get(URL).url.startswith(reverse("login"))
    assert as_administrator.post(URL).status_code == 405
    assert as_auditor.post(URL).status_code == 403


def test_nw06_an_auditor_is_led_to_the_account_not_to_the_settings(
    as_auditor: Client, as_administrator: Client, company: Company
) -> None:
    series = NumberSeries.objects.get(company=company, code="CUSTOMER")

    account = reverse("numbering:completeness_of", args=[series.pk])
    assert rows(as_auditor)["CUSTOMER"].url == account
    assert rows(as_administrator)["CUSTOMER"].url == series.get_absolute_url()
    assert as_auditor.get(account).status_code == 200


def test_nw06_another_companys_series_are_not_shown(
    as_administrator: Client, outsider: Any
) -> None:
    other = Company.objects.get(code="OTHER")
    create_series(other, "THEIRS", register="case", start="T1", end="T2")

    assert "THEIRS" not in rows(as_administrator)


def test_nw06_the_start_page_plots_what_runs_low(
    as_administrator: Client, company: Company
) -> None:
    series = create_series(company, "CASE", register="case", start="C01", end="C20")
    draw_some(series, 19, timezone.localdate())

    page = as_administrator.get("/").content.decode()

    assert f'href="{URL}"' in page
    assert 'class="plot"' in page
    assert 'role="img"' in page
    assert "style=" not in page
