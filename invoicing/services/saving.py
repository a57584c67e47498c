"""Storing drafts: what every way of making and changing one has in common."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind
from invoicing.exceptions import AlreadyNumbered
from invoicing.models import Invoice, InvoiceLine, PaymentTerms
from invoicing.selectors import payment_terms_for
from invoicing.services.content import store_content, work_out
from invoicing.services.quantities import taking_of
from numbering.exceptions import SetupError
from orders.findings import Findings
from orders.models import OrderLine, Party, TradeLine
from orders.services.invoiced import Billed

TEXTS = ("your_reference", "our_reference", "text")


def save_new_draft(invoice: Invoice, lines: list[InvoiceLine], billed: Billed) -> None:
    """Check and store a new draft, and count on its sources what it takes.

    Errors name a line by the key of the delivery's line that it is made from, else of the order's.
    """
    billed.count(
        taking_of(line, line.quantity, key=line.trade_line_id or line.order_line_id or 0)
        for line in lines
    )
    check_head(invoice)
    save_content(invoice, lines, billed)


def save_content(invoice: Invoice, lines: list[InvoiceLine], billed: Billed | None = None) -> None:
    """Work a draft out from its lines, and store both; then what it was made from says so."""
    kind = invoice.kind
    taxes = work_out(invoice, lines)
    if invoice.number is not None and invoice.kind != kind:
        raise AlreadyNumbered(
            _("The draft has the number %(number)s as %(kind)s: it can be no other document.")
            % {"number": invoice.number, "kind": InvoiceKind(kind).label},
            field="payment_terms",
        )
    invoice.save(draw=False)
    store_content(invoice, lines, taxes)
    if billed is not None:
        billed.refresh()
    invoice.draw_numbers(by=invoice.updated_by)  # of another year, where the date has moved there


def line_of(
    invoice: Invoice, source: OrderLine | TradeLine, quantity: Decimal, **facts: Any
) -> InvoiceLine:
    """The line that takes this quantity of a line, as that says it."""
    return InvoiceLine(
        invoice=invoice,
        item=source.item,
        text=source.text,
        quantity=quantity,
        unit=source.unit,
        price=source.price,
        **facts,
    )


def usual_terms(party: Party) -> PaymentTerms:
    """The customer's payment terms. Raises SetupError where there are none."""
    terms = payment_terms_for(party)
    if terms is None:
        raise SetupError(
            _(
                "There are no payment terms for this customer: an administrator sets the company's"
                " default ones in Settings › Payment terms."
            ),
            field="payment_terms",
        )
    return terms


def check_head(invoice: Invoice) -> None:
    """Check what was typed on a draft's head; raises EntryErrors."""
    findings = Findings()
    findings.check_fields(invoice, TEXTS)
    findings.check_date(invoice)
    findings.check_company(invoice.payment_terms, invoice.company_id, "payment_terms")
    findings.raise_if_any()
