"""Posting item journals: receipts, issues, transfers, counts. A posted journal never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company, NumberSeries
from numbering.transactions import write
from orders.choices import JournalAction
from orders.entries import JournalLineData
from orders.exceptions import DocumentClosed
from orders.findings import Findings
from orders.models import ItemJournal, ItemJournalLine, StockLocation
from orders.services.locks import lock_row
from orders.services.movements import locked_balances, post_movements


def post_item_journal(
    *,
    company: Company,
    by: User,
    action: str,
    date: Date,
    location: StockLocation,
    lines: Sequence[JournalLineData],
    to_location: StockLocation | None = None,
    text: str = "",
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> ItemJournal:
    """Post a journal: the goods move at once, and it stays as it is.

    A count sets what lies there: it changes the stock by the difference to what the books say at
    that moment. Raises EntryErrors (every mistake with its field), StockTooLarge, and what drawing
    or claiming a number raises.
    """
    journal = ItemJournal(
        company=company,
        action=action,
        date=date,
        location=location,
        to_location=to_location,
        text=text.strip(),
        created_by=by,
    )
    if typed_number:
        journal.type_number("number", typed_number)
    if series is not None:
        journal.pick_series("number", series)
    with write(journal.missing_from):
        _post(journal, lines)
    return journal


def post_opposite(*, journal: ItemJournal, by: User, date: Date) -> ItemJournal:
    """Take a posted journal back by a new one: what came goes, what went comes.

    Raises DocumentClosed for a count, which is mended by counting again, and where the journal was
    taken back already; EntryErrors, and what drawing a number raises.
    """
    action = JournalAction(journal.action).opposite
    if action is None:
        raise DocumentClosed(_("A count is not taken back: count again."))
    opposite = ItemJournal(
        company=journal.company,
        action=action,
        date=date,
        location=journal.location,
        text=journal.text,
        reverses=journal,
        created_by=by,
    )
    if journal.to_location is not None:
        opposite.location, opposite.to_location = journal.to_location, journal.location
    with write(opposite.missing_from):
        lock_row(journal)
        if ItemJournal.objects.filter(reverses=journal).exists():
            raise DocumentClosed(_("This journal was taken back already."))
        stored = journal.lines.select_related("item").order_by("position")
        _post(
            opposite, [JournalLineData(item=line.item, quantity=line.quantity) for line in stored]
        )
    return opposite


def _post(journal: ItemJournal, lines: Sequence[JournalLineData]) -> None:
    """Check, store, move; draw the number last."""
    findings = Findings()
    _check_head(journal, findings)
    posted = [_line(journal, index, data, findings) for index, data in enumerate(lines)]
    if not lines:
        findings.add("lines", _("A journal has at least one line: enter one."))
    if journal.action == JournalAction.COUNT:
        _check_counted_once(posted, findings)
    findings.raise_if_any()
    journal.save(draw=False)
    _work_out_changes(journal, posted)
    changes: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for line in posted:
        changes[line.item_id, journal.location_id] += line.change
        if journal.to_location_id is not None:
            changes[line.item_id, journal.to_location_id] -= line.change
    post_movements(
        changes,
        company=journal.company,
        on=journal.date,
        by=journal.created_by,
        journal=journal,
    )
    ItemJournalLine.objects.bulk_create(posted)
    journal.draw_numbers(by=journal.created_by)


def _check_head(journal: ItemJournal, findings: Findings) -> None:
    findings.check_fields(journal, ["action", "text"])
    findings.check_date(journal)
    findings.check_company(journal.location, journal.company_id, "location")
    findings.check_company(journal.to_location, journal.company_id, "to_location")
    if journal.action != JournalAction.TRANSFER:
        if journal.to_location is not None:
            findings.add("to_location", _("Only a transfer goes to another location."))
    elif journal.to_location is None:
        findings.add("to_location", _("Pick the location that the goods go to."))
    elif journal.to_location == journal.location:
        findings.add("to_location", _("Pick another location than the one they are taken from."))


def _line(
    journal: ItemJournal, index: int, data: JournalLineData, findings: Findings
) -> ItemJournalLine:
    """One line of the entry, checked; its change is worked out once the balances are held."""
    line = ItemJournalLine(
        journal=journal,
        position=index + 1,
        item=data.item,
        quantity=data.quantity,
        text=data.item.text,
    )
    findings.check_fields(line, ["quantity"], line=index)
    findings.check_company(data.item, journal.company_id, "item", line=index)
    if not data.item.is_stocked:
        findings.add(
            "item",
            _("%(item)s is not kept in stock: tick that on its page first, or leave it out.")
            % {"item": data.item.text},
            line=index,
        )
    if index in findings.lines:
        return line
    if journal.action == JournalAction.COUNT:
        if line.quantity < 0:
            findings.add("quantity", _("Type what was counted, or 0."), line=index)
    elif line.quantity <= 0:
        findings.add("quantity", _("The quantity must be more than 0."), line=index)
    return line


def _check_counted_once(lines: Sequence[ItemJournalLine], findings: Findings) -> None:
    """Two counts of one item at one location would be two truths."""
    counted: dict[int, int] = {}
    for index, line in enumerate(lines):
        first = counted.setdefault(line.item_id, index)
        if first != index:
            findings.add(
                "item",
                _("%(item)s is counted on line %(position)d already: add the two up there.")
                % {"item": line.text, "position": first + 1},
                line=index,
            )


def _work_out_changes(journal: ItemJournal, lines: Sequence[ItemJournalLine]) -> None:
    """By how much each line changes the stock of the journal's location."""
    if journal.action == JournalAction.COUNT:
        # Held from here on: what is counted is what lies there when the journal is posted.
        balances = locked_balances({(line.item_id, journal.location_id) for line in lines})
        for line in lines:
            line.change = line.quantity - balances[line.item_id, journal.location_id].quantity
        return
    sign = 1 if journal.action == JournalAction.RECEIPT else -1
    for line in lines:
        line.change = sign * line.quantity
