"""Raw SQL against everything that belongs to an issued invoice; what it does not reach is named."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, models, transaction

from invoicing.models import (
    Invoice,
    InvoiceBalance,
    InvoiceLine,
    InvoiceTax,
    IssueRunItem,
    KeptPaper,
    Payment,
    ReminderLevel,
    ReminderLine,
    SentMail,
)
from invoicing.services.papers import keep_papers
from numbering.models import Company
from tests.factories import InvoiceFactory, OrderFactory
from tests.invoicing.settling import pay, reminded

# What refers to an invoice, and which of its columns the database refuses to change.
WHOLE: tuple[str, ...] = ()
GUARDED: dict[type[models.Model], tuple[str, ...]] = {
    Invoice: WHOLE,
    InvoiceLine: WHOLE,
    InvoiceTax: WHOLE,
    KeptPaper: WHOLE,
    Payment: WHOLE,
    ReminderLine: WHOLE,
    # What is open goes on changing, and its state with it.
    InvoiceBalance: ("invoice_id", "company_id", "party_id", "due_date", "gross"),
}
# Guarded by tests of their own.
GUARDED_ELSEWHERE = {SentMail: "tests of mails"}
# What these say is about the work, not about the invoice.
UNGUARDED = {IssueRunItem: "whose PDF failed, and drafts that are thrown away, change it"}

CASES = [
    (model, field.column)
    for model, columns in GUARDED.items()
    for field in model._meta.concrete_fields
    if not columns or field.attname in columns
]


@pytest.fixture
def invoice(company: Company, clerk: User, levels: list[ReminderLevel]) -> Invoice:
    """An issued invoice with a line, a tax, a payment, a reminder and a kept PDF."""
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    pay(invoice, 250)
    reminded(invoice)
    keep_papers(invoice=invoice, by=clerk)
    return invoice


def test_every_table_that_refers_to_invoices_is_known() -> None:
    """A table that is added later shall not be forgotten: guard it, or say here why not."""
    referring = {
        model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Invoice and not hasattr(model, "history_object")
    }
    # An invoice refers to the one that it credits.
    assert referring | {Invoice} == {*GUARDED, *GUARDED_ELSEWHERE, *UNGUARDED}


@pytest.mark.parametrize(
    ("model", "column"), CASES, ids=lambda case: getattr(case, "__name__", case)
)
def test_no_column_is_changed(invoice: Invoice, model: type[models.Model], column: str) -> None:
    field = next(one for one in model._meta.concrete_fields if one.column == column)
    row = _row_of(model, invoice)
    value = field.get_db_prep_save(_other(getattr(row, field.attname)), connection)
    key = model._meta.pk
    assert key is not None
    _refused(
        f"UPDATE {model._meta.db_table} SET {column} = %s WHERE {key.column} = %s",
        [value, row.pk],
        invoice,
    )


@pytest.mark.parametrize("model", GUARDED)
def test_no_row_is_removed(invoice: Invoice, model: type[models.Model]) -> None:
    key = model._meta.pk
    assert key is not None
    row = _row_of(model, invoice)
    _refused(f"DELETE FROM {model._meta.db_table} WHERE {key.column} = %s", [row.pk], invoice)
    _refused(f"DELETE FROM {model._meta.db_table}", [], invoice)


@pytest.mark.parametrize("model", [Invoice, InvoiceLine, InvoiceTax, InvoiceBalance, ReminderLine])
def test_no_row_is_added(invoice: Invoice, model: type[models.Model]) -> None:
    """A copy of a row that is there, with another key where it has one of its own."""
    key = model._meta.pk
    assert key is not None
    columns = [one.column for one in model._meta.concrete_fields if one is not key]
    own = key.column if key.remote_field else f"{key.column} + 1000"
    _refused(
        f"INSERT INTO {model._meta.db_table} ({', '.join([key.column, *columns])})"
        f" SELECT {', '.join([own, *columns])} FROM {model._meta.db_table}",
        [],
        invoice,
    )


@pytest.mark.parametrize("model", GUARDED)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has TRUNCATE")
def test_no_table_is_emptied(invoice: Invoice, model: type[models.Model]) -> None:
    _refused(f"TRUNCATE {model._meta.db_table} CASCADE", [], invoice)


@pytest.mark.parametrize("values", ["open = 2000", "open = -1", "state = 'paid'", "state = 'x'"])
def test_what_is_open_fits_the_invoice(invoice: Invoice, values: str) -> None:
    _refused(f"UPDATE invoicing_invoicebalance SET {values}", [], invoice)


def _refused(sql: str, values: list[Any], invoice: Invoice) -> None:
    """The database refuses this, and nothing of the invoice is another."""
    before = _content(invoice)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    assert _content(invoice) == before


def _row_of(model: type[models.Model], invoice: Invoice) -> models.Model:
    rows = _rows_of(model, invoice)
    assert rows, f"the fixture has no {model.__name__}"
    return rows[0]


def _rows_of(model: type[models.Model], invoice: Invoice) -> list[models.Model]:
    name = "pk" if model is Invoice else "invoice"
    return list(model._default_manager.filter(**{name: invoice.pk}).order_by("pk"))


def _content(invoice: Invoice) -> dict[str, list[dict[str, object]]]:
    return {
        model.__name__: [
            {field.attname: _plain(getattr(row, field.attname)) for field in model._meta.fields}
            for row in _rows_of(model, invoice)
        ]
        for model in GUARDED
    }


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _other(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime.datetime):
        return value - datetime.timedelta(days=400)
    if isinstance(value, datetime.date):
        return value - datetime.timedelta(days=400)
    if isinstance(value, (int, Decimal)):
        return value + 1
    if isinstance(value, (bytes, memoryview)):
        return b"another paper"
    if isinstance(value, str):
        return "0" if value != "0" else "1"
    return None if value is not None else 1
