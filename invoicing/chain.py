"""Where invoices stand in the chain of documents; see orders.chain."""

from __future__ import annotations

from orders.chain import Edge, declare_edge
from orders.tradekinds import INVOICE


def declare_own_edges() -> None:
    """Invoices are made from orders and deliveries, credit notes from returns and invoices.

    Order lines count by themselves what is invoiced; what is left to credit is for invoicing.
    """
    for source, source_line, source_owner in (
        ("order_line", "orders.OrderLine", "order"),
        ("trade_line", "orders.TradeLine", "document"),
        ("credits", "invoicing.InvoiceLine", "invoice"),
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
