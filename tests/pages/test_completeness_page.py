"""The auditor's desk on screen, on paper and as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from numbering.models import Company, Counter, NumberSeries
from numbering.pages import completeness as reading
from numbering.services import (
    claim,
    create_series,
    draw_many,
    reserve,
    set_next_number,
    void,
)
from orders.models import Order
from tests.factories import DAY, OrderFactory

pytestmark = pytest.mark.django_db
DESK = reverse("numbering:completeness")
LOOSE = reverse("numbering:completeness_loose")


@pytest.fixture
def eventful(company: Company, clerk: Any) -> NumberSeries:
    """A series in which everything happened, and three numbers are missing."""
    series = create_series(company, "EVENTS", register="letter", start="E-001")
    numbers = draw_many(series, 20, on=DAY, by=clerk)
    void(numbers[4], reason="Printed twice", by=clerk)
    set_next_number(series.lines.get(), 31, on=DAY, reason="Old book", by=clerk)
    draw_many(series, 5, on=DAY, by=clerk)
    claim("E-050", company=company, kind="letter", on=DAY, by=clerk)
    reserve(series, on=DAY, reference="web 17", by=clerk)
    Counter.objects.filter(line__series=series).update(next_value=40)  # what no service does
    draw_many(series, 1, on=DAY, by=clerk)
    return series


def detail(series: NumberSeries) -> str:
    return reverse("numbering:completeness_of", args=[series.pk])


def rows(client: Client, **query: str) -> dict[str, str]:
    """What the desk says of each series and period."""
    found = client.get(DESK, query).context["list"]["rows"]
    return {
        f"{row.item.line.series.code} {row.item.period}".strip(): row.item.account.words
        for row in found
    }


def test_nw02_all_series_at_a_glance(as_auditor, company, eventful) -> None:
    OrderFactory(company=company)
    yearly = create_series(company, "YEARLY", register="y", start="{YY}-1", restart="fiscal_year")
    draw_many(yearly, 2, on=DAY)
    draw_many(yearly, 3, on=DAY.replace(year=DAY.year - 1))

    told = rows(as_auditor)
    assert (
        told["EVENTS"] == "25 in use, 1 reserved, 1 void, 1 typed, 10 left out; 3 numbers missing"
    )
    assert told[f"YEARLY {DAY.year}"] == "2 in use; nothing missing"
    assert told[f"YEARLY {DAY.year - 1}"] == "3 in use; nothing missing"
    page = as_auditor.get(DESK).content.decode()
    assert 'class="strip-hole"' in page
    assert 'class="strip-jump"' in page
    assert "E-001–E-040" in page


def test_nw02_filters_of_the_desk(as_auditor, company, eventful) -> None:
    yearly = create_series(company, "YEARLY", register="y", start="{YY}-1", restart="fiscal_year")
    draw_many(yearly, 2, on=DAY)

    assert list(rows(as_auditor, only="alarms")) == ["EVENTS"]
    assert list(rows(as_auditor, period=str(DAY.year))) == [f"YEARLY {DAY.year}"]
    assert list(rows(as_auditor, series=str(eventful.pk))) == ["EVENTS"]
    assert list(rows(as_auditor, q="year")) == [f"YEARLY {DAY.year}"]
    draw_many(create_series(company, "CASES", register="case"), 1, on=DAY)
    assert list(rows(as_auditor, register="case")) == ["CASES"]


def test_nw02_each_exception_with_its_cause_who_and_when(as_auditor, eventful) -> None:
    page = as_auditor.get(detail(eventful))
    text = page.content.decode()

    what = {row.item.text: str(row.item.state) for row in page.context["list"]["rows"]}
    assert what == {"E-005": "void", "E-036": "reserved", "E-050": "in_use"}
    for word in ("Printed twice", "Old book", "E-021", "E-030", "E-037", "E-039", "Karl Berg"):
        assert word in text, word
    assert "nothing explains it" in text
    assert f'href="{page.context["list"]["rows"][0].url}"' in text

    void_only = as_auditor.get(detail(eventful), {"what": "void"})
    assert [row.item.text for row in void_only.context["list"]["rows"]] == ["E-005"]


def test_nw02_one_period_of_a_series(as_auditor, company) -> None:
    series = create_series(company, "YEARLY", register="y", start="{YY}-1", restart="fiscal_year")
    draw_many(series, 2, on=DAY)
    draw_many(series, 3, on=DAY.replace(year=DAY.year - 1))

    both = as_auditor.get(detail(series)).context["account"]
    one = as_auditor.get(detail(series), {"period": str(DAY.year)}).context["account"]
    assert [account.states for account in both.accounts] == [{"in_use": 3}, {"in_use": 2}]
    assert [account.states for account in one.accounts] == [{"in_use": 2}]


def test_nw02_a_long_line_is_counted_when_somebody_asks(as_auditor, eventful, monkeypatch) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 10)
    monkeypatch.setattr("numbering.views.completeness.AT_ONCE", 10)
    counter = Counter.objects.get(line__series=eventful)

    page = as_auditor.get(DESK).content.decode()
    count = reverse("numbering:completeness_count", args=[counter.pk])
    assert count in page
    assert "25 in use" not in page
    assert "25 in use" in as_auditor.get(count).content.decode()

    page = as_auditor.get(detail(eventful)).content.decode()
    account = reverse("numbering:completeness_account", args=[eventful.pk])
    assert account in page
    assert "nothing explains it" not in page
    assert "nothing explains it" in as_auditor.get(account).content.decode()
    # Known from the filter, though not counted.
    assert "state-missing" in as_auditor.get(DESK, {"only": "alarms"}).content.decode()
    assert "now=1" in as_auditor.get(LOOSE).content.decode()
    assert "Every document" in as_auditor.get(LOOSE, {"now": "1"}).content.decode()


def test_nw02_documents_without_a_number_are_found(as_auditor, company) -> None:
    order = OrderFactory(company=company)
    assert (
        "Every document that should have a number has one" in as_auditor.get(LOOSE).content.decode()
    )

    Order.objects.filter(pk=order.pk).update(number=None)  # what no service does

    page = as_auditor.get(LOOSE).content.decode()
    assert "Documents without a number" in page
    assert f'href="{order.get_absolute_url()}"' in page
    # The number of that order is in use, and nobody has it.
    assert "In use, but no document holds them" in page


def test_nw02_the_account_as_a_file(as_auditor, eventful) -> None:
    answer = as_auditor.get(detail(eventful), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    found = [
        (line["From"], line["To"], line["Count"], line["What"], line["Reason"])
        for line in csv.DictReader(io.StringIO(text))
    ]
    assert found == [
        ("E-021", "E-030", "10", "left out", "Old book"),
        ("E-037", "E-039", "3", "missing", ""),
        ("E-005", "E-005", "1", "void", "Printed twice"),
        ("E-036", "E-036", "1", "reserved", ""),
        ("E-050", "E-050", "1", "typed", ""),
    ]
    workbook = as_auditor.get(detail(eventful), {"export": "xlsx"})
    assert b"".join(workbook.streaming_content).startswith(b"PK")


def test_nw02_the_desk_as_a_file(as_auditor, eventful) -> None:
    answer = as_auditor.get(DESK, {"export": "csv", "only": "alarms"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text))
    assert (line["Series"], line["State"]) == ("EVENTS", "no")
    assert line["Account"].endswith("3 numbers missing")


@pytest.mark.parametrize("language", ["en", "da", "sv", "de", "pl", "fi"])
def test_nw02_the_account_on_paper(as_auditor, company, eventful, language) -> None:
    Company.objects.filter(pk=company.pk).update(language=language)

    for url in (DESK, detail(eventful)):
        answer = as_auditor.get(url, {"export": "pdf"})
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("many", [2, 12])
def test_nw02_the_desk_costs_the_same_for_many_series(as_auditor, company, many) -> None:
    for number in range(many):
        series = create_series(company, f"S{number}", register=f"r{number}", start=f"{number}-01")
        void(draw_many(series, 3, on=DAY)[1], reason="torn")
    as_auditor.get(DESK)

    with CaptureQueriesContext(connection) as queries:
        assert sum("1 void" in words for words in rows(as_auditor).values()) == many
    assert len(queries) == DESK_QUERIES


DESK_QUERIES = 14


@pytest.mark.parametrize("many", [2, 40])
def test_nw02_a_series_costs_the_same_for_many_exceptions(as_auditor, company, many) -> None:
    series = create_series(company, "S", register="case", start="S-001")
    for number in draw_many(series, many, on=DAY, kind="case"):
        void(number, reason="torn")
    as_auditor.get(detail(series))

    with CaptureQueriesContext(connection) as queries:
        as_auditor.get(detail(series))
    assert len(queries) == DETAIL_QUERIES


DETAIL_QUERIES = 21


@pytest.fixture
def addresses(eventful) -> dict[str, str]:
    counter = Counter.objects.get(line__series=eventful)
    return {
        "desk": DESK,
        "loose": LOOSE,
        "series": detail(eventful),
        "account": reverse("numbering:completeness_account", args=[eventful.pk]),
        "count": reverse("numbering:completeness_count", args=[counter.pk]),
    }


@pytest.mark.parametrize("person", ["as_clerk", "as_administrator", "as_auditor"])
def test_nw02_everyone_reads_the_desk(addresses, person, request) -> None:
    client = request.getfixturevalue(person)
    assert {client.get(url).status_code for url in addresses.values()} == {200}


def test_nw02_nobody_writes_at_the_desk(addresses, as_clerk, as_auditor) -> None:
    assert {as_clerk.post(url).status_code for url in addresses.values()} == {405}
    assert {as_auditor.post(url).status_code for url in addresses.values()} == {403}
    with CaptureQueriesContext(connection) as queries:
        for url in addresses.values():
            as_clerk.get(url)
    written = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert written == []


def test_nw02_another_company_sees_nothing_of_it(addresses, as_outsider) -> None:
    assert "EVENTS" not in rows(as_outsider)
    found = {name: as_outsider.get(url).status_code for name, url in addresses.items()}
    assert found == {"desk": 200, "loose": 200, "series": 404, "account": 404, "count": 404}


def test_a_stranger_is_asked_to_log_in(addresses) -> None:
    for url in addresses.values():
        assert Client().get(url).url.startswith(reverse("login"))


@pytest.mark.parametrize("key", ["0", "99999999999999999999999"])
def test_a_series_that_is_not_there(as_auditor, key) -> None:
    for name in ("completeness_of", "completeness_account", "completeness_count"):
        assert as_auditor.get(reverse(f"numbering:{name}", args=[int(key)])).status_code == 404


def test_the_start_page_leads_to_the_desk(as_auditor, eventful) -> None:
    assert f'href="{DESK}"' in as_auditor.get("/").content.decode()
    panel = as_auditor.get(reverse("numbering:missing")).content.decode()
    assert "E-037" in panel
    assert f'href="{detail(eventful)}"' in panel
