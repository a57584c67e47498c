"""What the address says of a new document: `?party=12&commission=3`."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from numbering.access import CompanyRequest
from orders.models import Commission, Party
from orders.tradekinds import With


def party_asked_for(request: CompanyRequest, parties: With) -> dict[str, Any]:
    """The party that it begins with, where such a document can be made with it."""
    return _asked_for(request, "party", Party.objects.of(request.company).offered_to(parties))


def commission_asked_for(request: CompanyRequest) -> dict[str, Any]:
    """The open commission that it begins under."""
    return _asked_for(request, "commission", Commission.objects.of(request.company).open())


def _asked_for(request: CompanyRequest, name: str, rows: QuerySet[Any]) -> dict[str, Any]:
    key = request.GET.get(name, "")
    known = key.isascii() and key.isdecimal() and len(key) < 19
    row: Model | None = rows.filter(pk=key).first() if known else None
    return {} if row is None else {name: row.pk}
