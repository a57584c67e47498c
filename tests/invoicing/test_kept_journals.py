"""Printed journals: kept as they were printed, numbered one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from pypdf import PdfReader

from invoicing.exceptions import JournalChanged, JournalTooLong
from invoicing.journal import Scope
from invoicing.models import KeptJournal
from invoicing.services import journals
from invoicing.services.journals import keep_journal
from numbering.models import Company
from numbering.pdf import PdfUnavailable
from numbering.services import draw, void
from numbering.transactions import write
from tests.factories import WinbasCompanyFactory
from tests.invoicing.journals import day, issued, november, series_of


def text_of(kept: KeptJournal) -> str:
    """What the PDF says, without what typesetting does to spaces."""
    pages = PdfReader(BytesIO(bytes(kept.content))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a second; most of these tests look at other things."""
    monkeypatch.setattr(journals, "render_pdf", lambda html: html.encode())


@pytest.fixture
def kept(company: Company, clerk: User, no_drawing: None) -> KeptJournal:
    issued(company, clerk, day(2))
    return keep_journal(scope=november(company), by=clerk).kept


def test_wb14_a_printed_journal_is_kept_with_who_and_when(company: Company, clerk: User) -> None:
    issued(company, clerk, day(2), ("2", "100", None))
    issued(company, clerk, day(3), slot=2)

    printed = keep_journal(scope=november(company), by=clerk)

    kept = KeptJournal.objects.get()
    assert (kept, printed.pdf_problem) == (printed.kept, "")
    assert (kept.number, kept.created_by, kept.count, kept.missing) == (1, clerk, 2, 0)
    # Of several series only the figures tell the first and the last number.
    assert (kept.first_number, kept.last_number) == ("", "")
    assert kept.sha256 == sha256(kept.content).hexdigest()
    assert (kept.content_type, kept.size) == ("application/pdf", len(kept.content))
    assert kept.sums == [
        {
            "currency": "DKK",
            "kind": "",
            "count": 2,
            "net": "100.00",
            "tax": "25.00",
            "gross": "125.00",
        }
    ]
    text = text_of(kept)
    for word in ("Invoice journal 1", "Karl Berg", "INVOICE-1", "99001", "250.00", "1 / 1"):
        assert word in text


def test_the_paper_is_in_the_companys_language(company: Company, clerk: User) -> None:
    company.language = "sv"
    company.save()
    issued(company, clerk, day(2))

    text = text_of(keep_journal(scope=november(company), by=clerk).kept)

    assert "Fakturajournal 1" in text
    assert "Invoice" not in text.replace("INVOICE", "")


def test_wb14_the_paper_names_what_is_missing(company: Company, clerk: User) -> None:
    issued(company, clerk, day(2))
    with write():
        number = draw(series_of(company, "INVOICE-1"), on=day(3), by=clerk, kind="invoice")
        void(number, reason="spoilt form", by=clerk)

    text = text_of(keep_journal(scope=november(company), by=clerk).kept)
    assert "99002" in text
    assert "spoilt form" in text


def test_journals_are_numbered_by_company(company: Company, clerk: User, no_drawing: None) -> None:
    scope, other = november(company), november(WinbasCompanyFactory())
    numbers = [keep_journal(scope=one, by=clerk).kept.number for one in (scope, scope, other)]

    assert numbers == [1, 2, 1]


def test_a_number_that_somebody_else_got_first_is_not_given_twice(
    company: Company, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(html: str) -> bytes:
        # Another journal is printed while this one is drawn, once.
        monkeypatch.setattr(journals, "render_pdf", lambda page: page.encode())
        keep_journal(scope=november(company), by=clerk)
        return html.encode()

    monkeypatch.setattr(journals, "render_pdf", slow)
    kept = keep_journal(scope=november(company), by=clerk).kept

    assert kept.number == 2
    assert "Invoice journal 2" in bytes(kept.content).decode()


def test_invoices_issued_between_two_looks_have_it_drawn_anew(
    company: Company, clerk: User, no_drawing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_agree", lambda journal, rows: False)
    with pytest.raises(JournalChanged):
        keep_journal(scope=november(company), by=clerk)
    assert not KeptJournal.objects.exists()


def test_a_journal_that_is_too_long_is_refused_in_words(
    company: Company, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "MOST_PRINTED", 1)
    for number in (1, 2):
        issued(company, clerk, day(number))

    with pytest.raises(JournalTooLong, match="shorter period"):
        keep_journal(scope=november(company), by=clerk)


def test_without_the_libraries_the_page_is_kept(
    company: Company, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(html: str) -> bytes:
        raise PdfUnavailable("install libpango-1.0-0")

    monkeypatch.setattr(journals, "render_pdf", lacking)
    issued(company, clerk, day(2))

    printed = keep_journal(scope=november(company), by=clerk)

    page = bytes(printed.kept.content).decode()
    assert printed.pdf_problem == "install libpango-1.0-0"
    assert printed.kept.content_type == "text/html"
    assert "99001" in page
    # It stands alone: its looks are in it.
    assert "A4 landscape" in page
    assert "stylesheet" not in page


def test_a_period_without_invoices_can_be_printed(
    company: Company, clerk: User, no_drawing: None
) -> None:
    kept = keep_journal(scope=november(company), by=clerk).kept
    assert (kept.count, kept.sums, kept.first_number) == (0, [], "")


def _raw(sql: str) -> Callable[[KeptJournal], object]:
    def run(kept: KeptJournal) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [kept.pk])

    return run


def _save(kept: KeptJournal) -> None:
    kept.count = 7
    kept.save()


ATTEMPTS: dict[str, Callable[[KeptJournal], object]] = {
    "save": _save,
    "update": lambda kept: KeptJournal.objects.update(count=7),
    "delete": lambda kept: kept.delete(),
    "delete all": lambda kept: KeptJournal.objects.all().delete(),
    "raw update": _raw("UPDATE invoicing_keptjournal SET sha256 = 'x' WHERE id = %s"),
    "raw delete": _raw("DELETE FROM invoicing_keptjournal WHERE id = %s"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_printed_journal_never_changes(
    kept: KeptJournal, attempt: Callable[[KeptJournal], object]
) -> None:
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        attempt(kept)
    stored = KeptJournal.objects.get(pk=kept.pk)
    assert (stored.count, bytes(stored.content)) == (1, kept.content)


def test_a_narrowed_journal_says_to_what(company: Company, clerk: User, no_drawing: None) -> None:
    scope = Scope(
        company=company, first=day(1), last=day(30), series=series_of(company, "INVOICE-2")
    )
    issued(company, clerk, day(2))
    issued(company, clerk, day(3), slot=2)
    kept = keep_journal(scope=scope, by=clerk).kept
    assert (kept.series, kept.narrowed_to) == (scope.series, "INVOICE-2 · Kredit")
    assert (kept.first_number, kept.last_number, kept.count) == ("90001", "90001", 1)
