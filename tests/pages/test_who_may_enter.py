"""Every address of the clerks' pages: who may enter, and that nobody sees another company."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

import invoicing.urls
import orders.urls
from invoicing.journal import Scope
from invoicing.services.journals import keep_journal
from invoicing.services.papers import keep_papers
from invoicing.services.runs import issue_together
from orders.models import OrderType
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    ItemFactory,
    OrderFactory,
    TradeFactory,
    number_kinds,
)
from tests.invoicing.settling import pay, reminded
from tests.orders.production import for_stock
from tests.orders.stock import posted

APPS = (("orders", orders.urls), ("invoicing", invoicing.urls))
PATTERNS: dict[str, URLPattern] = {
    f"{name}:{pattern.name}": pattern for name, urls in APPS for pattern in urls.urlpatterns
}
WITH_KEY = sorted(name for name, one in PATTERNS.items() if "<int:pk>" in str(one.pattern))
FILES = {
    "orders:export",
    "orders:paper_style",
    "invoicing:invoice_paper",
    "invoicing:kept_journal_file",
}
POST_ONLY = {
    "invoicing:invoice_issue",
    "invoicing:invoice_discard",
    "invoicing:invoice_draw",
    "invoicing:invoice_run_papers",
    "invoicing:invoice_keep",
    "invoicing:journal_keep",
    "orders:trade_close",
    "orders:trade_reopen",
    "orders:journal_opposite",
    "orders:production_start",
    "orders:commission_close",
    "orders:commission_reopen",
    "orders:record_close",
    "orders:record_reopen",
}
WRITING = POST_ONLY | {
    "orders:order_new",
    "orders:order_rule",
    "orders:order_edit",
    "orders:order_move",
    "orders:party_rule",
    "orders:item_rule",
    "invoicing:invoice_number",
    "orders:order_cancel",
    "orders:order_convert",
    "orders:trade_convert",
    "orders:trade_new",
    "orders:trade_rule",
    "orders:trade_edit",
    "orders:trade_cancel",
    "orders:trade_close",
    "orders:trade_reopen",
    "orders:order_production",
    "orders:journal_new",
    "orders:journal_rule",
    "orders:production_new",
    "orders:production_rule",
    "orders:production_combine",
    "orders:production_edit",
    "orders:production_cancel",
    "orders:production_finish",
    "orders:commission_new",
    "orders:commission_rule",
    "orders:commission_edit",
    "orders:commission_cancel",
    "orders:record_new",
    "orders:record_rule",
    "orders:record_edit",
    "orders:record_cancel",
    "orders:party_new",
    "orders:party_edit",
    "orders:item_new",
    "orders:item_edit",
    "orders:import",
    "orders:import_template",
    "invoicing:invoice_new",
    "invoicing:invoice_write",
    "invoicing:invoice_write_credit",
    "invoicing:invoice_rule",
    "invoicing:advance_new",
    "invoicing:invoice_from_trade",
    "invoicing:invoice_issue_many",
    "invoicing:invoice_edit",
    "invoicing:invoice_credit",
    "invoicing:invoice_pay",
    "invoicing:invoice_send",
    "invoicing:reminder_send",
    "invoicing:invoice_set_off",
    "invoicing:payment_withdraw",
    "invoicing:reminder_new",
    "invoicing:reminder_cancel",
}
# Printing a journal is an auditor's own work: it is kept, and changes nothing.
OPEN_TO_AUDITORS = {"invoicing:journal_keep"}


@pytest.fixture
def numbered(journal_series, production_series, levels) -> None:
    """What is numbered by a series of its own has one."""


@pytest.fixture
def addresses(company, clerk, store, numbered) -> dict[str, str]:
    """Every address, with a document of the company where it is about one."""
    number_kinds(company, "delivery")
    order = OrderFactory(company=company)
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    issued = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    item = ItemFactory(company=company)
    documents = {
        "orders:party": order.party,
        "orders:item": item,
        "orders:journal": posted(clerk, "receipt", store, (item, 1)),
        "orders:production": for_stock(company, clerk, item),
        "orders:order": order,
        "invoicing:invoice_new": order,
        "invoicing:advance": order,
        "invoicing:invoice_from_trade": TradeFactory(company=company, kind="delivery"),
        "invoicing:invoice_credit": issued,
        "invoicing:invoice_set_off": issued,
        "invoicing:invoice_paper": keep_papers(invoice=issued, by=clerk)["pdf"].invoice,
        "invoicing:payment": pay(issued, 250),
        "invoicing:reminder": reminded(issued),
        "invoicing:invoice_run": issued_together(company, clerk),
        "invoicing:invoice": draft,
        "invoicing:kept": keep_journal(
            scope=Scope(company=company, first=DAY, last=DAY), by=clerk
        ).kept,
        "orders:trade": TradeFactory(company=company),
        "orders:commission": CommissionFactory(company=company),
        "orders:record": RecordFactory(company=company),
    }

    def of(name: str) -> str:
        if name not in WITH_KEY:
            return address(name)
        document = next(found for start, found in documents.items() if name.startswith(start))
        return address(name, document.pk)

    return {name: of(name) for name in sorted(PATTERNS)}


def issued_together(company, by):
    """A batch of one draft that was issued and one that was thrown away."""
    draft = DraftFactory(order=OrderFactory(company=company), by=by)
    return issue_together(company=company, keys=[draft.pk, draft.pk + 999], by=by)


def address(name: str, key: object = None) -> str:
    """The address of a page, of the document with this key where it is about one."""
    pattern = str(PATTERNS[name].pattern)
    into = "delivery" if name == "orders:order_convert" else "sales_order"
    kinds = {"orders:record": "case", "orders:trade": "sales_quote", "invoicing": "pdf"}
    kind = next((kinds[start] for start in kinds if name.startswith(start)), None)
    parts = {"kind": kind, "pk": key, "into": into}
    parts |= {"subject": "items", "file_format": "csv"}  # of imports and exports
    parts |= {"language": "sv", "style": "0b665f-40"}  # of a paper's style sheet
    return reverse(name, kwargs={part: parts[part] for part in parts if f":{part}>" in pattern})


def statuses(ask, addresses: dict[str, str], *args) -> dict[str, int]:
    """The answer of every address; compared as a whole, so that a failure names the page."""
    return {name: ask(url, *args).status_code for name, url in addresses.items()}


def test_the_list_of_pages_is_whole():
    assert len(PATTERNS) == 108
    assert PATTERNS.keys() >= WRITING


def test_a_stranger_is_asked_to_log_in(addresses):
    for url in addresses.values():
        assert Client().get(url).url.startswith(reverse("login"))
    assert set(statuses(Client().post, addresses).values()) == {401}


def test_a_clerk_may_open_all(addresses, as_clerk):
    assert statuses(as_clerk.get, addresses) == {
        name: 405 if name in POST_ONLY else 200 for name in addresses
    }


def test_an_administrator_may_open_all(addresses, as_administrator):
    assert statuses(as_administrator.get, addresses) == {
        name: 405 if name in POST_ONLY else 200 for name in addresses
    }


def test_an_auditor_reads_and_writes_nothing(addresses, as_auditor):
    opened = statuses(as_auditor.get, addresses)
    assert {opened.pop(name) for name in OPEN_TO_AUDITORS} == {405}
    assert opened == {name: 403 if name in WRITING else 200 for name in opened}
    typed = {"reason": "x", "date": "2026-11-21"}
    refused = {name: addresses[name] for name in addresses.keys() - OPEN_TO_AUDITORS}
    assert set(statuses(as_auditor.post, refused, typed).values()) == {403}


def test_an_auditor_sees_no_actions(addresses, as_auditor):
    for name in addresses.keys() - WRITING - FILES:
        page = as_auditor.get(addresses[name]).content.decode()
        for word in (
            "/new/",
            "/edit/",
            "/issue/",
            "/send/",
            "/keep/",
            "/discard/",
            "/credit/",
            "/cancel/",
            "/invoice/",
            "/convert/",
            "/close/",
            "/reopen/",
            "/import/",
            "/opposite/",
            "/start/",
            "/finish/",
            "/combine/",
        ):
            assert word not in page, (name, word)


def test_another_company_finds_nothing(addresses, as_outsider):
    with_key = {name: addresses[name] for name in WITH_KEY}

    assert set(statuses(as_outsider.post, with_key).values()) == {404}
    assert statuses(as_outsider.get, with_key) == {
        name: 405 if name in POST_ONLY else 404 for name in WITH_KEY
    }


@pytest.mark.parametrize("key", ["0", "99999999999999999999999"])
def test_a_document_that_is_not_there(key, as_clerk):
    absent = {name: address(name, key) for name in WITH_KEY}

    assert set(statuses(as_clerk.post, absent).values()) == {404}


def test_lists_and_searches_show_the_own_company_only(addresses, as_outsider):
    kinds = (
        *("order", "trade", "party", "item", "commission", "record"),
        *("journal", "movement", "production"),
    )
    for name in (f"orders:{kind}_list" for kind in kinds):
        assert as_outsider.get(addresses[name]).context["list"]["rows"] == []
    lists = ("invoice_list", "invoice_run_list", "payment_list", "open_items", "open_customers")
    for name in (*lists, "reminder_list"):
        page = as_outsider.get(addresses[f"invoicing:{name}"])
        assert page.context["list"]["rows"] == []
    kept = as_outsider.get(addresses["invoicing:kept_journals"])
    assert kept.context["list"]["rows"] == []
    assert as_outsider.get(addresses["orders:party_search"]).json() == []
    assert as_outsider.get(addresses["orders:item_search"]).json() == []
    assert as_outsider.get(addresses["orders:commission_search"]).json() == []


def test_types_of_another_company_are_not_offered(company, as_outsider):
    foreign = OrderType.objects.get(company=company, slot=1)

    asked = {"order_type": foreign.pk, "date": "2026-11-21"}
    page = as_outsider.get(reverse("orders:order_rule"), asked).content.decode()

    assert "depends on the order type" in page


def test_opening_a_page_writes_nothing(addresses, as_clerk):
    statuses(as_clerk.get, addresses)

    with CaptureQueriesContext(connection) as queries:
        statuses(as_clerk.get, addresses)

    statements = [query["sql"] for query in queries.captured_queries]
    written = [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []
