"""Invoices: list, detail, print."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from invoicing.aging import OVERDUE
from invoicing.choices import InvoiceKind, InvoiceState, MailState, Settlement
from invoicing.models import Invoice, InvoiceBalance, SentMail
from invoicing.rendering import paper_lines
from invoicing.selectors import advances_not_taken
from invoicing.services.batch import MOST_TOGETHER
from invoicing.views.kept import einvoice_lacking, papers_facts
from invoicing.views.numbers import draft_place
from invoicing.views.settlement import payment_facts
from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.pages import (
    Action,
    ChoiceFilter,
    Column,
    PeriodFilter,
    RelatedFilter,
    Selection,
    by_number,
)
from numbering.pages.search import ByNumber
from orders.chain import chain_of
from orders.views.document_lists import (
    COMMISSION,
    DATE,
    NUMBER,
    STATE,
    VOUCHER,
    VOUCHER_QUESTION,
    DocumentList,
)
from orders.views.filters import PartyFilter, offered_types, party_questions

TITLES: dict[str, str | Promise] = {
    InvoiceKind.INVOICE: gettext_lazy("Invoice"),
    InvoiceKind.CREDIT_NOTE: gettext_lazy("Credit invoice"),
    InvoiceKind.INTERNAL_INVOICE: gettext_lazy("Internal invoice"),
    InvoiceKind.CASH_NOTE: gettext_lazy("Cash note"),
    InvoiceKind.ADVANCE: gettext_lazy("Advance invoice"),
}


UNSENT = "unsent"
# Drafts, what is issued, whether it went out, and how far it is paid; overdue comes with the day.
STATES = [
    *InvoiceState.choices,
    (UNSENT, gettext_lazy("not e-mailed")),
    *Settlement.choices,
    (OVERDUE, gettext_lazy("overdue")),
]


def invoice_state(value: str) -> Q:
    """A state of the invoice or of its payment, or everything that is overdue or was not sent."""
    if value in InvoiceState.values:
        return Q(state=value)
    if value == UNSENT:
        sent = SentMail.objects.filter(invoice=OuterRef("pk"), state=MailState.SENT)
        return Q(~Exists(sent), state=InvoiceState.ISSUED)
    if value == OVERDUE:
        return Q(balance__in=InvoiceBalance.objects.overdue(timezone.localdate()))
    return Q(balance__state=value)


# Drafts are ticked to be issued together.
DRAFTS = Selection(
    "draft",
    "invoicing:invoice_issue_many",
    gettext_lazy("Issue ticked drafts"),
    lambda count: (
        ngettext("Issue the draft", "Issue all %(count)d drafts", count) % {"count": count}
    ),
    takes=lambda row: not row.is_issued,
    among=lambda found: found.filter(state=InvoiceState.DRAFT),
    roles=WRITERS,
    limit=MOST_TOGETHER,
)


class InvoiceList(DocumentList):
    """The invoices of a company, newest first; sorts and filters by invoice type (Winbas)."""

    title = gettext_lazy("Invoices")
    columns = [
        NUMBER,
        VOUCHER,
        Column("kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort="kind"),
        Column(
            "type",
            gettext_lazy("Invoice type"),
            value=lambda row: row.order_type and str(row.order_type),
            sort=("order_type__slot", "kind"),
            optional=True,
        ),
        DATE,
        Column(
            "order",
            gettext_lazy("Order"),
            "number",
            value="order_number",
            sort=by_number("order__number"),
            optional=True,
        ),
        Column(
            "customer_number",
            gettext_lazy("Cust. no."),
            "number",
            value="buyer_number",
            sort="buyer_number",
            optional=True,
        ),
        Column(
            "customer",
            gettext_lazy("Customer"),
            value="buyer_name",
            sort="buyer_name",
            css="grow clip",
        ),
        COMMISSION,
        Column(
            "due", gettext_lazy("Due"), "date", value="due_date", sort="due_date", optional=True
        ),
        Column("net", gettext_lazy("Net"), "money", sort="net", total=True, optional=True),
        Column(
            "tax", gettext_lazy("Tax"), "money", sort="tax", total=True, optional=True, shown=False
        ),
        Column("gross", gettext_lazy("Total"), "money", sort="gross", total=True),
        Column("paid", gettext_lazy("Paid"), "money", total=True, optional=True, shown=False),
        Column("open", gettext_lazy("Open"), "money", total=True, optional=True, shown=False),
        STATE,
        Column(
            "settlement",
            gettext_lazy("Payment"),
            "state",
            value="balance.state",
            optional=True,
        ),
    ]
    search = [
        "number__text",
        "voucher_number__text",
        "buyer_name",
        "buyer_number",
        "order_number",
        "your_reference",
        "our_reference",
    ]
    search_label = gettext_lazy("Number, customer, order")
    questions = party_questions(
        ByNumber("number", "invoice", "credit_note", "advance_payment"),
        VOUCHER_QUESTION,
        ByNumber("order__number", "order"),
    )
    filters = [
        RelatedFilter("type", gettext_lazy("Invoice type"), offered_types, lookup="order_type"),
        ChoiceFilter("kind", gettext_lazy("Kind"), InvoiceKind.choices),
        ChoiceFilter("state", gettext_lazy("State"), STATES, where=invoice_state),
        PartyFilter("customer"),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    actions = [
        Action(gettext_lazy("Issued together"), "invoicing:invoice_run_list", main=False),
        Action(
            gettext_lazy("New credit note"),
            "invoicing:invoice_write_credit",
            key="c",
            main=False,
            roles=WRITERS,
        ),
        Action(gettext_lazy("New invoice"), "invoicing:invoice_write", key="n", roles=WRITERS),
    ]
    empty = gettext_lazy(
        "No invoices yet. Open an order and choose “Make invoice”, or press N to write one by"
        " itself."
    )
    selection = DRAFTS
    export_name = "invoices"

    def get_queryset(self) -> QuerySet[Invoice]:
        """The company's invoices with all that a row shows."""
        return Invoice.objects.of(self.company).for_list().with_settlement()


def find_invoice(request: CompanyRequest, pk: int) -> Invoice:
    """An invoice of the company with all that its page shows; 404 for any other."""
    invoices = Invoice.objects.of(request.company).select_related(
        "company",
        "number__series",
        "number__issued_by",
        "voucher_number__series",
        "voucher_number__issued_by",
        "order__number__series",
        "order__number__issued_by",
        "order_type__invoice_series",
        "credits__number",
        "party__customer_number",
        "commission__number",
        "payment_terms",
        "balance",
        "created_by",
        "updated_by",
        "issued_by",
    )
    return get_object_or_404(invoices, pk=pk)


@role_required(*EVERYONE)
def invoice_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """One invoice: a draft with the number it would get, or what was issued."""
    return show_invoice(request, find_invoice(request, pk))


def show_invoice(
    request: CompanyRequest, invoice: Invoice, errors: tuple[str, ...] = ()
) -> HttpResponse:
    """The page of an invoice; with errors, a draft whose typed number was refused."""
    context: dict[str, Any] = {
        "invoice": invoice,
        "title": TITLES[invoice.kind],
        "lines": paper_lines(invoice),
        "taxes": invoice.taxes.order_by("-percent", "code"),
        "document": invoice,
        "chain": chain_of(invoice),
        "can_credit": invoice.is_issued and invoice.kind != InvoiceKind.CREDIT_NOTE,
    }
    if invoice.is_issued:
        context |= payment_facts(invoice) | papers_facts(invoice)
    else:
        context |= _upcoming_number(request, invoice, errors)
        context["einvoice_lacking"] = einvoice_lacking(invoice)
        context["advances_left"] = advances_not_taken(invoice)
    return render(request, "invoicing/invoice_detail.html", context)


def _upcoming_number(
    request: CompanyRequest, invoice: Invoice, errors: tuple[str, ...]
) -> dict[str, Any]:
    """The number a draft would get by now, or why it cannot get one."""
    place = draft_place(request, invoice, request.POST).with_errors(errors)
    entry = place.entry
    assert entry is not None
    chooses = not request.roles.isdisjoint(WRITERS) and (place.is_input or bool(place.choices))
    return {
        "number_place": place,
        "chooses_number": chooses,
        "series": entry.series,
        "next_number": entry.next_number,
        "cannot_issue": entry.message if place.cannot_draw and not chooses else "",
    }
