"""Writing records of any kind. How they are closed: services.closing."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company
from orders.entries import RecordData
from orders.findings import Findings
from orders.models import Record
from orders.recordkinds import find_record_kind
from orders.services.cards import NOTHING, Picked, Typed, save_card
from orders.services.closing import refuse_closed
from orders.services.content import check_commission, check_department_stays


def save_record(
    *,
    company: Company,
    kind: str,
    by: User,
    data: RecordData,
    record: Record | None = None,
    version: int | None = None,
    typed: Typed = NOTHING,
    series: Picked = NOTHING,
) -> Record:
    """Enter a record of a kind or save a changed one.

    A new one gets its number from its department's own series, else from the general one; one
    whose date is moved to another period gets a new number. Raises EntryErrors, DocumentClosed,
    DocumentChanged, and what drawing or claiming a number raises.
    """

    def check(stored: Record, findings: Findings) -> None:
        refuse_closed(stored)
        if stored.kind != kind or find_record_kind(company, kind) is None:
            findings.add("", _("The company has no records of this kind."))
        check_commission(stored, data.commission, findings)
        check_department_stays(stored, kind, data.department, findings)

    card = Record(company=company, kind=kind) if record is None else record
    return save_card(
        card, by=by, data=data, version=version, typed=typed, series=series, before=check
    )
