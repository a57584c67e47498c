"""The kinds of records: those that every company can use, and those that a company made up.

One more kind for everybody costs one more declaration here; one of a company's own costs its
administrator a form. List, entry page, detail page, menu and search follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.ownkinds import find_own_kind, own_kinds_of

if TYPE_CHECKING:
    from numbering.kinds import Label
    from numbering.models import Company
    from orders.models import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A kind of record."""

    # The kind of its numbers as well; see orders.kinds.
    code: str
    # What one is called. Own kinds have one name only: it is then said as it stands.
    label: Label
    # The title of its list, and of the entry in the menu.
    plural: Label
    # On the button, and over the page, that a new one is entered by.
    new: Label
    area: str = "own"


# KeyBalance numbers all of these.
_KINDS = (
    RecordKind(
        code="project",
        label=gettext_lazy("Project"),
        plural=gettext_lazy("Projects"),
        new=gettext_lazy("New project"),
    ),
    RecordKind(
        code="case",
        label=gettext_lazy("Case"),
        plural=gettext_lazy("Cases"),
        new=gettext_lazy("New case"),
    ),
    RecordKind(
        code="subscription",
        label=gettext_lazy("Subscription"),
        plural=gettext_lazy("Subscriptions"),
        new=gettext_lazy("New subscription"),
        area="sales",
    ),
    RecordKind(
        code="purchase_voucher",
        label=gettext_lazy("Purchase voucher"),
        plural=gettext_lazy("Purchase vouchers"),
        new=gettext_lazy("New purchase voucher"),
        area="purchasing",
    ),
    RecordKind(
        code="production_voucher",
        label=gettext_lazy("Production voucher"),
        plural=gettext_lazy("Production vouchers"),
        new=gettext_lazy("New production voucher"),
        area="production",
    ),
    RecordKind(
        code="finance_voucher",
        label=gettext_lazy("Finance voucher"),
        plural=gettext_lazy("Finance vouchers"),
        new=gettext_lazy("New finance voucher"),
        area="finance",
    ),
)
_BY_CODE = {kind.code: kind for kind in _KINDS}


def record_kinds() -> tuple[RecordKind, ...]:
    """The kinds that every company can use."""
    return _KINDS


def find_record_kind(company: Company, code: str) -> RecordKind | None:
    """The kind with this code, be it one that the company made up; None where there is none."""
    known = _BY_CODE.get(code)
    if known is not None:
        return known
    own = find_own_kind(company, code)
    return None if own is None else _own(own.code, own.name)


def _own(code: str, name: str) -> RecordKind:
    new = _("New entry in %(kind)s") % {"kind": name}
    return RecordKind(code=code, label=name, plural=name, new=new)


def name_records(company: Company, records: Iterable[Record]) -> None:
    """Tell records of several kinds what theirs is called: one query at most."""
    nameless = [record for record in records if not record.kind_label]
    own: dict[str, Label] = {}
    if any(record.kind not in _BY_CODE for record in nameless):
        own = {kind.code: kind.label for kind in own_kinds_of(company)}
    for record in nameless:
        known = _BY_CODE.get(record.kind)
        record.kind_label = known.label if known else own.get(record.kind, record.kind)
