"""Setting up a company for orders."""

from __future__ import annotations

from numbering.models import Company
from numbering.transactions import write
from orders.services.order_types import ensure_order_types


def prepare_company(*, company: Company) -> None:
    """Give a new company what every company has; running it twice changes nothing."""
    with write():
        ensure_order_types(company=company)
