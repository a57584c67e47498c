"""What belongs to a commission, whatever its kind (easyWinArt: any documents).

A model whose rows have a key to a commission is among its documents by that alone. What such
documents add to the sums of their commission is declared by their apps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.apps import apps
from django.db.models import F, IntegerField, Q, QuerySet, Sum, Value

from numbering.documents import NumberedModel
from orders.models import Commission, Record
from orders.recordkinds import name_records

PAGE = 100

Dealing = Literal["sales", "purchases"]
Stage = Literal["ordered", "invoiced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Documents of a model that count in a sum of their commission, net."""

    model: str
    dealing: Dealing
    stage: Stage
    where: Q
    # -1 where they take away from it.
    sign: int = 1


_shares: list[Share] = []


def declare_share(share: Share) -> None:
    """Make known what documents add to the sums; the same twice is one."""
    if share not in _shares:
        _shares.append(share)


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a commission."""

    document: Any

    @property
    def voucher_number(self) -> Any:
        """Its number across all kinds, where documents of its kind have one."""
        return getattr(self.document, "voucher_number", None)

    @property
    def party(self) -> Any:
        """The other side, where there is one."""
        return getattr(self.document, "party", None)

    @property
    def text(self) -> str:
        """What it is about."""
        return str(
            getattr(self.document, "title", "") or getattr(self.document, "your_reference", "")
        )

    @property
    def gross(self) -> Decimal | None:
        """What it comes to, where it is about money."""
        return getattr(self.document, "gross", None)


@dataclass(frozen=True, slots=True)
class Sums:
    """What was ordered and invoiced under a commission, net."""

    ordered: Decimal = Decimal(0)
    invoiced: Decimal = Decimal(0)


def has_documents(commission: Commission) -> bool:
    """Whether anything belongs to it. One query."""
    return bool(_places(commission)[:1])


def documents_of(commission: Commission, page: int = 1) -> tuple[list[Member], bool]:
    """One page of what belongs to it, newest first, and whether there is more.

    One query finds the page however many models there are; then one for each model on it.
    """
    start = (page - 1) * PAGE
    places = list(_places(commission)[start : start + PAGE + 1])
    keys: dict[int, list[int]] = defaultdict(list)
    for _date, member, key in places[:PAGE]:
        keys[member].append(key)
    models = _members()
    found = {
        (member, row.pk): row
        for member, wanted in keys.items()
        for row in _with_what_is_shown(models[member][0], wanted)
    }
    name_records(commission.company, [row for row in found.values() if isinstance(row, Record)])
    members = [Member(found[member, key]) for _date, member, key in places[:PAGE]]
    return members, len(places) > PAGE


def sums_of(commission: Commission) -> dict[Dealing, Sums]:
    """What was ordered and invoiced, by sales and purchases. One query for each model."""
    by_model: dict[str, list[Share]] = defaultdict(list)
    for share in _shares:
        by_model[share.model].append(share)
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for label, shares in by_model.items():
        rows = apps.get_model(label)._default_manager.filter(commission=commission)
        wanted = {f"sum_{n}": Sum("net", filter=share.where) for n, share in enumerate(shares)}
        found = rows.aggregate(**wanted)
        for n, share in enumerate(shares):
            totals[share.dealing, share.stage] += share.sign * (found[f"sum_{n}"] or 0)
    return {
        dealing: Sums(totals[dealing, "ordered"], totals[dealing, "invoiced"])
        for dealing in ("sales", "purchases")
    }


def declare_own_shares() -> None:
    """What the documents of this app add: invoices and what suppliers send are other documents."""
    declare_share(
        Share(model="orders.Order", dealing="sales", stage="ordered", where=~Q(state="cancelled"))
    )
    parts: tuple[tuple[str, Stage, int], ...] = (
        ("purchase_order", "ordered", 1),
        ("liability", "invoiced", 1),
        ("purchase_credit_note", "invoiced", -1),
    )
    for kind, stage, sign in parts:
        declare_share(
            Share(
                model="orders.TradeDocument",
                dealing="purchases",
                stage=stage,
                where=Q(kind=kind) & ~Q(state="cancelled"),
                sign=sign,
            )
        )


def _members() -> list[tuple[type[NumberedModel], str]]:
    """The models whose rows can belong to a commission, and the field that says so."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Commission._meta.related_objects
        if issubclass(relation.related_model, NumberedModel)
    ]


def _places(commission: Commission) -> QuerySet[Any, tuple[Any, int, int]]:
    """Date, model and key of everything that belongs to it, newest first."""
    one, *others = (
        model._default_manager.filter(**{field: commission})
        .annotate(member=Value(place, IntegerField()), key=F("pk"))
        .order_by()
        .values_list("date", "member", "key")
        for place, (model, field) in enumerate(_members())
    )
    # Of the same day, later steps of the chain stand in later models.
    return one.union(*others, all=True).order_by("-date", "-member", "-key")


def _with_what_is_shown(model: type[NumberedModel], keys: Iterable[int]) -> QuerySet[Any]:
    names = [field.name for field in model.number_fields()]
    if any(field.name == "party" for field in model._meta.fields):
        names.append("party")
    return model._default_manager.filter(pk__in=keys).select_related(*names).order_by("pk")
