"""What the top bar can lead to, by area. It follows from declarations: a kind more, a page more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS, AUDITORS, EVERYONE
from numbering.kinds import kind_label
from orders.kinds import RECORD_KINDS
from orders.models import Order
from orders.tradekinds import TradeKind, trade_kinds

if TYPE_CHECKING:
    from numbering.kinds import NumberKind


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of an area."""

    label: str | Promise
    name: str
    # The kind of document that is its argument; "" where it takes none.
    kind: str = ""
    # Its filter, where the same page is offered more than once.
    query: Mapping[str, str] = field(default_factory=dict)
    # How the names of this page and of those beneath it begin.
    belongs: tuple[str, ...]
    # Offered where the company numbers one of these; everywhere where none are named.
    needs: tuple[str, ...] = ()
    roles: tuple[str, ...] = EVERYONE
    # The area's own entry leads here; else to its first page.
    leads: bool = False
    # Pages of one group stand together; a line parts the groups.
    group: str = ""

    @property
    def url(self) -> str:
        """Its address, or "" where it is not part of this installation."""
        try:
            return reverse(self.name, args=[self.kind] if self.kind else None, query=self.query)
        except NoReverseMatch:
            return ""

    def is_wanted(self, kinds: Iterable[str]) -> bool:
        """Whether a company that numbers these kinds has a use for it."""
        return not self.needs or not set(self.needs).isdisjoint(kinds)

    def holds(self, request: HttpRequest) -> bool:
        """Whether a request is for this page or for one beneath it."""
        match = request.resolver_match
        return (
            match is not None
            and match.view_name.startswith(self.belongs)
            and self.kind in ("", match.kwargs.get("kind"))
            and all(request.GET.get(name) == value for name, value in self.query.items())
        )


@dataclass(frozen=True)
class Area:
    """An entry of the top bar."""

    label: str | Promise
    pages: tuple[Page, ...]


def areas(own_kinds: Iterable[NumberKind]) -> tuple[Area, ...]:
    """Every area, with the records of kinds that a company made up."""
    records = [_records(code, kind_label(code)) for code in RECORD_KINDS]
    records += [_records(kind.code, kind.label, own=True) for kind in own_kinds]
    return (*_DOCUMENTS, Area(_("Records"), tuple(records)), *_SETTINGS)


def _trade(kind: TradeKind) -> tuple[int, Page]:
    """The list of a kind of trade document, and where the kind stands in a chain."""
    page = Page(
        label=kind.plural,
        name="orders:trade_list",
        kind=kind.code,
        belongs=("orders:trade_",),
        needs=(kind.code,),
        # Purchasing is about purchase orders as sales is about orders.
        leads=kind.rank == Order.chain_rank,
    )
    return kind.rank, page


def _in_chain_order(area: str, *more: tuple[int, Page]) -> tuple[Page, ...]:
    """The documents of an area as they follow from each other."""
    ranked = [*more, *(_trade(kind) for kind in trade_kinds() if kind.area == area)]
    return tuple(page for _rank, page in sorted(ranked, key=lambda pair: pair[0]))


def _records(code: str, label: str | Promise, *, own: bool = False) -> Page:
    """The list of a kind of record; one's own are made to be used."""
    return Page(
        label=label,
        name="orders:record_list",
        kind=code,
        belongs=("orders:record_",),
        needs=() if own else (code,),
        group="own" if own else "",
    )


_ORDERS = Page(label=_("Orders"), name="orders:order_list", belongs=("orders:order_",), leads=True)
_INVOICES = Page(
    label=_("Invoices"),
    name="invoicing:invoice_list",
    belongs=("invoicing:invoice_", "invoicing:advance_"),
)
# What comes of invoices stands apart from the documents that lead to them.
_COLLECTING = (
    Page(
        label=_("Open items"),
        name="invoicing:open_items",
        belongs=("invoicing:open_",),
        group="collecting",
    ),
    Page(
        label=_("Payments"),
        name="invoicing:payment_list",
        belongs=("invoicing:payment_",),
        group="collecting",
    ),
    Page(
        label=_("Reminders"),
        name="invoicing:reminder_list",
        belongs=("invoicing:reminder_",),
        needs=("reminder",),
        group="collecting",
    ),
    Page(
        label=_("Invoice journal"),
        name="invoicing:journal",
        belongs=("invoicing:journal", "invoicing:kept_journal"),
        group="collecting",
    ),
)
_MOVING = ("item_journal", *(kind.code for kind in trade_kinds() if kind.moves))
_DOCUMENTS = (
    # Invoices follow deliveries; see orders.tradekinds.
    Area(
        _("Sales"),
        (
            *_in_chain_order("sales", (Order.chain_rank, _ORDERS), (50, _INVOICES)),
            *_COLLECTING,
        ),
    ),
    Area(_("Purchasing"), _in_chain_order("purchasing")),
    Area(
        _("Stock"),
        (
            Page(label=_("Items"), name="orders:item_list", belongs=("orders:item_",)),
            Page(
                label=_("Item journals"),
                name="orders:journal_list",
                belongs=("orders:journal_",),
                needs=("item_journal",),
            ),
            Page(
                label=_("Stock movements"),
                name="orders:movement_list",
                belongs=("orders:movement_",),
                needs=_MOVING,
            ),
            Page(
                label=_("Production orders"),
                name="orders:production_list",
                belongs=("orders:production_",),
                needs=("production_order",),
            ),
        ),
    ),
    Area(
        _("Parties"),
        (
            Page(label=_("Address book"), name="orders:party_list", belongs=("orders:party_",)),
            Page(
                label=_("Customers"),
                name="orders:party_list",
                query={"role": "customers"},
                belongs=("orders:party_list",),
                needs=("customer",),
            ),
            Page(
                label=_("Suppliers"),
                name="orders:party_list",
                query={"role": "suppliers"},
                belongs=("orders:party_list",),
                needs=("supplier",),
            ),
            Page(
                label=_("Commissions"),
                name="orders:commission_list",
                belongs=("orders:commission_",),
                needs=("commission",),
            ),
        ),
    ),
)
_SETTINGS = (
    Area(
        _("Numbers"),
        (
            Page(
                label=_("Register"),
                name="numbering:register",
                belongs=("numbering:register", "numbering:number_"),
            ),
            Page(
                label=_("Completeness"),
                name="numbering:completeness",
                belongs=("numbering:completeness",),
            ),
            Page(
                label=_("Proof"),
                name="numbering:proof",
                belongs=("numbering:proof",),
                roles=(ADMINISTRATORS, AUDITORS),
            ),
            Page(
                label=_("Closed periods"),
                name="numbering:closed",
                belongs=("numbering:closed",),
                roles=(ADMINISTRATORS, AUDITORS),
            ),
            Page(
                label=_("Outlook"),
                name="numbering:outlook",
                belongs=("numbering:outlook",),
                roles=(ADMINISTRATORS, AUDITORS),
            ),
            Page(
                label=_("Who may do what"),
                name="numbering:rights",
                belongs=("numbering:rights",),
                roles=(ADMINISTRATORS, AUDITORS),
            ),
            Page(
                label=_("Changes of settings"),
                name="numbering:history",
                belongs=("numbering:history",),
                roles=(ADMINISTRATORS, AUDITORS),
            ),
        ),
    ),
    Area(
        _("Settings"),
        (
            Page(
                label=_("Settings"),
                name="admin:index",
                belongs=("admin:", "numbering:setup", "numbering:takeover"),
                roles=(ADMINISTRATORS,),
            ),
        ),
    ),
)
