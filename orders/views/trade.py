"""A trade document of any kind: its page, what becomes of it, its paper."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.models import IssuedNumber
from orders.choices import TradeState
from orders.models import Order, TradeDocument
from orders.partners import partner
from orders.services.trade_steps import (
    cancel_trade_document,
    close_trade_document,
    reopen_trade_document,
)
from orders.views.cancelling import cancel_page
from orders.views.documents import detail_context, document_lines, paper_context
from orders.views.steps import CLOSED, REOPENED, take_step


def find_trade(request: CompanyRequest, kind: str, pk: int) -> TradeDocument:
    """A document of the company and of this kind with all that its page shows; 404 else."""
    documents = TradeDocument.objects.of(request.company).of_kind(kind)
    found = documents.select_related(
        "company",
        "number__series",
        "number__issued_by",
        "voucher_number__series",
        "voucher_number__issued_by",
        "party__number",
        "party__customer_number",
        "party__supplier_number",
        "department",
        "stock_location",
        "commission__number",
        "created_by",
        "updated_by",
    )
    return get_object_or_404(found, pk=pk)


@role_required(*EVERYONE)
def trade_detail(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """One document: its facts, its lines with what went on, its chain, its numbers."""
    document = find_trade(request, kind, pk)
    lines = document_lines(document)
    is_open = document.state not in (TradeState.CLOSED, TradeState.CANCELLED)
    context = detail_context(document, lines, partner(document.trade_kind.parties)) | {
        "kind": document.trade_kind,
        "list_title": document.trade_kind.plural,
        "list_url": reverse("orders:trade_list", args=[kind]),
        "can_edit": is_open,
        "can_close": is_open and document.state != TradeState.DONE,
        "can_reopen": document.state == TradeState.CLOSED,
        "can_cancel": not document.is_cancelled,
    }
    return render(request, "orders/trade_detail.html", context)


@role_required(*WRITERS)
def trade_cancel(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Cancel a document, with the reason."""
    document = find_trade(request, kind, pk)
    return cancel_page(
        request,
        document,
        lambda reason, version: cancel_trade_document(
            document=document, by=request.user, reason=reason, version=version
        ),
    )


@role_required(*WRITERS)
@require_POST
def trade_close(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Say that nothing more will come of it."""
    document = find_trade(request, kind, pk)
    step = partial(close_trade_document, document=document)
    return take_step(request, document, step, CLOSED)


@role_required(*WRITERS)
@require_POST
def trade_reopen(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Take back that it was closed."""
    document = find_trade(request, kind, pk)
    step = partial(reopen_trade_document, document=document)
    return take_step(request, document, step, REOPENED)


@role_required(*EVERYONE)
def trade_print(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """The document as paper, in the other side's language."""
    document = find_trade(request, kind, pk)
    kind_of = document.trade_kind
    orders = Order.objects.filter(lines__trade_lines__document=document)
    numbers = IssuedNumber.objects.filter(pk__in=orders.values("number")).order_by("pk")
    types = set(orders.values_list("order_type", flat=True))
    context = paper_context(
        document,
        kind_of.title,
        partner(kind_of.parties),
        paper=kind,
        order_type=types.pop() if len(types) == 1 else None,
    ) | {
        "kind": kind_of,
        "without_prices": not kind_of.prints_prices,
        "orders": numbers,
    }
    return render(request, "print/trade.html", context)
