"""The content of documents: head and lines as typed, checked together, stored in few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from numbering.models import Department
from numbering.ownkinds import label_of
from numbering.services import find_series
from orders.chain import Taken
from orders.entries import HeadData, LineData
from orders.findings import Findings
from orders.models import Commission, Document, DocumentLine, Party
from orders.totals import totals_of
from orders.tradekinds import With

# A line of an order or a trade document, or one of an invoice that was written by itself.
L = TypeVar("L", bound=models.Model)

_HEAD_FIELDS = ("your_reference", "our_reference", "text")
_LINE_FIELDS = ("text", "quantity", "unit", "price")


def fill_head(document: Any, data: HeadData, by: User, parties: With, findings: Findings) -> None:
    """Take over the head of an entry of any document and check it."""
    refused = missing_role(data.party, parties)
    if refused and document.party_id != data.party.pk:
        findings.add("party", refused)
    check_commission(document, data.commission, findings)
    document.party, document.date, document.updated_by = data.party, data.date, by
    document.commission = data.commission
    for field in _HEAD_FIELDS:
        setattr(document, field, getattr(data, field).strip())
    findings.check_company(data.party, document.company_id, "party")
    findings.check_fields(document, _HEAD_FIELDS)
    findings.check_date(document)


def missing_role(party: Party, parties: With) -> str:
    """What keeps a document from being made with this party; "" where nothing does."""
    if parties.takes(party):
        return ""
    sentence = (
        _("%(party)s is no supplier yet: tick that on its page first.")
        if parties is With.SUPPLIERS
        else _("%(party)s is no customer yet: tick that on its page first.")
    )
    return sentence % {"party": party.name}


def check_commission(document: Any, commission: Commission | None, findings: Findings) -> None:
    """Check whether a document, as it is stored, may be put under a commission.

    One that is closed takes nothing new, and keeps what it has.
    """
    findings.check_company(commission, document.company_id, "commission")
    if commission is None or commission.is_open or commission.pk == document.commission_id:
        return
    facts = {"commission": commission.number or commission.internal_id}
    if commission.is_cancelled:
        sentence = _("Commission %(commission)s is cancelled: pick another one.")
    else:
        sentence = _("Commission %(commission)s is closed: reopen it, or pick another one.")
    findings.add("commission", sentence % facts)


def check_department_stays(
    document: Any, kind: str, department: Department | None, findings: Findings
) -> None:
    """Check that a numbered document stays in the department whose series numbered it."""
    if document.number_id is None or department == document.department:
        return
    had, gets = (
        find_series(document.company, kind, department=one)
        for one in (document.department, department)
    )
    if had != gets:
        findings.add(
            "department",
            _(
                "The number is from the department's series: the department stays. Cancel this"
                " document and enter a new one."
            ),
        )


def matched_lines(
    lines: Sequence[LineData], existing: Mapping[int, L], new: Callable[[], L], findings: Findings
) -> Iterator[tuple[int, LineData, L]]:
    """Each typed line with the stored one that it replaces, or a new one.

    Notes lines that are no longer there, and an entry without any.
    """
    if not lines:
        findings.add("lines", _("A document has at least one line: enter one."))
    seen: set[int] = set()
    for index, data in enumerate(lines):
        if data.id is None:
            yield index, data, new()
        elif data.id in existing and data.id not in seen:
            seen.add(data.id)
            yield index, data, existing[data.id]
        else:
            findings.add("text", _("This line is no longer on the document."), line=index)


def fill_line(line: Any, index: int, data: LineData, company_id: int, findings: Findings) -> None:
    """Take over what every line has that is typed into a grid, and check it."""
    line.position = index + 1
    line.item, line.tax_rate = data.item, data.tax_rate
    line.quantity, line.price = data.quantity, data.price
    line.text, line.unit = data.text.strip(), data.unit.strip()
    findings.check_fields(line, _LINE_FIELDS, line=index)
    findings.check_company(data.item, company_id, "item", line=index)
    findings.check_company(data.tax_rate, company_id, "tax_rate", line=index)
    if index in findings.lines:
        return
    if line.quantity <= 0:
        findings.add(
            "quantity",
            _(
                "The quantity must be more than 0; goods that come back are a document or a credit"
                " line of their own."
            ),
            line=index,
        )
    findings.check_amount(line.quantity * line.price, "price", line=index)


def check_what_is_taken(
    document: Document,
    lines: Sequence[DocumentLine],
    existing: Mapping[int, DocumentLine],
    gone: Taken,
    findings: Findings,
) -> None:
    """What was made into other documents stays: its line, its item, and as much of it."""
    kept = {line.pk: index for index, line in enumerate(lines) if line.pk is not None}
    for key, by_kind in gone.items():
        kind, most = max(by_kind.items(), key=lambda pair: pair[1])
        facts = {
            "position": existing[key].position,
            "text": existing[key].text,
            "quantity": shown_quantity(most),
            "kind": label_of(document.company, kind),
        }
        if key not in kept:
            findings.add(
                "lines",
                _("Line %(position)d, %(text)s, cannot be removed: see %(kind)s.") % facts,
            )
        elif lines[kept[key]].quantity < most:
            findings.add(
                "quantity",
                _("%(quantity)s went on already (%(kind)s): the quantity cannot be less.") % facts,
                line=kept[key],
            )


def add_up(document: Document, lines: Sequence[DocumentLine], findings: Findings) -> None:
    """Put the totals on the document, once every line is sound."""
    if findings.lines:
        return
    totals = totals_of((line.tax_rate, line.amount) for line in lines)
    document.net, document.tax, document.gross = totals.net, totals.tax, totals.gross
    findings.check_amount(totals.gross, "lines")


def store_lines(
    document: Any, lines: Sequence[L], existing: Mapping[int, L], fields: Sequence[str]
) -> None:
    """Write the lines: at most one statement each for the removed, the kept and the new ones."""
    kept = [line for line in lines if line.pk is not None]
    removed = existing.keys() - {line.pk for line in kept}
    if removed:
        document.lines.filter(pk__in=removed).delete()
    if kept:
        type(kept[0])._default_manager.bulk_update(kept, fields)
    new = [line for line in lines if line.pk is None]
    if new:
        type(new[0])._default_manager.bulk_create(new)


def check_reason(reason: str, findings: Findings) -> str:
    """The reason for which a document is cancelled, without spaces around it."""
    reason = reason.strip()
    if not reason:
        findings.add("reason", _("Type a reason: it is kept with the number."))
    elif len(reason) > 200:
        findings.add("reason", _("The reason has more than 200 characters: shorten it."))
    return reason
