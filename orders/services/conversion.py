"""Making one document from another: what may be taken, so that nothing is taken twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from numbering.models import Company
from orders.chain import SourceRef, Taken, followers, left_of, open_quantities, taken
from orders.choices import DeliveryState, Side, TradeState
from orders.entries import LineData
from orders.exceptions import DocumentClosed, DocumentFollowed, NothingOpen
from orders.findings import Findings
from orders.models import Document, DocumentLine, Order, OrderLine, TradeDocument, TradeLine
from orders.services.locks import lock_row
from orders.tradekinds import ORDER_CONVERTS_INTO

Line = OrderLine | TradeLine
Filled = Sequence[tuple[int, LineData, Any]]


class Sources:
    """The lines that a document takes from, and their documents, locked until the end.

    The lock on the source is what keeps two people from taking the same quantity.
    """

    def __init__(self, company: Company, into: str, lines: Mapping[SourceRef, Line]) -> None:
        self.company, self.into, self.lines = company, into, lines
        # What the document that is being changed holds already.
        self.held: dict[SourceRef, Decimal] = defaultdict(Decimal)

    @classmethod
    def locked(
        cls,
        company: Company,
        into: str,
        lines: Iterable[LineData],
        existing: Mapping[int, OrderLine] | Mapping[int, TradeLine],
    ) -> Sources:
        """The sources of an entry and of what it replaces."""
        refs = {data.source for data in lines if data.source is not None and data.id is None}
        held: dict[SourceRef, Decimal] = defaultdict(Decimal)
        for line in existing.values():
            ref = source_of(line)
            if ref is not None:
                held[ref] += line.quantity
        found = cls(company, into, _locked_lines(refs | held.keys()))
        found.held = held
        return found

    def check(self, document: Document, filled: Filled, findings: Findings) -> None:
        """Join new lines to their sources, and note what cannot be taken from them."""
        wanted: dict[SourceRef, Decimal] = defaultdict(Decimal)
        last: dict[SourceRef, int] = {}
        for index, data, line in filled:
            if line.pk is None and data.source is not None:
                self._join(document, line, index, data.source, findings)
            ref = source_of(line)
            if ref is not None and index not in findings.lines:
                wanted[ref] += line.quantity
                last[ref] = index
        if not wanted:
            return
        left = self._open()
        for ref, quantity in wanted.items():
            if quantity > left[ref]:
                findings.add("quantity", only_left(self.lines[ref], left[ref]), line=last[ref])

    def refresh(self) -> None:
        """Say on the sources how far they have come by now."""
        owners = {(type(one), one.pk): one for one in map(owner_of, self.lines.values())}
        for owner in owners.values():
            refresh_state(owner)

    def _open(self) -> dict[SourceRef, Decimal]:
        """How much of each source this document may hold."""
        found: dict[SourceRef, Decimal] = {}
        for table in ("order", "trade"):
            lines = [line for ref, line in self.lines.items() if ref.table == table]
            left = open_quantities(lines, self.into)
            for line in lines:
                ref = SourceRef.of(line)
                found[ref] = left[line.pk] + self.held[ref]
        return found

    def _join(
        self, document: Document, line: Any, index: int, ref: SourceRef, findings: Findings
    ) -> None:
        source = self.lines.get(ref)
        if source is None or owner_of(source).company_id != self.company.pk:
            findings.add("text", _("What this line was made from is no longer there."), line=index)
            return
        owner = owner_of(source)
        facts = {"document": name_of(owner), "party": owner.party.name}
        if self.into not in converts_into(owner) or is_given_back(source):
            findings.add("text", _("%(document)s cannot become this.") % facts, line=index)
        elif owner.is_cancelled or is_closed(owner):
            findings.add(
                "text",
                _("%(document)s is closed: nothing more can be made of it.") % facts,
                line=index,
            )
        elif owner.party_id != document.party_id:
            findings.add(
                "party", _("%(document)s is made with %(party)s, so this is, too.") % facts
            )
        else:
            line.source_line = source if isinstance(source, TradeLine) else None
            if isinstance(source, OrderLine):
                line.source_order_line = source


def source_of(line: Any) -> SourceRef | None:
    """What a stored or new line is made from."""
    if line.source_line_id is not None:
        return SourceRef("trade", line.source_line_id)
    order_line: int | None = getattr(line, "source_order_line_id", None)
    return None if order_line is None else SourceRef("order", order_line)


def owner_of(line: Line) -> Order | TradeDocument:
    """The document that a line stands on."""
    return line.order if isinstance(line, OrderLine) else line.document


def converts_into(document: Order | TradeDocument) -> tuple[str, ...]:
    """The kinds of document that can be made from this one."""
    if isinstance(document, Order):
        return ORDER_CONVERTS_INTO
    return document.trade_kind.converts_into


def is_closed(document: Order | TradeDocument) -> bool:
    """Whether somebody said that nothing more will come of it."""
    return isinstance(document, TradeDocument) and document.state == TradeState.CLOSED


def is_credited(document: Order | TradeDocument) -> bool:
    """Whether its invoice is a credit note."""
    return isinstance(document, TradeDocument) and document.trade_kind.is_credited


def is_given_back(line: DocumentLine) -> bool:
    """Whether a line of an order is one of goods that come back: nothing is delivered for it."""
    return isinstance(line, OrderLine) and line.side == Side.CREDIT


def name_of(document: Any) -> str:
    """A document in a sentence: “Quote 10001”."""
    return f"{document.label} {document.number or document.internal_id}"


def only_left(line: Line, left: Decimal) -> str:
    """What is told to who wants more of a line than is left."""
    return _("Only %(open)s are left of line %(position)d of %(document)s.") % {
        "open": shown_quantity(max(left, Decimal(0))),
        "position": line.position,
        "document": name_of(owner_of(line)),
    }


def convertible_lines(document: Order | TradeDocument, into: str) -> list[tuple[Any, Decimal]]:
    """The lines that can go on into this kind of document, each with what is open of it."""
    lines: list[Any] = list(document.lines.select_related("item__number", "tax_rate").in_order())
    left = open_quantities(lines, into)
    return [(line, left[line.pk]) for line in lines if not is_given_back(line)]


def draft_lines(
    document: Order | TradeDocument, into: str, quantities: Mapping[int, Decimal] | None = None
) -> list[LineData]:
    """What is open of a document, or these quantities by line, as the lines of the next one."""
    lines = convertible_lines(document, into)
    return [
        LineData(
            item=line.item,
            text=line.text,
            quantity=quantity,
            unit=line.unit,
            price=line.price,
            tax_rate=line.tax_rate,
            source=SourceRef.of(line),
        )
        for line, left in lines
        if (quantity := left if quantities is None else quantities.get(line.pk))
    ]


def refuse_nothing_open(document: Order | TradeDocument, into: str) -> None:
    """Raise DocumentClosed or NothingOpen where nothing can be made of a document any more."""
    facts = {"document": name_of(document)}
    if document.is_cancelled or is_closed(document):
        raise DocumentClosed(_("%(document)s is closed: nothing more can be made of it.") % facts)
    if not any(left > 0 for _line, left in convertible_lines(document, into)):
        raise NothingOpen(_("Nothing is left of %(document)s.") % facts)


def refuse_while_followed(document: Any, lines: Iterable[Any]) -> None:
    """Raise DocumentFollowed while documents that were made of it still count."""
    following = followers(lines)
    if following:
        raise DocumentFollowed(
            _("%(document)s cannot be cancelled: %(following)s was made of it. Cancel that first.")
            % {"document": name_of(document), "following": name_of(following[0])}
        )


def delivery_state(lines: Iterable[OrderLine], gone: Taken) -> DeliveryState:
    """How much of an order with these lines has been delivered."""
    outgoing = [line for line in lines if not is_given_back(line)]
    if not outgoing:
        return DeliveryState.NOTHING
    delivered = [gone[line.pk]["delivery"] if line.pk else Decimal(0) for line in outgoing]
    if all(done >= line.quantity for done, line in zip(delivered, outgoing, strict=True)):
        return DeliveryState.DELIVERED
    return DeliveryState.PARTLY if any(delivered) else DeliveryState.OPEN


def trade_state(document: TradeDocument, lines: Sequence[TradeLine], gone: Taken) -> str:
    """How far a trade document with these lines has come; what a person said stays."""
    if document.state in (TradeState.CLOSED, TradeState.CANCELLED):
        return document.state
    following = document.trade_kind.converts_into
    if not following:
        return TradeState.OPEN
    left = left_of(lines, gone, following[0])
    if lines and not any(one > 0 for one in left):
        return TradeState.DONE
    is_begun = any(one < line.quantity for one, line in zip(left, lines, strict=True))
    return TradeState.PARTLY if is_begun else TradeState.OPEN


def refresh_state(document: Order | TradeDocument) -> None:
    """Store how far a locked document has come, after something was made of it or given back."""
    if isinstance(document, TradeDocument):
        refresh_trade_states([document])
        return
    lines = list(document.lines.in_order())
    state = delivery_state(lines, taken(lines))
    if state != document.delivery_state:
        document.delivery_state = state
        Order.objects.filter(pk=document.pk).update(delivery_state=state)


def refresh_trade_states(documents: Iterable[TradeDocument]) -> None:
    """Store how far these locked documents have come; few statements however many there are."""
    by_key = {document.pk: document for document in documents}
    lines: dict[int, list[TradeLine]] = defaultdict(list)
    rows = TradeLine.objects.filter(document__in=by_key).select_related("source_order_line")
    for line in rows.in_order():
        lines[line.document_id].append(line)
    gone = taken(line for some in lines.values() for line in some)
    changed: dict[str, list[int]] = defaultdict(list)
    for key, document in by_key.items():
        state = trade_state(document, lines[key], gone)
        if state != document.state:
            document.state = state
            changed[state].append(key)
    for state, keys in changed.items():
        TradeDocument.objects.filter(pk__in=keys).update(state=state)


def _locked_lines(refs: Collection[SourceRef]) -> dict[SourceRef, Line]:
    """The lines with their documents, which are locked first: trade documents, then orders."""
    trade = [ref.pk for ref in refs if ref.table == "trade"]
    order = [ref.pk for ref in refs if ref.table == "order"]
    found: dict[SourceRef, Line] = {}
    if trade:
        documents = TradeDocument.objects.filter(lines__in=trade).distinct()
        for document in documents.order_by("pk"):
            lock_row(document)
        for line in TradeLine.objects.filter(pk__in=trade).select_related(
            "document__number", "document__party"
        ):
            found[SourceRef.of(line)] = line
    if order:
        for row in Order.objects.filter(lines__in=order).distinct().order_by("pk"):
            lock_row(row)
        for order_line in OrderLine.objects.filter(pk__in=order).select_related(
            "order__number", "order__party"
        ):
            found[SourceRef.of(order_line)] = order_line
    return found
