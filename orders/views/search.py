"""What search-as-you-type fields ask: parties, commissions and items."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Case, Model, QuerySet, When
from django.http import HttpRequest, JsonResponse

from numbering.access import EVERYONE, CompanyRequest, role_required
from numbering.formatting import money
from numbering.pages.pickers import suggestions
from orders.forms.fields import PriceField
from orders.models import Commission, Item, Party
from orders.partners import partner
from orders.tradekinds import With

MOST = 12
M = TypeVar("M", bound=Model)


@role_required(*EVERYONE)
def party_search(request: CompanyRequest) -> JsonResponse:
    """Parties by number, name and town; `?with=suppliers` or everybody instead of customers."""
    words = _words(request)
    parties = _asked_with(request)
    other = partner(parties)
    offered = Party.objects.of(request.company).offered_to(parties)
    found = offered.with_number().matching(words)
    field, _kind = other.numbers[0]
    return suggestions(
        {
            "id": party.pk,
            "number": str(other.number_of(party) or ""),
            "name": party.name,
            "note": party.city,
        }
        for party in _best_first(found, words, f"{field}__text", "name")[:MOST]
    )


def _asked_with(request: HttpRequest) -> With:
    asked = request.GET.get("with", "")
    return next((one for one in With if one.value == asked), With.CUSTOMERS)


@role_required(*EVERYONE)
def commission_search(request: CompanyRequest) -> JsonResponse:
    """Open commissions by number and name."""
    words = _words(request)
    offered = Commission.objects.of(request.company).open().select_related("number", "party")
    found = offered.matching(words)
    return suggestions(
        {
            "id": commission.pk,
            "number": str(commission.number or ""),
            "name": commission.name,
            "note": commission.party.name if commission.party else "",
        }
        for commission in _best_first(found, words, "number__text", "name")[:MOST]
    )


@role_required(*EVERYONE)
def item_search(request: CompanyRequest) -> JsonResponse:
    """Items on offer by number and text, with what a line takes over from them."""
    words = _words(request)
    found = Item.objects.of(request.company).active().with_number().matching(words)
    price = PriceField()
    return suggestions(
        {
            "id": item.pk,
            "number": str(item.number or ""),
            "name": item.text,
            "note": f"{money(item.price)} / {item.unit}" if item.unit else money(item.price),
            "fill": {
                "text": item.text,
                "unit": item.unit,
                "price": price.prepare_value(item.price),
                "tax_rate": str(item.tax_rate_id),
            },
        }
        for item in _best_first(found, words, "number__text", "text")[:MOST]
    )


def _best_first(found: QuerySet[M], words: str, number: str, name: str) -> QuerySet[M]:
    """Numbers and names that begin as typed come before what contains it or lies in the town."""
    rank = Case(
        When(**{f"{number}__istartswith": words}, then=0),
        When(**{f"{name}__istartswith": words}, then=1),
        When(**{f"{name}__finds": words}, then=2),
        default=3,
    )
    return found.order_by(rank, name, "pk")


def _words(request: HttpRequest) -> str:
    """What was typed; more than 100 characters would only be slow."""
    return request.GET.get("q", "").replace("\x00", "")[:100]
