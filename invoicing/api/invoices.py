"""Invoices are made of orders, issued and credited by other systems as on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from invoicing.api.outs import InvoiceListOut, InvoiceOut, invoice_head_out, invoice_out
from invoicing.choices import InvoiceKind, InvoiceState
from invoicing.models import Invoice, PaymentTerms
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order, discard_draft
from invoicing.services.issue import issue_invoice
from numbering.api.auth import ApiRequest
from numbering.api.fields import Body, Code, Day, Key, NumberText, Out, Quantity, one_line
from numbering.api.operations import reads, writes
from numbering.api.paging import Paged, page_of
from numbering.api.problems import Refused
from numbering.choices import ApiScope
from numbering.models import Company
from numbering.services.documents import series_of
from orders.api.names import find_related
from orders.api.orders import MOST_LINES, find_order
from orders.findings import Findings

router = Router(tags=["Invoices"])


class TakenIn(Body):
    """How much of a line; `line` is its id."""

    line: Key
    quantity: Quantity


Taken = Annotated[list[TakenIn], Field(min_length=1, max_length=MOST_LINES)]


class InvoiceIn(Body):
    """The draft of an invoice for all that is open on an order, or for these quantities.

    `payment_terms` is a code; without one the customer's usual terms hold.
    """

    order_id: Key
    date: Day | None = None
    quantities: Taken | None = None
    payment_terms: Code | None = None


class IssueIn(Body):
    """Without `number` one is drawn, from `series` where a related one is meant."""

    number: NumberText | None = None
    series: Code | None = None


class CreditIn(Body):
    """A credit note for all that is left to credit, or for these quantities."""

    date: Day | None = None
    quantities: Taken | None = None


class NothingIn(Body):
    """Nothing needs to be said."""


class DiscardedOut(Out):
    """The draft that is gone."""

    id: int


class InvoiceFilters(Paged):
    """Which invoices; all that is said must fit."""

    number: NumberText | None = None
    order_id: Annotated[Key | None, Field(strict=False)] = None
    customer: NumberText | None = None
    your_reference: Annotated[str, one_line(80, shortest=1)] | None = None
    kind: Annotated[InvoiceKind | None, Field(strict=False)] = None
    state: Annotated[InvoiceState | None, Field(strict=False)] = None
    date_from: Day | None = None
    date_to: Day | None = None


@reads(router, "/invoices", scope=ApiScope.INVOICES_READ)
def list_invoices(request: ApiRequest, filters: Query[InvoiceFilters]) -> InvoiceListOut:
    """Invoices and credit notes without their lines, the newest first."""
    rows = Invoice.objects.of(request.company).for_list().with_settlement()
    wanted = {
        "number__text": filters.number,
        "order": filters.order_id,
        "party__customer_number__text": filters.customer,
        "your_reference": filters.your_reference,
        "kind": filters.kind,
        "state": filters.state,
        "date__gte": filters.date_from,
        "date__lte": filters.date_to,
    }
    rows = rows.filter(**{path: value for path, value in wanted.items() if value is not None})
    items, after = page_of(rows, filters, ordering=("-date", "-pk"), out=invoice_head_out)
    return InvoiceListOut(items=items, next=after)


@reads(router, "/invoices/{int:invoice_id}", scope=ApiScope.INVOICES_READ)
def read_invoice(request: ApiRequest, invoice_id: Key) -> InvoiceOut:
    """An invoice with its lines."""
    return invoice_out(find_invoice(request.company, invoice_id))


@writes(router, "/invoices", scope=ApiScope.INVOICES_WRITE, status=201)
def create_invoice(request: ApiRequest, body: InvoiceIn) -> InvoiceOut:
    """Make the draft of an invoice from an order.

    What it takes counts as invoiced from now on; `issue` numbers it.
    """
    terms = _terms(request.company, body.payment_terms)
    invoice = create_invoice_from_order(
        order=find_order(request.company, body.order_id),
        by=request.user,
        date=body.date or timezone.localdate(),
        quantities=_quantities(body.quantities),
        payment_terms=terms,
    )
    return invoice_out(find_invoice(request.company, invoice.pk))


@writes(router, "/invoices/{int:invoice_id}/issue", scope=ApiScope.INVOICES_WRITE)
def issue(request: ApiRequest, invoice_id: Key, body: IssueIn) -> InvoiceOut:
    """Number a draft and freeze it; it never changes again."""
    invoice = find_invoice(request.company, invoice_id)
    series = None
    if body.series is not None:
        findings = Findings()
        series = find_related(series_of(invoice, "number"), body.series, findings)
        findings.raise_if_any()
    issue_invoice(invoice=invoice, by=request.user, typed_number=body.number or "", series=series)
    return invoice_out(find_invoice(request.company, invoice_id))


@writes(router, "/invoices/{int:invoice_id}/discard", scope=ApiScope.INVOICES_WRITE)
def discard(request: ApiRequest, invoice_id: Key, body: NothingIn) -> DiscardedOut:
    """Throw a draft away; what it took can be invoiced again."""
    discard_draft(invoice=find_invoice(request.company, invoice_id), by=request.user)
    return DiscardedOut(id=invoice_id)


@writes(router, "/invoices/{int:invoice_id}/credit", scope=ApiScope.INVOICES_WRITE, status=201)
def credit(request: ApiRequest, invoice_id: Key, body: CreditIn) -> InvoiceOut:
    """Make the draft of a credit note of an issued invoice; `issue` numbers it."""
    credit_note = credit_invoice(
        invoice=find_invoice(request.company, invoice_id),
        by=request.user,
        date=body.date,
        quantities=_quantities(body.quantities),
    )
    return invoice_out(find_invoice(request.company, credit_note.pk))


def find_invoice(company: Company, key: int) -> Invoice:
    """The company's invoice, as answers need it. Raises Refused."""
    rows = Invoice.objects.of(company).for_list().with_settlement()
    invoice = rows.filter(pk=key).first()
    if invoice is None:
        raise Refused("NotFound")
    return invoice


def _quantities(taken: Sequence[TakenIn] | None) -> dict[int, Decimal] | None:
    """The quantities by line. Raises Refused where a line is named twice."""
    if taken is None:
        return None
    found: dict[int, Decimal] = {}
    for one in taken:
        if one.line in found:
            sentence = _("This line is named twice.")
            raise Refused("Invalid", sentence, lines={one.line: {"line": sentence}})
        found[one.line] = one.quantity
    return found


def _terms(company: Company, code: str | None) -> PaymentTerms | None:
    if code is None:
        return None
    terms = PaymentTerms.objects.of(company).filter(code=code).first()
    if terms is None:
        findings = Findings()
        findings.add("payment_terms", _("There are no payment terms with this code."))
        findings.raise_if_any()
    return terms
