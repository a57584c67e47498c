"""The kinds of documents that orders, purchasing, stock, production and records number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from numbering.kinds import NumberKind, hold_own_kinds, register_kind
from orders.recordkinds import record_kinds
from orders.tradekinds import trade_kinds

_ORDER = (("orders.Order", "number"),)

# Kinds of records that every company can use; administrators add kinds of their own.
RECORD_KINDS = tuple(kind.code for kind in record_kinds())

KINDS = (
    NumberKind(
        "address",
        _("Addresses"),
        "sales",
        documents=(("orders.Party", "number"),),
        is_document=False,
        is_optional=True,
    ),
    NumberKind(
        "customer",
        _("Customers"),
        "sales",
        documents=(("orders.Party", "customer_number"),),
        is_document=False,
        is_ledger_account=True,
    ),
    NumberKind(
        "commission",
        _("Commissions"),
        "sales",
        documents=(("orders.Commission", "number"),),
        is_optional=True,
    ),
    NumberKind(
        "voucher",
        _("Vouchers of every document"),
        "sales",
        documents=(("orders.Order", "voucher_number"), ("orders.TradeDocument", "voucher_number")),
        is_optional=True,
    ),
    NumberKind("sales_order", _("Orders"), "sales", registers=("order",), documents=_ORDER),
    NumberKind(
        "service_order", _("Service orders"), "sales", registers=("order",), documents=_ORDER
    ),
    *(
        NumberKind(
            kind.code,
            kind.plural,
            kind.area,
            documents=(("orders.TradeDocument", "number"),),
            is_optional=True,
        )
        for kind in trade_kinds()
    ),
    NumberKind(
        "supplier",
        _("Suppliers"),
        "purchasing",
        documents=(("orders.Party", "supplier_number"),),
        is_document=False,
        is_optional=True,
        is_ledger_account=True,
    ),
    NumberKind(
        "item",
        _("Items"),
        "stock",
        documents=(("orders.Item", "number"),),
        is_document=False,
        is_proposed=True,
    ),
    NumberKind(
        "item_journal",
        _("Item journals"),
        "stock",
        documents=(("orders.ItemJournal", "number"),),
        is_optional=True,
    ),
    NumberKind(
        "production_order",
        _("Production orders"),
        "production",
        documents=(("orders.ProductionOrder", "number"),),
        is_optional=True,
    ),
    *(
        NumberKind(
            kind.code,
            kind.plural,
            kind.area,
            documents=(("orders.Record", "number"),),
            is_optional=True,
        )
        for kind in record_kinds()
    ),
)


def register() -> None:
    """Declare the kinds to the numbering engine."""
    for kind in KINDS:
        register_kind(kind)
    hold_own_kinds("orders.Record", "number", list_name="orders:record_list")
