"""Lists: search, filters, sorting, paging, columns and export, with the register as subject."""

import re

import pytest
from django.db import transaction
from django.test import Client

from numbering.models import IssuedNumber
from numbering.services import create_series, draw_many, void
from numbering.views.register import RegisterPage
from tests.factories import DAY

pytestmark = pytest.mark.django_db
URL = "/numbers/"


@pytest.fixture
def numbers(company, clerk, administrator):
    """130 cases, the last one void; 3 vouchers of somebody else."""
    cases = create_series(company, "CASE", register="case", start="C1", end="C500")
    vouchers = create_series(company, "VOU", register="voucher", start="V001")
    with transaction.atomic():
        issued = draw_many(cases, 130, on=DAY, by=clerk, kind="case")
        void(issued[-1], reason="=SUM(A1) torn", by=clerk)
        draw_many(vouchers, 3, on=DAY.replace(year=2025), by=administrator, kind="voucher")
    return issued


@pytest.fixture
def drawn_by_nobody(company, numbers):
    """Two numbers that the program drew by itself: rows with an empty person."""
    with transaction.atomic():
        draw_many(numbers[0].series, 2, on=DAY, kind="case")


@pytest.fixture
def auditing(client: Client, auditor) -> Client:
    client.force_login(auditor)
    return client


def shown(response) -> list[str]:
    """The numbers on a page."""
    rows = re.findall(r"<tr data-href.*?</tr>", response.content.decode(), re.S)
    return [re.search(r'<td class="num"><a[^>]*>([^<]+)', row)[1] for row in rows]


def link(response, rel: str) -> str:
    """The address of the newer or older page; "" where there is none."""
    found = re.search(rf'href="([^"]+)"\s+rel="{rel}"', response.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def test_the_newest_come_first_and_pages_hold_all_rows_once(auditing, numbers):
    response, seen = auditing.get(URL), []
    assert shown(response)[:4] == ["V003", "V002", "V001", "C130"]
    while True:
        seen += shown(response)
        older = link(response, "next")
        if not older:
            break
        response = auditing.get(older)
    expected = IssuedNumber.objects.order_by("-pk").values_list("text", flat=True)
    assert seen == list(expected)

    newer = auditing.get(link(response, "prev"))
    assert shown(newer) == seen[50:100]


@pytest.mark.parametrize("column", [c.key for c in RegisterPage.columns if c.sort])
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_sorting_pages_through_all_rows_once(auditing, drawn_by_nobody, column, sign):
    """Also by columns with equal and with empty values."""
    response, seen = auditing.get(URL, {"sort": sign + column}), []
    while response:
        seen += shown(response)
        older = link(response, "next")
        response = auditing.get(older) if older else None
    assert len(seen) == len(set(seen)) == IssuedNumber.objects.count()


def test_a_number_sorts_as_people_count(auditing, numbers):
    assert shown(auditing.get(URL, {"sort": "text", "kind": "case"}))[7:11] == [
        "C8",
        "C9",
        "C10",
        "C11",
    ]


def test_rows_that_arrive_meanwhile_are_not_shown_twice(auditing, numbers, company, clerk):
    first = auditing.get(URL)
    older = link(first, "next")
    with transaction.atomic():
        draw_many(numbers[0].series, 5, on=DAY, by=clerk, kind="case")
    assert not set(shown(first)) & set(shown(auditing.get(older)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "C13"}, ["C130", "C13"]),
        ({"q": "c13 0"}, ["C130"]),
        ({"state": "void"}, ["C130"]),
        ({"kind": "voucher"}, ["V003", "V002", "V001"]),
        ({"kind": "register:invoice"}, []),
        ({"q": "V", "date_from": "2026-01-01"}, []),
        ({"date_to": "2025-12-31"}, ["V003", "V002", "V001"]),
        ({"q": "no such"}, []),
        ({"q": "C1\x0030"}, ["C130"]),
    ],
)
def test_search_and_filters(auditing, numbers, query, found):
    assert shown(auditing.get(URL, query)) == found


def test_filter_by_series_and_person(auditing, numbers, administrator):
    series = numbers[0].series_id
    assert len(shown(auditing.get(URL, {"series": series, "q": "C12"}))) == 11
    assert shown(auditing.get(URL, {"by": administrator.pk})) == ["V003", "V002", "V001"]


@pytest.mark.parametrize(
    "query",
    [
        {"date_from": "nonsense"},
        {"date_from": "0001-01-01"},
        {"date_to": "9999-12-31"},
        {"series": "7 or 1=1"},
        {"state": "sleeping"},
    ],
)
def test_a_filter_that_cannot_be_understood_is_told_and_left_out(auditing, numbers, query):
    response = auditing.get(URL, query)
    assert response.status_code == 200
    assert b"This filter is left out." in response.content
    assert len(shown(response)) == 50


@pytest.mark.parametrize(
    "query", [{"after": "x"}, {"before": "x:y:z"}, {"sort": "password"}, {"sort": "-"}]
)
def test_addresses_edited_by_hand_show_the_first_page(auditing, numbers, query):
    assert shown(auditing.get(URL, query))[0] == "V003"


def test_a_cursor_of_another_sorting_is_not_used(auditing, numbers):
    older = link(auditing.get(URL, {"sort": "text"}), "next")
    cursor = re.search(r"after=([^&]+)", older)[1]
    assert shown(auditing.get(f"{URL}?after={cursor}"))[0] == "V003"


def test_the_number_of_queries_does_not_depend_on_the_rows(
    auditing, numbers, django_assert_max_num_queries
):
    with django_assert_max_num_queries(18) as few:
        auditing.get(URL, {"kind": "voucher"})
    with django_assert_max_num_queries(18) as many:
        auditing.get(URL, {"kind": "case"})
    # Vouchers stand on documents of several models, cases on records alone.
    assert len(many) <= len(few)


def test_a_search_asks_as_much_for_three_rows_as_for_many(
    auditing, numbers, django_assert_max_num_queries
):
    with django_assert_max_num_queries(21) as few:
        auditing.get(URL, {"q": "V"})
    with django_assert_max_num_queries(21) as many:
        auditing.get(URL, {"q": "C"})
    assert len(many) <= len(few)


def test_rows_found_are_counted_up_to_a_limit(auditing, numbers, monkeypatch):
    assert "<span>\n    \n      133 rows" in auditing.get(URL).content.decode()
    monkeypatch.setattr(RegisterPage, "count_limit", 100)
    assert "more than 100 rows" in auditing.get(URL).content.decode()


def test_columns_are_switched_and_remembered_in_the_browser(auditing, numbers):
    assert "<th" in auditing.get(URL).content.decode()
    assert "How</a>" in auditing.get(URL).content.decode()

    response = auditing.get(URL, {"columns": "1", "show": ["scope", "made-up"], "q": "C1"})

    assert response.status_code == 302
    assert response.url == f"{URL}?q=C1"
    assert response.cookies["columns_registerpage"].value == "scope"
    page = auditing.get(URL).content.decode()
    assert "How</a>" not in page
    assert re.search(r"<th[^>]*>\s*Period", page)


def test_the_export_holds_all_rows_found(auditing, numbers):
    response = auditing.get(URL, {"export": "csv", "kind": "case"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    assert lines[0].startswith("\ufeffNumber,Kind,Series")
    assert len(lines) == 131
    assert lines[1].startswith("C130,")
    # A spreadsheet must not run what somebody wrote as a reason.
    assert lines[1].endswith("'=SUM(A1) torn")


def test_the_export_suits_spreadsheets_that_write_a_comma(auditing, numbers):
    auditing.cookies["django_language"] = "de"
    response = auditing.get(URL, {"export": "csv", "q": "V003"})
    assert b"V003;" in b"".join(response.streaming_content)


def test_htmx_gets_the_rows_alone_and_the_address_to_show(auditing, numbers):
    response = auditing.get(
        URL, {"q": "C13", "state": "", "kind": ""}, headers={"HX-Request": "true"}
    )
    assert b"<html" not in response.content
    assert response.headers["HX-Replace-Url"] == f"{URL}?q=C13"


def test_an_empty_list_says_what_to_do(auditing, company):
    assert b"The first order or invoice draws one." in auditing.get(URL).content
    assert b"Take a filter away" in auditing.get(URL, {"q": "x"}).content


def test_other_companies_see_nothing_of_it(client, outsider, numbers):
    client.force_login(outsider)
    assert shown(client.get(URL)) == []
    assert client.get(f"{URL}{numbers[0].pk}/").status_code == 404
