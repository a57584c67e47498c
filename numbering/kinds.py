"""Document kinds: what gets a number, and into which register the number goes.

A kind is declared by the app that owns its documents, in that app's `kinds.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.formats import MAX_LENGTH

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

AREAS: dict[str, Label] = {
    "sales": _("Sales"),
    "purchasing": _("Purchasing"),
    "stock": _("Stock"),
    "production": _("Production"),
    "finance": _("Finance"),
    "people": _("People"),
    "own": _("Own kinds"),
}

# Numbers of these registers must differ from those of the others (Winbas: the series for advance
# payments is unique among all active series).
_DISJOINT: dict[str, tuple[str, ...]] = {
    "advance_payment": ("order", "invoice"),
    "order": ("advance_payment",),
    "invoice": ("advance_payment",),
}

# The identifier of a payment: the number and, for example, -12345.
SUFFIX_LENGTH = 6

REGISTER_LABELS: dict[str, Label] = {
    "order": _("Orders"),
    "invoice": _("Invoices"),
}


@dataclass(frozen=True, slots=True)
class NumberKind:
    """A kind of document. Its first register is its own; others it may draw from as well."""

    code: str
    label: Label
    area: str = "own"
    registers: tuple[str, ...] = ()
    # ("orders.Order", "number"): models and fields that hold this kind's numbers.
    documents: tuple[tuple[str, str], ...] = ()
    # A company may do without such documents: no series for them is nothing to worry about.
    is_optional: bool = False
    # Restart by year is for documents, not for parties and items (easyWinArt).
    is_document: bool = True
    # Payments append six characters to its numbers (Business Central), so those stay short.
    takes_suffix: bool = False
    # Its next number is proposed and may be changed, where the company has that switched on.
    is_proposed: bool = False
    # Its numbers are accounts of bookkeeping: one digit more than ledger accounts (easyWinArt).
    is_ledger_account: bool = False

    @property
    def register(self) -> str:
        """The register of the kind's numbers unless its series says otherwise."""
        return self.registers[0] if self.registers else self.code


_kinds: dict[str, NumberKind] = {}
# What holds the numbers of kinds that administrators made up.
_own_documents: list[tuple[str, str]] = []
# The name of the address of their list: none or one.
_own_lists: list[str] = []


def register_kind(kind: NumberKind) -> None:
    """Declare a kind; declaring the same code again replaces it."""
    _kinds[kind.code] = kind


def add_documents(kind: str, *places: tuple[str, str]) -> None:
    """Say of a declared kind that these models and fields hold its numbers, too."""
    found = _kinds[kind]
    new = tuple(place for place in places if place not in found.documents)
    _kinds[kind] = replace(found, documents=found.documents + new)


def hold_own_kinds(path: str, field: str, *, list_name: str) -> None:
    """Say where the numbers of kinds stand that administrators made up.

    `list_name` names the address of their list, which takes the code of the kind.
    """
    if (path, field) not in _own_documents:
        _own_documents.append((path, field))
    _own_lists[:] = [list_name]


def own_list_url(code: str) -> str:
    """Where the records of a kind are listed that an administrator made up; "" if nowhere."""
    return next((reverse(name, args=[code]) for name in _own_lists), "")


def all_kinds() -> list[NumberKind]:
    """All declared kinds, in the order of areas and declaration."""
    areas = list(AREAS)
    return sorted(_kinds.values(), key=lambda kind: areas.index(kind.area))


def find_kind(code: str) -> NumberKind | None:
    """The declared kind with this code."""
    return _kinds.get(code)


def kind_label(code: str) -> Label:
    """What users call the kind; see numbering.ownkinds for kinds that a company made up."""
    kind = _kinds.get(code)
    return kind.label if kind else code.replace("_", " ")


def register_of(kind: str) -> str:
    """The register of a kind's numbers; a register's own name stands for itself."""
    found = _kinds.get(kind)
    return found.register if found else kind


def registers_of(kind: str) -> tuple[str, ...]:
    """Every register the kind's numbers may come from."""
    found = _kinds.get(kind)
    return (found.registers or (found.code,)) if found else (kind,)


def longest_number(register: str) -> int:
    """How many characters a number of the register may have.

    Business Central: identifiers of payments are the number and a suffix such as -12345, so the
    numbers that payments append it to stay under 14.
    """
    if any(kind.takes_suffix and kind.register == register for kind in all_kinds()):
        return MAX_LENGTH - SUFFIX_LENGTH - 1
    return MAX_LENGTH


def all_registers() -> list[tuple[str, Label]]:
    """Every register with its name, for a choice list."""
    names: dict[str, Label] = {}
    for kind in all_kinds():
        names.setdefault(kind.register, REGISTER_LABELS.get(kind.register, kind.label))
    return list(names.items())


def register_label(register: str) -> Label:
    """What users call the register."""
    return dict(all_registers()).get(register, register)


def disjoint_registers(register: str) -> tuple[str, ...]:
    """This register and those with which it may share no number."""
    return (register, *_DISJOINT.get(register, ()))


def places_of(kind: str) -> Sequence[tuple[str, str]]:
    """The models and fields that hold numbers of a kind, be it one that a company made up."""
    declared = _kinds.get(kind)
    return _own_documents if declared is None else declared.documents


def documents_of(kind: str, issued_ids: Iterable[int]) -> dict[int, models.Model]:
    """The documents that hold these numbers, by the number's key: one query for each model."""
    return documents_of_numbers(dict.fromkeys(issued_ids, kind))


def documents_of_numbers(kinds: Mapping[int, str]) -> dict[int, models.Model]:
    """The documents of numbers of several kinds, given by the numbers' keys."""
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for key, kind in kinds.items():
        for place in places_of(kind):
            by_place[place].append(key)
    found: dict[int, models.Model] = {}
    for (path, attribute), keys in by_place.items():
        rows = apps.get_model(path)._default_manager.filter(**{f"{attribute}__in": keys})
        found |= {getattr(row, f"{attribute}_id"): row for row in rows.order_by("pk")}
    return found
