"""What tests of issuing many drafts together do and look at."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User

from invoicing.models import Invoice, InvoiceBalance, InvoiceLine, InvoiceTax, Payment
from invoicing.services.batch import BatchResult, issue_invoices
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import save_line
from tests.factories import DAY, DraftFactory, OrderFactory, order_type


def draft(company: Company, by: User, *, slot: int = 1, days: int = 0, **facts: Any) -> Invoice:
    """A draft of an order of its own, dated so many days after the day."""
    order = OrderFactory(company=company, by=by, slot=slot)
    return DraftFactory(order=order, by=by, date=DAY + datetime.timedelta(days=days), **facts)


def many_like(draft: Invoice, count: int) -> list[Invoice]:
    """Copies of a draft, written in bulk, by turns of one of ten days; the order knows nothing."""
    heads = []
    for n in range(count):
        head = Invoice.objects.get(pk=draft.pk)
        head.pk, head.date = None, DAY + datetime.timedelta(days=n * 7 % 10)
        head.due_date = head.payment_terms.due_date(head.date)
        heads.append(head)
    Invoice.objects.bulk_create(heads)
    for model in (InvoiceLine, InvoiceTax):
        rows = []
        for head in heads:
            for row in model._default_manager.filter(invoice=draft).order_by("pk"):
                row.pk, row.invoice = None, head
                rows.append(row)
        model._default_manager.bulk_create(rows)
    return heads


def together(drafts: Iterable[Invoice], by: User) -> BatchResult:
    """Issue them in one batch."""
    found = list(drafts)
    return issue_invoices(company=found[0].company, keys=[one.pk for one in found], by=by)


def numbers(invoices: Iterable[Invoice]) -> list[str]:
    """Their numbers as stored."""
    keys = [one.pk for one in invoices]
    stored = Invoice.objects.in_bulk(keys)
    return [str(stored[key].number or "") for key in keys]


def reasons(result: BatchResult) -> dict[int, str]:
    """Why each draft was not issued, by its key."""
    return {refusal.key: type(refusal.error).__name__ for refusal in result.refusals}


def series_of_type(company: Company, slot: int = 1) -> NumberSeries:
    """The invoices' own series of an order type."""
    found = order_type(company, slot).invoice_series
    assert found is not None
    return found


def cut_to(series: NumberSeries, last: int) -> None:
    """End the series' only line at this number."""
    line = series.lines.get()
    line.last_number = last
    save_line(line)


def drawn(company: Company) -> list[str]:
    """Every number of the invoices' register that was ever given out."""
    found = IssuedNumber.objects.filter(company=company, register="invoice")
    return sorted(found.values_list("text", flat=True))


def stored(invoices: Iterable[Invoice], *, apart: Iterable[str] = ()) -> list[dict[str, object]]:
    """All that the database holds of invoices, except keys, moments and what is named apart."""
    skipped = {"id", "invoice_id", "created_at", "updated_at", "issued_at", *apart}
    found: list[dict[str, object]] = []
    for invoice in invoices:
        heads = Invoice.objects.filter(pk=invoice.pk)
        rows = list(heads.values(*_columns(Invoice), "number__text", "voucher_number__text"))
        for model in (InvoiceLine, InvoiceTax, InvoiceBalance, Payment):
            order = "identifier" if model is Payment else "pk"
            of_it = model._default_manager.filter(invoice=invoice).order_by(order)
            rows += of_it.values(*_columns(model))
        found += [{name: row[name] for name in row.keys() - skipped} for row in rows]
    return found


def _columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
