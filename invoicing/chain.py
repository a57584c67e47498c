"""Where invoices stand among other documents; see orders.chain and orders.grouping."""

from __future__ import annotations

from django.db.models import Q

from orders.chain import Edge, declare_edge
from orders.grouping import Share, declare_share
from orders.tradekinds import INVOICE


def declare_own_edges() -> None:
    """Invoices are made from orders and deliveries, credit notes from returns and invoices; an
    advance is of an order as a whole, and taken off the invoices that settle it.

    Order lines count by themselves what is invoiced; what is left to credit or to settle is for
    invoicing.
    """
    for source, source_line, source_owner in (
        ("order_line", "orders.OrderLine", "order"),
        ("trade_line", "orders.TradeLine", "document"),
        ("credits", "invoicing.InvoiceLine", "invoice"),
        ("settles", "invoicing.InvoiceLine", "invoice"),
        ("invoice", "invoicing.Invoice", "order"),
    ):
        declare_edge(
            Edge(
                line="invoicing.InvoiceLine",
                owner="invoice",
                source=source,
                source_line=source_line,
                source_owner=source_owner,
                kind=INVOICE,
                takes=source == "trade_line",
            )
        )


def declare_own_shares() -> None:
    """Sales come to their invoices less credit notes. Advances count: what they come to is taken
    off the invoices that settle them.
    """
    declare_share(
        Share(
            model="invoicing.Invoice",
            dealing="sales",
            stage="invoiced",
            where=Q(state="issued"),
        )
    )
