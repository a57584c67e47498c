"""Which invoice a return credits, so that its goods are not credited from the invoice as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from invoicing.choices import InvoiceState
from invoicing.models import InvoiceLine
from orders.choices import Side
from orders.models import TradeLine


def credited_lines(trade_lines: Sequence[TradeLine]) -> dict[int, InvoiceLine]:
    """By line of a return, the line of an issued invoice on which its goods were invoiced.

    Goods that are on several invoices, or on none that is issued, are credited freely. One query.
    """
    delivered = {line.pk: line.source_line for line in trade_lines if line.source_line is not None}
    by_delivery: dict[int, list[InvoiceLine]] = defaultdict(list)
    by_order: dict[int, list[InvoiceLine]] = defaultdict(list)
    orders = [line.source_order_line_id for line in delivered.values() if line.source_order_line_id]
    rows = InvoiceLine.objects.filter(
        Q(trade_line__in=[line.pk for line in delivered.values()])
        | Q(trade_line=None, order_line__in=orders),
        invoice__state=InvoiceState.ISSUED,
        side=Side.DEBIT,
        credits=None,
    )
    for row in rows.select_related("invoice__number").order_by("pk"):
        if row.trade_line_id is not None:
            by_delivery[row.trade_line_id].append(row)
        elif row.order_line_id is not None:
            by_order[row.order_line_id].append(row)
    found = {
        key: by_delivery[line.pk] or by_order[line.source_order_line_id or 0]
        for key, line in delivered.items()
    }
    return {key: lines[0] for key, lines in found.items() if len(lines) == 1}
