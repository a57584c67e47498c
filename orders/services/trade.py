"""Writing trade documents: enter and change. What becomes of them: services.trade_steps."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company, NumberSeries
from numbering.transactions import write
from orders.chain import Taken, taken
from orders.choices import TradeState
from orders.entries import LineData, TradeData
from orders.exceptions import DocumentClosed
from orders.findings import Findings
from orders.models import StockLocation, TradeDocument, TradeLine
from orders.selectors import stock_location_for
from orders.services.content import (
    add_up,
    check_department_stays,
    check_what_is_taken,
    fill_head,
    fill_line,
    matched_lines,
    store_lines,
)
from orders.services.conversion import (
    Sources,
    owner_of,
    trade_state,
)
from orders.services.locks import check_version, locked_trade
from orders.services.movements import move_document

_STORED_LINE_FIELDS = ("position", "item", "text", "quantity", "unit", "price", "tax_rate")


def save_trade_document(
    *,
    company: Company,
    by: User,
    data: TradeData,
    lines: Sequence[LineData],
    document: TradeDocument | None = None,
    version: int | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> TradeDocument:
    """Enter a trade document or save a changed one; `version` is the one opened for changing.

    Lines with a source take from it: never more than is open there. Goods move at the document's
    location. The number is drawn last. Raises EntryErrors (every mistake with its field),
    DocumentClosed, DocumentChanged, and what drawing or claiming a number raises.
    """
    stored = document or TradeDocument(company=company, kind=data.kind, created_by=by)
    with write(stored.missing_from):
        findings = Findings()
        existing: dict[int, TradeLine] = {}
        if document is not None:
            stored = locked_trade(document)
            check_version(stored, version)
            refuse_closed(stored)
            findings.check_company(stored, company.pk, "")
            existing = {line.pk: line for line in stored.lines.in_order()}
            _check_what_stays(stored, data, typed_number, findings)
        gone = taken(existing.values())
        sources = Sources.locked(company, stored.kind, lines, existing)
        _fill_head(stored, data, by, gone, findings)
        filled = list(matched_lines(lines, existing, lambda: TradeLine(document=stored), findings))
        for index, typed, line in filled:
            fill_line(line, index, typed, stored.company_id, findings)
        new_lines = [line for _index, _typed, line in filled]
        check_what_is_taken(stored, new_lines, existing, gone, findings)
        sources.check(stored, filled, findings)
        stored.stock_location = (
            data.stock_location or stored.stock_location or _usual_location(stored, sources, by)
        )
        _check_location(stored, new_lines, findings)
        add_up(stored, new_lines, findings)
        findings.raise_if_any()
        if document is None:
            if typed_number:
                stored.type_number("number", typed_number)
            if series is not None:
                stored.pick_series("number", series)
        else:
            stored.version += 1
        stored.state = trade_state(stored, new_lines, gone)
        stored.save(draw=False)
        store_lines(stored, new_lines, existing, _STORED_LINE_FIELDS)
        sources.refresh()
        move_document(stored, by=by)
        stored.draw_numbers(by=by)
    return stored


def refuse_closed(document: TradeDocument) -> None:
    """Raise DocumentClosed where nothing can be changed any more."""
    if document.is_cancelled:
        raise DocumentClosed(_("The document is cancelled and cannot be changed."))
    if document.state == TradeState.CLOSED:
        raise DocumentClosed(_("The document is closed: reopen it to change it."))


def _check_what_stays(
    document: TradeDocument, data: TradeData, typed_number: str, findings: Findings
) -> None:
    """Check what can no longer be changed: the number, and with it the department that gave it."""
    if typed_number not in ("", str(document.number)):
        findings.add(
            "number",
            _("The document has the number %(number)s already: it cannot be changed.")
            % {"number": document.number},
        )
    check_department_stays(document, document.kind, data.department, findings)


def _fill_head(
    document: TradeDocument, data: TradeData, by: User, gone: Taken, findings: Findings
) -> None:
    """Take over the head of the entry and check it."""
    had_other_party = document.party_id not in (None, data.party.pk)
    fill_head(document, data, by, document.trade_kind.parties, findings)
    document.department, document.due_date = data.department, data.due_date
    findings.check_company(data.department, document.company_id, "department")
    findings.check_company(data.stock_location, document.company_id, "stock_location")
    if data.due_date is not None:
        findings.check_date(document, "due_date")
    if (
        had_other_party
        and document.lines.exclude(source_line=None, source_order_line=None).exists()
    ):
        findings.add("party", _("It was made from another document: the party stays."))
    if had_other_party and any(gone.values()):
        findings.add("party", _("Something was made of it already: the party stays."))


def _usual_location(document: TradeDocument, sources: Sources, by: User) -> StockLocation | None:
    """The source's, else the user's or the company's default (Winbas)."""
    given = (owner_of(line).stock_location for line in sources.lines.values())
    usual = next((one for one in given if one is not None), None)
    return usual or stock_location_for(document.company, by).location


def _check_location(
    document: TradeDocument, lines: Sequence[TradeLine], findings: Findings
) -> None:
    """Goods move from or to somewhere."""
    goods = [line for line in lines if line.item_id is not None and line.item.is_stocked]  # type: ignore[union-attr]
    if document.trade_kind.moves and goods and document.stock_location is None:
        findings.add("stock_location", _("Pick the stock location whose goods move."))
