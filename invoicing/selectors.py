"""What pages read across models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from invoicing.advances import advance_lines, net_by_order, settlement, standing_of
from invoicing.choices import InvoiceKind
from invoicing.models import (
    BankDetails,
    CustomerReference,
    CustomerTerms,
    Invoice,
    InvoiceBalance,
    InvoiceLine,
    PaymentTerms,
)
from invoicing.querysets import BalanceQuerySet
from numbering.models import Company
from orders.chain import open_quantities
from orders.models import Order, Party, TradeDocument, TradeLine
from orders.tradekinds import INVOICE

# So many deliveries are offered for a collective invoice, the oldest ones.
MOST_TOGETHER = 50


def payment_terms_for(party: Party) -> PaymentTerms | None:
    """The terms agreed with the customer, else the company's default ones."""
    agreed = CustomerTerms.objects.filter(party=party).select_related("payment_terms").first()
    if agreed is not None:
        return agreed.payment_terms
    return PaymentTerms.objects.filter(company_id=party.company_id).default()


def bank_details_of(company: Company) -> BankDetails:
    """The company's accounts and references; empty ones where nothing is set."""
    try:
        return company.bank_details
    except BankDetails.DoesNotExist:
        return BankDetails(company=company)


def agreed_reference(party: Party) -> str:
    """The payment reference agreed with a customer, empty where the company's own goes."""
    try:
        return party.agreed_reference.reference
    except CustomerReference.DoesNotExist:
        return ""


def creditable_lines(
    invoice: Invoice, *, without: Invoice | None = None
) -> list[tuple[InvoiceLine, Decimal]]:
    """The lines of an issued invoice with what is left to credit of each.

    Drafts of credit notes count, except `without`. Of an advance what was settled is not left.
    """
    if invoice.kind == InvoiceKind.ADVANCE:
        standing = standing_of(invoice.lines.in_order(), without=without)
        return [(one.line, one.left) for one in standing]
    credited: dict[int | None, Decimal] = defaultdict(Decimal)
    credit_lines = InvoiceLine.objects.filter(credits__invoice=invoice).exclude(invoice=without)
    # Added up here: SQLite would add as floating point.
    for key, quantity in credit_lines.values_list("credits", "quantity"):
        credited[key] += quantity
    return [(line, line.quantity - credited[line.pk]) for line in invoice.lines.in_order()]


def draft_lines(draft: Invoice) -> list[tuple[InvoiceLine, Decimal]]:
    """The lines of a draft with the most that each may take; of an advance, whose amount stays,
    none.

    Advances of its orders that it could take off as well stand at the end, not stored and with the
    quantity 0.
    """
    if draft.kind == InvoiceKind.ADVANCE:
        return []
    lines, stored = _lines_and_settlements(draft)
    credited = {line.credits.invoice for line in lines if line.credits is not None}
    creditable = {
        line.pk: left
        for original in credited
        for line, left in creditable_lines(original, without=draft)
    }
    trade_lines = {line.trade_line.pk: line.trade_line for line in lines if line.trade_line}
    left = open_quantities(trade_lines.values(), INVOICE)

    def most(line: InvoiceLine) -> Decimal:
        if line.trade_line is not None:
            rest = line.quantity + left[line.trade_line.pk]
            return min(rest, creditable.get(line.credits_id or 0, rest))
        if line.order_line is not None:
            return line.quantity + line.order_line.open_quantity
        return creditable.get(line.credits_id or 0, line.quantity)

    return [(line, most(line)) for line in lines] + _settlements(draft, lines, stored)


def advances_not_taken(draft: Invoice) -> Decimal:
    """How much of issued advances a draft could take off and does not, net.

    An advance that was issued after the draft was made is not taken off by itself.
    """
    if draft.kind == InvoiceKind.ADVANCE:
        return Decimal(0)
    lines, stored = _lines_and_settlements(draft)
    room, found = net_by_order(lines), Decimal(0)
    for one in advance_lines({order for order, _rate in room}, without=draft):
        could = min(one.left, room[one.place]) if one.line.invoice.is_issued else Decimal(0)
        if could > 0:
            room[one.place] -= could
            found += could
    return found - sum((line.quantity for line in stored.values()), Decimal(0))


def _lines_and_settlements(
    draft: Invoice,
) -> tuple[list[InvoiceLine], dict[int, InvoiceLine]]:
    """The lines of a draft with what they were made from; those that take advances off apart, by
    the key of the advance's line.
    """
    all_lines = list(
        draft.lines.select_related(
            "order_line__tax_rate",
            "trade_line__source_order_line",
            "trade_line__tax_rate",
            "credits__invoice",
        ).in_order()
    )
    settled = {line.settles_id: line for line in all_lines if line.settles_id is not None}
    return [line for line in all_lines if line.settles_id is None], settled


def _settlements(
    draft: Invoice, lines: Sequence[InvoiceLine], stored: Mapping[int, InvoiceLine]
) -> list[tuple[InvoiceLine, Decimal]]:
    """What a draft takes off advances of its orders, or could, with the most of each."""
    room = net_by_order(lines)
    found: list[tuple[InvoiceLine, Decimal]] = []
    for one in advance_lines({order for order, _rate in room}, without=draft):
        line = stored.get(one.line.pk)
        can_take = one.line.invoice.is_issued and one.left > 0 and room[one.place] > 0
        if line is None and can_take:
            line = settlement(draft, one.line, Decimal(0))
            line.position = len(lines) + len(found) + 1
        if line is not None:
            found.append((line, one.left))
    return found


def is_written_freely(invoice: Invoice) -> bool:
    """Whether an invoice was written by itself: its lines have tax rates of their own."""
    if invoice.order_id is not None or invoice.credits_id is not None:
        return False
    return not invoice.lines.filter(tax_rate=None).exists()


def made_from(invoice: Invoice) -> Order | TradeDocument | None:
    """The first delivery that the invoice is made from, else its order."""
    lines = invoice.lines.exclude(trade_line=None).select_related("trade_line__document")
    first = lines.in_order().first()
    if first is not None and first.trade_line is not None:
        return first.trade_line.document
    return invoice.order


def invoiced_together_with(document: TradeDocument) -> list[TradeDocument]:
    """The customer's other documents of the kind with something left to invoice, oldest first."""
    others = TradeDocument.objects.of(document.company).of_kind(document.kind).open()
    return list(
        others.filter(party=document.party_id)
        .exclude(pk=document.pk)
        .for_list()
        .order_by("date", "pk")[:MOST_TOGETHER]
    )


def lines_to_invoice(documents: Sequence[TradeDocument]) -> list[tuple[TradeLine, Decimal]]:
    """The lines of these documents, one document after the other, with what is left of each.

    With the orders that were delivered, or of whose goods some came back.
    """
    places = {document.pk: place for place, document in enumerate(documents)}
    rows = TradeLine.objects.filter(document__in=places).select_related(
        "document__number",
        "item__number",
        "tax_rate",
        "source_order_line__order__order_type",
        "source_line__source_order_line__order__order_type",
    )
    lines = sorted(rows.in_order(), key=lambda line: places[line.document_id])
    left = open_quantities(lines, INVOICE)
    return [(line, left[line.pk]) for line in lines]


def usual_amounts(
    balance: InvoiceBalance | None, others: Iterable[InvoiceBalance]
) -> dict[int, Decimal]:
    """How much is set off against each of these, one after the other, until nothing is open here;
    by the key of the other invoice.
    """
    left = Decimal(0) if balance is None else abs(balance.open)
    amounts = {}
    for other in others:
        amounts[other.pk] = min(left, abs(other.open))
        left -= amounts[other.pk]
    return amounts


def other_side(balance: InvoiceBalance) -> BalanceQuerySet:
    """The customer's open items that this one can be set off against."""
    open_items = InvoiceBalance.objects.unsettled().filter(
        party=balance.party_id, invoice__currency=balance.invoice.currency
    )
    if balance.is_credit:
        return open_items.filter(gross__gt=0)
    return open_items.credits()
