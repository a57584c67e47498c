"""Entering and changing trade documents of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.models import Department
from numbering.services import number_entry
from orders.forms.numbers import NumberPlace, picked_series
from orders.forms.trade import TradeEntry
from orders.models import TradeDocument
from orders.selectors import is_numbered, stock_location_for
from orders.services.trade import refuse_closed
from orders.tradekinds import trade_kind
from orders.views.begun import commission_asked_for, party_asked_for
from orders.views.entry import EntryPage
from orders.views.numbers import after_move, place_of
from orders.views.stock import tell_of_stock
from orders.views.trade import find_trade

NUMBER = gettext_lazy("Number")


@role_required(*WRITERS)
def trade_new(request: CompanyRequest, kind: str) -> HttpResponse:
    """Write a new document; `?party=` begins with somebody."""
    return TradePage(request, None, kind).answer()


@role_required(*WRITERS)
def trade_edit(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Change a document."""
    document = find_trade(request, kind, pk)
    if request.method == "GET":
        try:
            refuse_closed(document)
        except NumberingError as error:
            messages.error(request, str(error))
            return redirect(document)
    return TradePage(request, document, kind).answer()


@role_required(*WRITERS)
def trade_rule(request: CompanyRequest, kind: str) -> HttpResponse:
    """The number field once more, after date, department or series changed; `?document=` is the
    one that is being changed. A part of the page.
    """
    key = request.GET.get("document", "")
    known = key.isascii() and key.isdecimal() and len(key) < 19
    page = TradePage(request, find_trade(request, kind, int(key)) if known else None, kind)
    context = {"number_place": page.place(page.entry(request.GET))}
    return render(request, "orders/number_field.html", context)


class TradePage(EntryPage[TradeDocument]):
    """The page of a trade document; its kind says what is on it."""

    template = "orders/trade_entry.html"

    def __init__(self, request: CompanyRequest, document: TradeDocument | None, kind: str) -> None:
        super().__init__(request, document)
        self.kind = trade_kind(kind)
        self.new_title, self.number_kind = self.kind.new, kind
        self.list_title = self.kind.plural
        self.list_url = reverse("orders:trade_list", args=[kind])

    def entry(self, data: Any, initial: Mapping[str, Any] | None = None) -> TradeEntry:
        """The document as typed."""
        request, document = self.request, self.document
        usual = document.stock_location if document is not None else None
        if document is None and self.kind.moves:
            usual = stock_location_for(request.company, request.user).location
        return TradeEntry(
            kind=self.kind,
            usual_location=usual,
            company=request.company,
            by=request.user,
            document=document,
            data=data,
            initial=initial,
        )

    def stored(self, document: TradeDocument) -> TradeDocument:
        """The document as it is stored by now."""
        return find_trade(self.request, document.kind, document.pk)

    def begun_with(self) -> dict[str, Any]:
        """The party and the commission that the address names."""
        asked = party_asked_for(self.request, self.kind.parties)
        return asked | commission_asked_for(self.request)

    def is_led_to_setup(self) -> bool:
        """Only where no department has a series either."""
        return not is_numbered(self.request.company, self.kind.code)

    def place(self, entry: TradeEntry) -> NumberPlace:
        """The number of a stored document, or how the field of a new one behaves."""
        document = self.document
        if document is not None:
            url = reverse("orders:trade_rule", args=[document.kind])
            return NumberPlace(
                issued=document.number,
                label=NUMBER,
                rule_url=f"{url}?document={document.pk}",
                notice=after_move(document, entry.date),
            )
        return new_trade_place(
            self.request, self.kind.code, entry.department, entry.date, entry.data or {}
        )

    def tell(self, saved: TradeDocument) -> None:
        """What fell below zero, too, where goods moved."""
        super().tell(saved)
        if self.kind.moves:
            tell_of_stock(self.request, saved)

    def facts(self, entry: TradeEntry) -> dict[str, Any]:
        """The kind."""
        return {"kind": self.kind}


def new_trade_place(
    request: CompanyRequest, kind: str, department: Department | None, on: Any, data: Any
) -> NumberPlace:
    """The number field of a trade document that is not saved yet."""
    picked = picked_series(request.company, data)
    entry = number_entry(
        request.company, kind, on=on, by=request.user, department=department, picked=picked
    )
    return place_of(
        request, entry, NUMBER, data, rule_url=reverse("orders:trade_rule", args=[kind])
    )
