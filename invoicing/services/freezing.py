"""How drafts become issued invoices, one or many together.

Callers hold the drafts; see invoicing.services.locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Case, Field, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceState
from invoicing.exceptions import NothingToInvoice
from invoicing.models import Invoice, InvoiceBalance, InvoiceLine
from invoicing.selectors import bank_details_of
from invoicing.services.content import Content, set_layouts, store_contents, work_out_content
from invoicing.services.references import reference_maker_of
from invoicing.services.settling import open_balances
from numbering.documents import NumberedModel
from numbering.exceptions import NumberingError
from numbering.services.documents import draw_for_documents

# Each row of a statement is looked for among all of its cases.
_ROWS_AT_ONCE = 250


class SomeRefused(Exception):
    """Some of the drafts get no number, by their keys; none is issued until they are left out."""

    def __init__(self, errors: dict[int, NumberingError]) -> None:
        super().__init__(errors)
        self.errors = errors


def worked_out(
    invoice: Invoice, lines: list[InvoiceLine], *, by: User, at: datetime | None = None
) -> Content:
    """A draft as it is issued at this moment; nothing is stored. Raises NothingToInvoice.

    What it refers to is copied as it is now; its layout follows when it is frozen.
    """
    if not lines:
        raise NothingToInvoice(_("The draft has no lines: there is nothing to issue."))
    invoice.as_stored = _columns_of(invoice)
    taxes = work_out_content(invoice, lines)
    invoice.state = InvoiceState.ISSUED
    invoice.issued_at = invoice.updated_at = at or timezone.now()
    invoice.issued_by = invoice.updated_by = by
    invoice.version += 1
    return Content(invoice, lines, taxes)


def freeze_all(contents: Sequence[Content], *, by: User) -> list[InvoiceBalance]:
    """Number and freeze these drafts of one company; what is open on them from now on.

    The payment references are made of the numbers and frozen with them. The numbers are drawn
    last, in the order of the drafts: saving the issued rows is all that comes behind, so the
    counters are held as briefly as can be. Raises SomeRefused, after which the caller rolls back,
    and ConflictError.
    """
    store_contents(contents)
    invoices = [content.invoice for content in contents]
    set_layouts(invoices)
    balances = open_balances(invoices)
    maker = reference_maker_of(bank_details_of(invoices[0].company))
    for invoice in invoices:
        invoice.reference_maker = maker
    _number(invoices, by)
    _store_heads(invoices)
    return balances


def _number(invoices: Sequence[Invoice], by: User) -> None:
    errors: dict[int, NumberingError] = {}

    def refused(document: NumberedModel, error: NumberingError) -> None:
        errors.setdefault(document.pk, error)

    draw_for_documents(invoices, by=by, refused=refused)
    for invoice in invoices if not errors else ():
        try:
            invoice.numbers_drawn()
        except NumberingError as error:
            errors[invoice.pk] = error
    if errors:
        raise SomeRefused(errors)


def _store_heads(invoices: Sequence[Invoice]) -> None:
    """Write what has changed. All of it at once: an issued row is never written again."""
    fields: dict[str, Field[object, object]] = {}
    for invoice in invoices:
        now = _columns_of(invoice)
        assert invoice.as_stored is not None
        for field in Invoice._meta.concrete_fields:
            if now[field.attname] != invoice.as_stored[field.attname]:
                fields[field.attname] = field
    size = min(connection.ops.bulk_batch_size(["pk", "pk", *fields], invoices), _ROWS_AT_ONCE)
    for start in range(0, len(invoices), size):
        some = invoices[start : start + size]
        values = {name: _value(field, some) for name, field in fields.items()}
        Invoice.objects.filter(pk__in=[one.pk for one in some]).update(**values)


def _value(field: Field[object, object], invoices: Sequence[Invoice]) -> object:
    """The value of a column: one for all, or each its own."""
    values = {invoice.pk: getattr(invoice, field.attname) for invoice in invoices}
    first = next(iter(values.values()))
    if all(value == first for value in values.values()):
        return first
    cases = (When(pk=key, then=Value(value, field)) for key, value in values.items())
    case = Case(*cases, output_field=field)
    if connection.features.requires_casted_case_in_updates:
        return Cast(case, output_field=field)
    return case


def _columns_of(invoice: Invoice) -> dict[str, object]:
    return {
        field.attname: getattr(invoice, field.attname) for field in Invoice._meta.concrete_fields
    }
