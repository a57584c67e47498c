"""The kinds of trade documents. One more kind costs one more declaration here, nothing else.

A declaration says with whom the document is made, whether goods move, what it can be converted
into and what it is called on pages and papers. List, entry page, detail page, paper, menu and
search follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from numbering.kinds import Label
    from orders.models import Party

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

    def takes(self, party: Party) -> bool:
        """Whether such a document can be made with this party."""
        if self is With.CUSTOMERS:
            return party.is_customer
        return party.is_supplier if self is With.SUPPLIERS else True


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a document can become."""

    # The kind of its numbers as well; see orders.kinds.
    code: str
    label: Label
    parties: With
    # On the button that makes it from another document, and over what was made of each line;
    # "" for what nothing becomes.
    make: Label = ""
    done: Label = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeKind(Target):
    """A kind of trade document."""

    # The title of its list, and of the entry in the menu.
    plural: Label
    # On the button, and over the page, that a new one is entered by.
    new: Label
    # On its paper, in the other side's language.
    title: Label
    area: str
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
    # What its second date is called, on the screen and on its paper; "" where it has none.
    due_label: Label = ""
    due_title: Label = ""
    # Off where its paper tells what, not for how much.
    prints_prices: bool = True

    @property
    def is_purchase(self) -> bool:
        """Whether the other side is a supplier."""
        return self.parties is With.SUPPLIERS


_KINDS = (
    TradeKind(
        code="sales_quote",
        label=_("Quote"),
        plural=_("Quotes"),
        new=_("New quote"),
        title=pgettext_lazy("paper", "Quote"),
        area="sales",
        parties=With.EVERYBODY,
        id_prefix="xo",
        rank=10,
        converts_into=(ORDER,),
        due_label=_("Valid until"),
        due_title=pgettext_lazy("paper", "Valid until"),
    ),
    TradeKind(
        code="delivery",
        label=_("Delivery"),
        plural=_("Deliveries"),
        new=_("New delivery"),
        make=_("Make delivery"),
        done=_("Delivered"),
        title=pgettext_lazy("paper", "Delivery note"),
        area="sales",
        parties=With.CUSTOMERS,
        id_prefix="xd",
        rank=40,
        moves=-1,
        converts_into=(INVOICE, "return_delivery", "sales_complaint"),
        prints_prices=False,
    ),
    TradeKind(
        code="return_delivery",
        label=_("Return delivery"),
        plural=_("Return deliveries"),
        new=_("New return delivery"),
        make=_("Make return delivery"),
        done=_("Returned"),
        title=pgettext_lazy("paper", "Return delivery"),
        area="sales",
        parties=With.CUSTOMERS,
        id_prefix="xdr",
        rank=60,
        moves=1,
        converts_into=(INVOICE,),
        is_credited=True,
        prints_prices=False,
    ),
    TradeKind(
        code="sales_complaint",
        label=_("Sales complaint"),
        plural=_("Sales complaints"),
        new=_("New complaint"),
        make=_("Make complaint"),
        done=_("Complained of"),
        title=pgettext_lazy("paper", "Complaint"),
        area="sales",
        parties=With.CUSTOMERS,
        id_prefix="xk",
        rank=70,
        due_label=_("Answer by"),
        due_title=pgettext_lazy("paper", "Answer by"),
    ),
    TradeKind(
        code="purchase_enquiry",
        label=_("Enquiry"),
        plural=_("Enquiries"),
        new=_("New enquiry"),
        title=pgettext_lazy("paper", "Enquiry"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xe",
        rank=10,
        converts_into=("purchase_order",),
        due_label=_("Answer by"),
        due_title=pgettext_lazy("paper", "Answer by"),
        prints_prices=False,
    ),
    TradeKind(
        code="purchase_order",
        label=_("Purchase order"),
        plural=_("Purchase orders"),
        new=_("New purchase order"),
        make=_("Make purchase order"),
        done=_("Ordered"),
        title=pgettext_lazy("paper", "Purchase order"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xs",
        rank=20,
        converts_into=("purchase_delivery",),
        due_label=_("Deliver by"),
        due_title=pgettext_lazy("paper", "Deliver by"),
    ),
    TradeKind(
        code="purchase_delivery",
        label=_("Purchase delivery"),
        plural=_("Purchase deliveries"),
        new=_("New purchase delivery"),
        make=_("Make purchase delivery"),
        done=_("Received"),
        title=pgettext_lazy("paper", "Goods received"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsd",
        rank=40,
        moves=1,
        converts_into=("liability", "purchase_return_delivery", "purchase_complaint"),
        prints_prices=False,
    ),
    TradeKind(
        code="liability",
        label=_("Liability"),
        plural=_("Liabilities"),
        new=_("New liability"),
        make=_("Make liability"),
        done=_("Invoiced"),
        title=pgettext_lazy("paper", "Supplier's invoice"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xl",
        rank=50,
        due_label=_("Due"),
        due_title=pgettext_lazy("paper", "Due"),
    ),
    TradeKind(
        code="purchase_return_delivery",
        label=_("Purchase return delivery"),
        plural=_("Purchase return deliveries"),
        new=_("New purchase return"),
        make=_("Make purchase return"),
        done=_("Returned"),
        title=pgettext_lazy("paper", "Return to supplier"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsr",
        rank=60,
        moves=-1,
        converts_into=("purchase_credit_note",),
        prints_prices=False,
    ),
    TradeKind(
        code="purchase_credit_note",
        label=_("Purchase credit note"),
        plural=_("Purchase credit notes"),
        new=_("New purchase credit note"),
        make=_("Make purchase credit note"),
        done=_("Credited"),
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
        new=_("New complaint"),
        make=_("Make complaint"),
        done=_("Complained of"),
        title=pgettext_lazy("paper", "Complaint"),
        area="purchasing",
        parties=With.SUPPLIERS,
        id_prefix="xsk",
        rank=80,
        due_label=_("Answer by"),
        due_title=pgettext_lazy("paper", "Answer by"),
    ),
)
_BY_CODE = {kind.code: kind for kind in _KINDS}
_OTHER_TARGETS = {
    ORDER: Target(
        code=ORDER,
        label=_("Order"),
        parties=With.CUSTOMERS,
        make=_("Make order"),
        done=_("Ordered"),
    ),
    INVOICE: Target(
        code=INVOICE,
        label=_("Invoice"),
        parties=With.CUSTOMERS,
        make=_("Make invoice"),
        done=_("Invoiced"),
    ),
}

_CREDIT_NOTE = Target(
    code=INVOICE,
    label=_("Credit note"),
    parties=With.CUSTOMERS,
    make=_("Make credit note"),
    done=_("Credited"),
)


def trade_kinds() -> tuple[TradeKind, ...]:
    """Every kind, in the order of sales and then purchasing."""
    return _KINDS


def trade_kind(code: str) -> TradeKind:
    """The kind with this code. Raises KeyError for any other."""
    return _BY_CODE[code]


def find_trade_kind(code: str) -> TradeKind | None:
    """The kind with this code, None where there is none."""
    return _BY_CODE.get(code)


def target(code: str, *, is_credited: bool = False) -> Target:
    """What a document becomes: a kind of trade document, an order or an invoice.

    The invoice of a document that `is_credited` is a credit note.
    """
    if is_credited and code == INVOICE:
        return _CREDIT_NOTE
    return _BY_CODE.get(code) or _OTHER_TARGETS[code]
