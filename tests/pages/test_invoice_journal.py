"""The page of the invoice journal: period, narrowing, files, printing."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from invoicing.models import KeptJournal
from invoicing.services import journals
from invoicing.views import journals as pages
from numbering.models import NumberSeries
from numbering.pdf import PdfUnavailable
from numbering.services import draw, void
from numbering.transactions import write
from numbering.triggers import lifted
from orders.models import OrderType
from tests.factories import order_type
from tests.invoicing.journals import day, issued, series_of

JOURNAL = reverse("invoicing:journal")
KEEP = reverse("invoicing:journal_keep")
KEPT = reverse("invoicing:kept_journals")
NOVEMBER = {"date_from": "2026-11-01", "date_to": "2026-11-30"}


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "render_pdf", lambda html: html.encode())


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def numbers(response: Any) -> list[str]:
    return [row.number for _series, rows in response.context["parts"] for row in rows]


def table(response: Any) -> list[dict[str, str]]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_wb14_the_journal_of_a_period(as_auditor, company, clerk):
    for on in (day(31, 10), day(1), day(30), day(1, 12)):
        issued(company, clerk, on)

    page = as_auditor.get(JOURNAL, NOVEMBER)

    assert numbers(page) == ["99002", "99003"]
    assert "2 invoices" in text(page)
    assert "250.00" in text(page)
    assert "every number from the first to the last has its invoice" in text(page)


def test_without_a_period_it_is_the_month_under_way(as_clerk, company, clerk):
    issued(company, clerk, timezone.localdate())

    page = as_clerk.get(JOURNAL)

    assert numbers(page) == ["99001"]
    assert [shown for _label, _url, shown in page.context["periods"]] == [True, False, False, False]


def test_the_usual_periods_are_a_click_away(as_clerk, company, settings):
    company.fiscal_year_first_month = 7
    company.save()
    periods = as_clerk.get(JOURNAL, NOVEMBER).context["periods"]

    assert [label for label, _url, _shown in periods] == [
        "This month",
        "Last month",
        "This fiscal year",
        "Last fiscal year",
    ]
    year = periods[2][1]
    assert "-07-01" in year
    assert "-06-30" in year


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"date_to": "2026-10-31"}, "ends before it begins"),
        ({"date_to": ""}, "the first and the last day"),
        ({"date_from": "yesterday"}, "valid date"),
        ({"series": "999999"}, "999999 is not one of the available choices"),
        ({"type": "type:77"}, "has no number series of its own"),
    ],
)
def test_what_cannot_be_understood_is_told_at_its_field(as_clerk, asked, told):
    page = as_clerk.get(JOURNAL, NOVEMBER | asked)

    assert page.status_code == 200
    assert told in text(page)
    assert "journal" not in page.context


def test_wb14_a_type_without_a_series_of_its_own_is_not_offered(as_clerk, company):
    OrderType.objects.filter(company=company, slot=2).update(own_invoice_series=False)
    shared = order_type(company, 2)

    page = as_clerk.get(JOURNAL, NOVEMBER)
    assert f'value="type:{order_type(company, 1).pk}"' in text(page)
    assert f'value="type:{shared.pk}"' not in text(page)
    refused = as_clerk.get(JOURNAL, NOVEMBER | {"type": f"type:{shared.pk}"})
    assert "“2 Kredit” has no number series of its own" in text(refused)


def test_wb14_narrowed_to_a_type_and_to_a_series(as_clerk, company, clerk):
    issued(company, clerk, day(2))
    issued(company, clerk, day(3), slot=2)
    own, other = series_of(company, "INVOICE-1"), series_of(company, "INVOICE-2")
    own_type = f"type:{order_type(company, 1).pk}"

    assert numbers(as_clerk.get(JOURNAL, NOVEMBER | {"type": own_type})) == ["99001"]
    assert numbers(as_clerk.get(JOURNAL, NOVEMBER | {"series": other.pk})) == ["90001"]
    both = NOVEMBER | {"type": own_type, "series": own.pk}
    assert numbers(as_clerk.get(JOURNAL, both)) == ["99001"]
    crossed = as_clerk.get(JOURNAL, NOVEMBER | {"type": own_type, "series": other.pk})
    assert "is numbered from INVOICE-1" in text(crossed)


def test_a_long_journal_comes_in_pages_with_the_sums_of_all(as_clerk, company, clerk, monkeypatch):
    monkeypatch.setattr(pages, "PAGE_SIZE", 2)
    for number in (1, 2, 3):
        issued(company, clerk, day(number))
    issued(company, clerk, day(4), slot=2)

    first = as_clerk.get(JOURNAL, NOVEMBER)
    last = as_clerk.get(first.context["after"])

    assert numbers(first) == ["99001", "99002"]
    assert numbers(last) == ["99003", "90001"]
    assert "4 invoices" in text(last)
    assert numbers(as_clerk.get(JOURNAL, NOVEMBER | {"page": "99"})) == ["99003", "90001"]
    assert numbers(as_clerk.get(JOURNAL, NOVEMBER | {"page": "x"})) == ["99001", "99002"]


def test_the_queries_of_the_page_do_not_grow(as_clerk, company, clerk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert as_clerk.get(JOURNAL, NOVEMBER).status_code == 200
        return len(found)

    for number in (1, 2):
        issued(company, clerk, day(number))
        issued(company, clerk, day(number), slot=2)
    queries()
    few = queries()
    for number in range(3, 9):
        issued(company, clerk, day(number))
        issued(company, clerk, day(number), slot=2)
    assert queries() == few <= 30


def test_wb14_the_csv_has_invoices_sums_and_missing_numbers(as_auditor, company, clerk):
    issued(company, clerk, day(2), ("2", "50", None))
    with write():
        number = draw(series_of(company, "INVOICE-1"), on=day(3), by=clerk, kind="invoice")
        void(number, reason="spoilt", by=clerk)

    rows = table(as_auditor.get(JOURNAL, NOVEMBER | {"export": "csv"}))

    assert [(row["Row"], row["Number"], row["Total"], row["Note"]) for row in rows] == [
        ("Invoice", "99001", "125.00", ""),
        ("Sum of the series", "99001 – 99001", "125.00", ""),
        ("Sum", "", "125.00", ""),
        ("No invoice", "99002", "", "void: spoilt"),
    ]
    assert (rows[0]["Net 25\u00a0%"], rows[0]["Tax 25\u00a0%"]) == ("100.00", "25.00")
    assert rows[1]["Tax 25\u00a0%"] == rows[2]["Tax 25\u00a0%"] == "25.00"


def test_the_workbook_holds_the_same(as_clerk, company, clerk):
    issued(company, clerk, day(2))
    answer = as_clerk.get(JOURNAL, NOVEMBER | {"export": "xlsx"})

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (rows[0][0], rows[1][2], rows[1][11]) == ("Row", "99001", 100)


def test_wb14_what_is_printed_is_kept_with_who(as_auditor, auditor, company, clerk):
    issued(company, clerk, day(2))

    page = as_auditor.post(KEEP, NOVEMBER, follow=True)

    kept = KeptJournal.objects.get()
    assert (kept.created_by, kept.count) == (auditor, 1)
    assert "Invoice journal 1 is printed and kept." in text(page)
    assert "differs from today" not in text(page)
    paper = as_auditor.get(reverse("invoicing:kept_journal_file", args=[kept.pk]))
    assert paper.content == bytes(kept.content)
    assert paper["Content-Disposition"] == 'attachment; filename="invoice-journal-1.pdf"'
    listed = as_auditor.get(KEPT).context["list"]["rows"]
    assert [row.item for row in listed] == [kept]


def test_a_printed_journal_says_when_todays_differs(as_clerk, company, clerk):
    issued(company, clerk, day(2))
    as_clerk.post(KEEP, NOVEMBER)
    issued(company, clerk, day(29))

    page = as_clerk.get(KeptJournal.objects.get().get_absolute_url())

    assert "Invoices when it was printed: 1; today: 2." in text(page)


def test_a_journal_of_a_type_keeps_its_name_when_the_type_gets_another(as_clerk, company, clerk):
    issued(company, clerk, day(2))
    as_clerk.post(KEEP, NOVEMBER | {"type": f"type:{order_type(company, 1).pk}"})
    OrderType.objects.filter(company=company, slot=1).update(description="Something else")
    NumberSeries.objects.filter(company=company).update(description="Something else")

    page = as_clerk.get(KeptJournal.objects.get().get_absolute_url())

    assert "1 Faktura (INVOICE-1)" in text(page)
    assert "differs from today" not in text(page)


def test_where_the_libraries_lack_the_message_names_the_packages(
    as_clerk, company, clerk, monkeypatch
):
    def lacking(html: str) -> bytes:
        raise PdfUnavailable("PDFs cannot be made: install libpango-1.0-0.")

    monkeypatch.setattr(journals, "render_pdf", lacking)
    page = as_clerk.post(KEEP, NOVEMBER, follow=True)

    assert "install libpango-1.0-0" in text(page)
    assert "Download the page" in text(page)
    kept = KeptJournal.objects.get()
    paper = as_clerk.get(reverse("invoicing:kept_journal_file", args=[kept.pk]))
    assert paper["Content-Disposition"] == 'attachment; filename="invoice-journal-1.html"'


def test_a_refused_print_shows_the_journal_again(as_clerk, company, clerk, monkeypatch):
    monkeypatch.setattr(journals, "MOST_PRINTED", 0)
    issued(company, clerk, day(2))

    page = as_clerk.post(KEEP, NOVEMBER)

    assert "is not printed: choose a shorter period" in text(page)
    assert numbers(page) == ["99001"]
    assert not KeptJournal.objects.exists()


def test_too_long_a_journal_is_not_offered_to_be_printed(as_clerk, company, clerk, monkeypatch):
    monkeypatch.setattr(pages, "MOST_PRINTED", 0)
    issued(company, clerk, day(2))

    page = as_clerk.get(JOURNAL, NOVEMBER)

    assert KEEP not in text(page)
    assert "choose a shorter period or one series" in text(page)


def test_another_companys_invoices_and_journals_are_left_out(as_clerk, as_outsider, company, clerk):
    issued(company, clerk, day(2))
    as_clerk.post(KEEP, NOVEMBER)
    kept = KeptJournal.objects.get()

    assert numbers(as_outsider.get(JOURNAL, NOVEMBER)) == []
    assert as_outsider.get(KEPT).context["list"]["rows"] == []
    assert as_outsider.get(kept.get_absolute_url()).status_code == 404
    foreign = as_outsider.get(JOURNAL, NOVEMBER | {"series": series_of(company, "INVOICE-1").pk})
    assert "not one of the available choices" in text(foreign)


def test_a_printed_journal_that_was_changed_is_not_handed_out(as_auditor, company, clerk):
    issued(company, clerk, day(2))
    as_auditor.post(KEEP, NOVEMBER)
    with lifted(connection):
        KeptJournal.objects.update(content=b"%PDF-forged")
    address = reverse("invoicing:kept_journal_file", args=[KeptJournal.objects.get().pk])
    answer = as_auditor.get(address)
    assert answer.status_code == 422
    assert "does not fit its SHA-256" in answer.content.decode()
