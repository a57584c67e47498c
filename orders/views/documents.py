"""What the pages of orders and of trade documents have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

from orders.chain import chain_of
from orders.looks import look_of
from orders.models import Order, TradeDocument
from orders.partners import Partner
from orders.progress import Progress, progress_of
from orders.selectors import totals_of_lines
from orders.services.conversion import is_credited
from orders.services.layouts import Layouts
from orders.tradekinds import INVOICE, Target, target

if TYPE_CHECKING:
    from numbering.kinds import Label


@dataclass(frozen=True, slots=True)
class NextStep:
    """A button that makes the next document of the chain."""

    target: Target
    url: str
    # The shortcut: I makes the invoice, D the first document of another kind.
    key: str
    is_main: bool


def document_lines(document: Order | TradeDocument) -> list[Any]:
    """The lines with all that a page or a paper shows of them."""
    lines: Any = document.lines.select_related("item__number", "tax_rate")
    if isinstance(document, TradeDocument):
        # What is left to invoice of a delivery depends on it.
        lines = lines.select_related("source_order_line")
    return list(lines.in_order())


def detail_context(
    document: Order | TradeDocument, lines: Sequence[Any], partner: Partner
) -> dict[str, Any]:
    """What orders/document_detail.html shows of any document."""
    progress = progress_of(document, lines)
    return {
        "document": document,
        "partner": partner,
        "party_number": partner.number_of(document.party),
        "progress": progress,
        "steps": next_steps(document, progress),
        "totals": totals_of_lines(lines),
        "chain": chain_of(document),
    }


def paper_context(
    document: Order | TradeDocument,
    title: Label,
    partner: Partner,
    *,
    paper: str,
    order_type: int | None = None,
) -> dict[str, Any]:
    """What print/document.html shows of any document, as the print forms stand today."""
    lines = document_lines(document)
    layout = Layouts(document.company).resolve(paper, order_type, document.party.language)
    return {
        "document": document,
        "title": title,
        "seller": document.company,
        "partner": partner,
        "party_number": partner.number_of(document.party),
        "lines": lines,
        "totals": totals_of_lines(lines),
        "look": look_of(layout, paper=paper, number=document.number, ref=document.internal_id),
        "back": document.get_absolute_url(),
        "paper_language": document.party.language,
    }


def next_steps(document: Order | TradeDocument, progress: Progress) -> list[NextStep]:
    """What can still be made of the document; an invoice, where there can be one, is the main."""
    steps: list[NextStep] = []
    keys = iter("d")
    for code in progress.open:
        url = _url_of(document, code)
        if url:
            key = "i" if code == INVOICE else next(keys, "")
            is_main = code == (INVOICE if INVOICE in progress.open else progress.open[0])
            made = target(code, is_credited=is_credited(document))
            steps.append(NextStep(made, url, key, is_main))
    return steps


def _url_of(document: Order | TradeDocument, into: str) -> str:
    """Where the document is made into this; "" where that page is not part of the installation."""
    try:
        if isinstance(document, Order):
            if into == INVOICE:
                return reverse("invoicing:invoice_new", args=[document.pk])
            return reverse("orders:order_convert", args=[document.pk, into])
        if into == INVOICE:
            return reverse("invoicing:invoice_from_trade", args=[document.pk])
        return reverse("orders:trade_convert", args=[document.kind, document.pk, into])
    except NoReverseMatch:
        return ""
