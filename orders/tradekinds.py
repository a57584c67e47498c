"""The kinds of trade documents. One more kind costs one more declaration here, nothing else.

A declaration says with whom the document is made, whether goods move, what it can be converted
into and what its paper is called. List, entry page, detail page, paper, menu and search follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from numbering.kinds import Label

# What a document can become that is no trade document itself.
ORDER = "sales_order"
INVOICE = "invoice"
# What an order becomes, beside invoices and production orders.
ORDER_CONVERTS_INTO = ("delivery",)


class With(Enum):
    """With whom a kind of document is made."""

    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
    # Customers and those who may become one: a quote goes to a prospect, too.
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeKind:
    """A kind of trade document."""

    # The kind of its numbers as well; see orders.kinds.
    code: str
    label: Label
    # The title of its list, and of the entry in the menu.
    plural: Label
    # On its paper, in the other side's language.
    title: Label
    area: str
    parties: With
    # Stands before the key in internal ids; differs from every other kind's.
    id_prefix: str
    # Where it stands in a chain: lower comes first. Orders are at 20, invoices at 50.
    rank: int
    # 1: goods come in, -1: goods go out, 0: nothing moves.
    moves: int = 0
    # What follows from it; the first decides when it is done.
    converts_into: tuple[str, ...] = ()
    # Its invoice is a credit note.
    is_credited: bool = False
    # What its second date is called; "" where it has none.
    due_label: Label = ""

    @property
    def is_purchase(self) -> bool:
        """Whether the other side is a supplier."""
        return self.parties is With.SUPPLIERS


_KINDS = (
    TradeKind(
        code="sales_quote",
        label=_("Quote"),
        plural=_("Quotes"),
        title=pgettext_lazy("paper", "Quote"),
        area="sales",
        parties=With.EVERYBODY,
        id_prefix="xo",
        rank=10,
        converts_into=(ORDER,),
        due_label=_("Valid until"),
    ),
    TradeKind(
        code="delivery",
        label=_("Delivery"),
        plural=_("Deliveries"),
        title=pgettext_lazy("paper", "Delivery note"),
        area="sales",
        parties=With.CUSTOMERS,
        id_prefix="xd",
        rank=40,
        moves=-1,
        converts_into=(INVOICE, "return_delivery", "sales_complaint"),
    ),
    TradeKind(
        code="return_delivery",
        label=_("Return delivery"),
        plural=_("Return deliveries"),
        title=pgettext_lazy("paper", "Return delivery"),
        area="sales",
        parties=With.CUSTOMERS,
        id_prefix="xdr",
        rank=60,
        moves=1,
        converts_into=(INVOICE,),
        is_credited=True,
    ),
    TradeKind(
        code="sales_complaint",
        label=_("Sales complaint"),
        plural=_("Sales complaints"),
        title=pgettext_lazy("paper", "Complaint"),
        area="sales",
        parties=With.CUSTOMERS,
        id_prefix="xk",
        rank=70,
        due_label=_("Answer by"),
    ),
    TradeKind(
        code="purchase_enquiry",
        label=_("Enquiry"),
        plural=_("Enquiries"),
        title=pgettext_lazy("paper", "Enquiry"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xe",
        rank=10,
        converts_into=("purchase_order",),
        due_label=_("Answer by"),
    ),
    TradeKind(
        code="purchase_order",
        label=_("Purchase order"),
        plural=_("Purchase orders"),
        title=pgettext_lazy("paper", "Purchase order"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xs",
        rank=20,
        converts_into=("purchase_delivery",),
        due_label=_("Deliver by"),
    ),
    TradeKind(
        code="purchase_delivery",
        label=_("Purchase delivery"),
        plural=_("Purchase deliveries"),
        title=pgettext_lazy("paper", "Goods received"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsd",
        rank=40,
        moves=1,
        converts_into=("liability", "purchase_return_delivery", "purchase_complaint"),
    ),
    TradeKind(
        code="liability",
        label=_("Liability"),
        plural=_("Liabilities"),
        title=pgettext_lazy("paper", "Supplier's invoice"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xl",
        rank=50,
        due_label=_("Due"),
    ),
    TradeKind(
        code="purchase_return_delivery",
        label=_("Purchase return delivery"),
        plural=_("Purchase return deliveries"),
        title=pgettext_lazy("paper", "Return to supplier"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsr",
        rank=60,
        moves=-1,
        converts_into=("purchase_credit_note",),
    ),
    TradeKind(
        code="purchase_credit_note",
        label=_("Purchase credit note"),
        plural=_("Purchase credit notes"),
        title=pgettext_lazy("paper", "Supplier's credit note"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsc",
        rank=70,
    ),
    TradeKind(
        code="purchase_complaint",
        label=_("Purchase complaint"),
        plural=_("Purchase complaints"),
        title=pgettext_lazy("paper", "Complaint"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsk",
        rank=80,
        due_label=_("Answer by"),
    ),
)
_BY_CODE = {kind.code: kind for kind in _KINDS}


def trade_kinds() -> tuple[TradeKind, ...]:
    """Every kind, in the order of sales and then purchasing."""
    return _KINDS


def trade_kind(code: str) -> TradeKind:
    """The kind with this code. Raises KeyError for any other."""
    return _BY_CODE[code]


def find_trade_kind(code: str) -> TradeKind | None:
    """The kind with this code, None where there is none."""
    return _BY_CODE.get(code)
