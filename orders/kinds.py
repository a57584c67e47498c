"""The kinds of documents that orders, purchasing, stock, production and records number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from numbering.kinds import NumberKind, register_kind

KINDS = (
    NumberKind("address", _("Addresses"), "sales", is_document=False),
    NumberKind(
        "customer",
        _("Customers"),
        "sales",
        documents=("orders.Party", "customer_number"),
        is_document=False,
        is_ledger_account=True,
    ),
    NumberKind("commission", _("Commissions"), "sales"),
    NumberKind("voucher", _("Vouchers of every document"), "sales"),
    NumberKind("sales_quote", _("Quotes"), "sales"),
    NumberKind(
        "sales_order",
        _("Orders"),
        "sales",
        registers=("order",),
        documents=("orders.Order", "number"),
    ),
    NumberKind(
        "service_order",
        _("Service orders"),
        "sales",
        registers=("order",),
        documents=("orders.Order", "number"),
    ),
    NumberKind("delivery", _("Deliveries"), "sales"),
    NumberKind("return_delivery", _("Return deliveries"), "sales"),
    NumberKind("sales_complaint", _("Sales complaints"), "sales"),
    NumberKind("subscription", _("Subscriptions"), "sales"),
    NumberKind("supplier", _("Suppliers"), "purchasing", is_document=False, is_ledger_account=True),
    NumberKind("purchase_enquiry", _("Enquiries"), "purchasing"),
    NumberKind("purchase_order", _("Purchase orders"), "purchasing"),
    NumberKind("purchase_delivery", _("Purchase deliveries"), "purchasing"),
    NumberKind("purchase_return_delivery", _("Purchase return deliveries"), "purchasing"),
    NumberKind("liability", _("Liabilities"), "purchasing"),
    NumberKind("purchase_credit_note", _("Purchase credit notes"), "purchasing"),
    NumberKind("purchase_complaint", _("Purchase complaints"), "purchasing"),
    NumberKind("purchase_voucher", _("Purchase vouchers"), "purchasing"),
    NumberKind(
        "item",
        _("Items"),
        "stock",
        documents=("orders.Item", "number"),
        is_document=False,
        is_proposed=True,
    ),
    NumberKind("item_journal", _("Item journals"), "stock"),
    NumberKind("production_order", _("Production orders"), "production"),
    NumberKind("production_voucher", _("Production vouchers"), "production"),
    NumberKind("finance_voucher", _("Finance vouchers"), "finance"),
    NumberKind("project", _("Projects"), "own"),
    NumberKind("case", _("Cases"), "own"),
)


def register() -> None:
    """Declare the kinds to the numbering engine."""
    for kind in KINDS:
        register_kind(kind)
