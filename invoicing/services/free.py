"""Writing invoices and credit notes by themselves, without an order."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from invoicing.entries import FreeInvoiceData
from invoicing.exceptions import NotWrittenFreely
from invoicing.models import Invoice, InvoiceLine
from invoicing.selectors import is_written_freely
from invoicing.services.content import lines_of
from invoicing.services.locks import locked_draft
from invoicing.services.saving import save_content, usual_terms
from numbering.models import Company
from numbering.transactions import write
from orders.choices import Side, TypeSides
from orders.entries import LineData
from orders.findings import Findings
from orders.models import OrderType
from orders.services.content import fill_head, fill_line, matched_lines
from orders.services.locks import check_version
from orders.totals import line_amount, totals_of
from orders.tradekinds import With

_TYPED = ("item", "text", "quantity", "unit", "price", "side", "tax_rate")


def save_invoice(
    *,
    company: Company,
    by: User,
    data: FreeInvoiceData,
    lines: Sequence[LineData],
    invoice: Invoice | None = None,
    version: int | None = None,
) -> Invoice:
    """Write the draft of an invoice or credit note, or save a changed one; `version` is the one
    that was opened for changing.

    What it becomes follows from its lines and terms; see services.content. Raises EntryErrors
    (every mistake with its field), AlreadyIssued, AlreadyNumbered, DocumentChanged,
    NotWrittenFreely for the draft of an order or a delivery, and SetupError where the company has
    no payment terms.
    """
    stored = invoice or Invoice(company=company, created_by=by)
    with write():
        findings = Findings()
        existing: dict[int, InvoiceLine] = {}
        if invoice is not None:
            stored = locked_draft(invoice)
            check_version(stored, version)
            findings.check_company(stored, company.pk, "")
            if not is_written_freely(stored):
                raise NotWrittenFreely(
                    _("The draft was made from another document: its lines follow that.")
                )
            existing = {line.pk: line for line in lines_of(stored)}
        _fill_head(stored, data, by, findings)
        filled = list(matched_lines(lines, existing, lambda: InvoiceLine(invoice=stored), findings))
        for index, typed, line in filled:
            _fill_line(line, index, typed, data, findings)
        new_lines = [line for _index, _typed, line in filled]
        if not findings.lines:
            _check_total(new_lines, findings)
        findings.raise_if_any()
        stored.payment_terms = data.payment_terms or usual_terms(data.party)
        _store_lines(stored, new_lines, existing)
        if invoice is not None:
            stored.version += 1
        save_content(stored, new_lines)
    return stored


def _fill_head(stored: Invoice, data: FreeInvoiceData, by: User, findings: Findings) -> None:
    """Take over the head of the entry and check it."""
    fill_head(stored, data, by, With.CUSTOMERS, findings)
    findings.check_company(data.payment_terms, stored.company_id, "payment_terms")
    findings.check_company(data.order_type, stored.company_id, "order_type")
    _check_type(stored, data.order_type, findings)
    stored.order_type = data.order_type
    stored.credited_number = data.credited_number.strip() if data.is_credit else ""
    findings.check_fields(stored, ["credited_number"])


def _check_type(stored: Invoice, order_type: OrderType | None, findings: Findings) -> None:
    """Check whether the invoice can be of this type, now."""
    if order_type is None or order_type.pk != stored.order_type_id:
        if stored.number is not None and stored.order_type_id != (order_type and order_type.pk):
            findings.add(
                "order_type",
                _("The draft has the number %(number)s of its type: the type stays.")
                % {"number": stored.number},
            )
        elif order_type is not None and not order_type.takes_orders:
            findings.add(
                "order_type",
                _("%(type)s only holds a number series: pick an order type.")
                % {"type": order_type.name},
            )
        elif order_type is not None and not order_type.is_active:
            findings.add(
                "order_type",
                _("Order type %(slot)d is not in use: pick another one.")
                % {"slot": order_type.slot},
            )


def _fill_line(
    line: InvoiceLine,
    index: int,
    typed: LineData,
    data: FreeInvoiceData,
    findings: Findings,
) -> None:
    """Take over one line of the entry and check it."""
    sides = sides_of(data.order_type, is_credit=data.is_credit)
    side = typed.side or (Side.DEBIT if sides == TypeSides.BOTH else sides)
    if sides not in (TypeSides.BOTH, side):
        findings.add(
            "side",
            _("Every line of a credit note is credit.")
            if data.is_credit
            else _("Order type %(type)s takes %(sides)s lines only.")
            % {"type": data.order_type, "sides": TypeSides(sides).label},
            line=index,
        )
    line.side = side
    findings.check_fields(line, ("side",), line=index)
    fill_line(line, index, typed, line.invoice.company_id, findings)
    if line.item is None:
        line.item_number = ""


def sides_of(order_type: OrderType | None, *, is_credit: bool) -> str:
    """The sides that lines may have: credit on a credit note, else as the type says; without a
    type, both.
    """
    if is_credit:
        return TypeSides.CREDIT
    return TypeSides.BOTH if order_type is None else order_type.side


def _check_total(lines: Sequence[InvoiceLine], findings: Findings) -> None:
    """Check that the total fits."""
    totals = totals_of(
        (line.tax_rate, line_amount(line.quantity, line.price, line.side))
        for line in lines
        if line.tax_rate is not None
    )
    findings.check_amount(totals.gross, "lines")


def _store_lines(
    stored: Invoice, lines: Sequence[InvoiceLine], existing: dict[int, InvoiceLine]
) -> None:
    """Write what was typed on stored lines, and take out those that are gone; new lines are
    written when they are worked out.
    """
    kept = [line for line in lines if line.pk is not None]
    removed = existing.keys() - {line.pk for line in kept}
    if removed:
        stored.lines.filter(pk__in=removed).delete()
    if kept:
        InvoiceLine.objects.bulk_update(kept, _TYPED)
