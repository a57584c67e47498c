"""Papers speak the customer's language, every word of them (Winbas: the form's title too)."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from invoicing.choices import InvoiceKind
from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.models import Order
from orders.services.orders import cancel_order
from orders.services.trade_steps import convert
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, PartyFactory, number_kinds

ROOT = Path(settings.BASE_DIR)
# Its name, and that of the month in which the invoice is due, is another one in each language.
DAY = datetime.date(2026, 1, 21)
KINDS = (*InvoiceKind.values, "sales_order", "delivery")
TITLES = {
    "en": "Invoice|Credit invoice|Internal invoice|Cash note|Advance invoice"
    "|Order confirmation|Delivery note",
    "da": "Faktura|Kreditnota|Intern faktura|Kontantnota|Acontofaktura"
    "|Ordrebekræftelse|Følgeseddel",
    "sv": "Faktura|Kreditfaktura|Internfaktura|Kontantnota|Förskottsfaktura"
    "|Orderbekräftelse|Följesedel",
    "de": "Rechnung|Rechnungskorrektur|Interne Rechnung|Barverkaufsrechnung|Anzahlungsrechnung"
    "|Auftragsbestätigung|Lieferschein",
    "pl": "Faktura|Faktura korygująca|Faktura wewnętrzna|Faktura gotówkowa|Faktura zaliczkowa"
    "|Potwierdzenie zamówienia|Dowód dostawy",
    "fi": "Lasku|Hyvityslasku|Sisäinen lasku|Käteislasku|Ennakkolasku"
    "|Tilausvahvistus|Lähetysluettelo",
}
OTHERS = [language for language in TITLES if language != "en"]
# What a user typed, and no catalog translates.
TYPED = {
    *("Nordisk Træ ApS", "Havnegade", "København, DK", "post@company.test"),
    *("Kowalski", "ul. Długa", "Gdańsk", "PL", "Eriksson", "Berg", "By lorry", "Chair", "pcs"),
    *("days", "DKK"),
}


class Paper(HTMLParser):
    """The texts on a paper, without their figures; the bar above the paper is none of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.path: list[str] = []
        self.words: set[str] = set()
        self.title = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "meta", "link"):
            self.path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop() == tag

    def handle_data(self, data: str) -> None:
        text = " ".join(re.sub(r"[\d.,]*\d%?", "", data).split()).strip("% ")
        if "article" in self.path and text:
            self.words.add(text)
        if "h1" in self.path:
            self.title += text


@pytest.fixture
def reader(clerk: User) -> Client:
    """The clerk, whose own language is English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(clerk)
    return client


def _order(company: Company, by: User, language: str) -> Order:
    party = PartyFactory(
        company=company,
        name="Kowalski",
        street="ul. Długa 1",
        city="Gdańsk",
        country="PL",
        tax_id="PL1234567890",
        language=language,
    )
    return OrderFactory(
        company=company,
        by=by,
        party=party,
        date=DAY,
        your_reference="Eriksson",
        our_reference="Berg",
        text="By lorry",
    )


def _papers(company: Company, by: User, language: str, reader: Client) -> list[Paper]:
    """Every kind of paper, in every state that shows on it."""
    cancelled = _order(company, by, language)
    cancel_order(order=cancelled, by=by, reason="Too late")
    order = _order(company, by, language)
    invoice = InvoiceFactory(order=order, by=by, date=DAY)
    credit = issue_invoice(invoice=credit_invoice(invoice=invoice, by=by, date=DAY), by=by)
    cash = DraftFactory(order=_order(company, by, language), by=by, date=DAY)
    Invoice.objects.filter(pk=cash.pk).update(kind=InvoiceKind.CASH_NOTE)
    return [
        Paper(reader.get(reverse(name, args=[document.pk])).content.decode())
        for name, document in (
            ("orders:order_print", cancelled),
            ("orders:order_print", order),
            ("invoicing:invoice_print", invoice),
            ("invoicing:invoice_print", credit),
            ("invoicing:invoice_print", cash),
        )
    ]


@pytest.mark.parametrize("language", TITLES)
def test_wb16_the_title_follows_the_document_and_the_language(
    company: Company, clerk: User, reader: Client, language: str
) -> None:
    order = _order(company, clerk, language)
    draft = DraftFactory(order=order, by=clerk, date=DAY)
    expected = dict(zip(KINDS, TITLES[language].split("|"), strict=True))
    found = {}
    for kind in InvoiceKind.values:
        Invoice.objects.filter(pk=draft.pk).update(kind=kind)
        page = reader.get(reverse("invoicing:invoice_print", args=[draft.pk])).content.decode()
        found[kind] = Paper(page).title
        assert f'<html lang="{language}">' in page
    page = reader.get(reverse("orders:order_print", args=[order.pk])).content.decode()
    found["sales_order"] = Paper(page).title
    number_kinds(company, "delivery")
    delivery = convert(source=order, into="delivery", by=clerk, date=DAY)
    address = reverse("orders:trade_print", args=["delivery", delivery.pk])
    found["delivery"] = Paper(reader.get(address).content.decode()).title
    assert found == expected


@pytest.mark.parametrize("language", OTHERS)
def test_wb16_no_english_word_is_left_on_a_paper(
    company: Company, clerk: User, reader: Client, language: str
) -> None:
    english = _papers(company, clerk, "en", reader)
    translated = _papers(company, clerk, language, reader)
    for before, after in zip(english, translated, strict=True):
        assert before.words & after.words <= TYPED, before.title
        # Every typed text is there, so what is left really is the paper's own.
        assert len(after.words & TYPED) == len(before.words & TYPED) > 8
    labels = set().union(*(paper.words for paper in english)) - TYPED
    assert {"Tax % of", "draft", "To your credit", "Pay by", "Tax identity DK"} <= labels


def test_wb16_the_bar_above_the_paper_stays_in_the_readers_language(
    company: Company, clerk: User, reader: Client
) -> None:
    order = _order(company, clerk, "pl")
    page = reader.get(reverse("orders:order_print", args=[order.pk])).content.decode()
    assert '<div class="tools" lang="en">' in page
    assert re.search(r"<button[^>]*>Print</button>", page)


def _messages(root: Path = ROOT, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "script" / "messages", *options, root],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The words and the translations, to be spoilt."""
    shutil.copytree(ROOT / "locale", tmp_path / "locale")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    for application in ("config", "numbering", "orders", "invoicing"):
        for source in (ROOT / application).rglob("*.py"):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return tmp_path


def test_the_translations_are_complete_and_compiled(copy: Path) -> None:
    assert _messages(copy, "--check").returncode == 0
    languages = {path.name for path in (ROOT / "locale").iterdir()}
    assert languages | {"en"} == set(dict(settings.LANGUAGES)) == set(TITLES)


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "locale/pl/LC_MESSAGES/django.po",
            "Ilość",
            "Liczba",
            "pl/LC_MESSAGES/django.mo: is stale",
        ),
        ("locale/fi/LC_MESSAGES/django.po", '"Kuvaus"', '""', '"Text" is not translated'),
        ("locale/sv/LC_MESSAGES/django.po", "Moms %(rate)s", "Moms", "the placeholders differ"),
        ("templates/print/invoice.html", '"Pay by"', '"Pay"', '"Pay" is not translated'),
        (
            "templates/print/invoice.html",
            '"Payment terms"',
            '"Terms"',
            '"Payment terms" is on no paper',
        ),
        (
            "templates/print/item_journal.html",
            '"Quantity" context "paper"',
            '"Quantity"',
            '"Quantity" without context "paper"',
        ),
        (
            "orders/tradekinds.py",
            '"Delivery note"',
            '"Packing list"',
            '"Packing list" is not translated',
        ),
    ],
)
def test_a_word_without_translation_is_found(
    copy: Path, file: str, old: str, new: str, complaint: str
) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")

    answer = _messages(copy, "--check")

    assert answer.returncode == 1
    assert complaint in answer.stderr


def test_compiling_ends_the_complaint(copy: Path) -> None:
    for compiled in copy.rglob("*.mo"):
        compiled.unlink()
    assert "is stale" in _messages(copy, "--check").stderr
    assert _messages(copy).returncode == 0
    assert _messages(copy, "--check").returncode == 0
