"""The chain of documents: which lines are made from which, and how much of a line is taken.

An edge says of one kind of line from which other lines it can be made. The apps declare theirs;
everything else here follows from the edges: what is open, what may not be taken twice, and the
whole chain of a document (quote → order → delivery → invoice).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Q

from orders.tradekinds import INVOICE

if TYPE_CHECKING:
    from orders.models import OrderLine, TradeLine

# A chain is shown up to here; nobody reads on.
MOST_DOCUMENTS = 200
NONE = Q(pk__in=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Lines that are made from other lines."""

    # The model of the lines, and the fields that lead to their document and to their source.
    line: str
    owner: str
    source: str
    # The model of the source lines, and the field that leads to their document.
    source_line: str
    source_owner: str
    # The kinds of document that the lines are on; empty where the document's `kind` says it.
    kind: str = ""
    # Off where the source line itself counts what is taken: such an edge only shows the chain.
    takes: bool = True
    # Lines of cancelled documents, which take nothing.
    cancelled: Q = NONE
    # Kinds that the source can become by itself as well, with its attribute that says how much is
    # left for that: an order is invoiced itself or by its deliveries, but only once.
    shared: Mapping[str, str] = field(default_factory=dict)


_edges: dict[tuple[str, str], Edge] = {}


def declare_edge(edge: Edge) -> None:
    """Make an edge known; the same one twice is one."""
    _edges[edge.line, edge.source] = edge


class SourceRef(NamedTuple):
    """A line that something is made from, as forms and services name it."""

    table: Literal["order", "trade"]
    pk: int

    def __str__(self) -> str:
        return f"{self.table[0]}{self.pk}"

    @classmethod
    def parse(cls, text: str) -> SourceRef | None:
        """`o12` is order line 12, `t12` a trade document's; None for anything else."""
        key = text[1:]
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            return None
        if text[0] == "o":
            return cls("order", int(key))
        return cls("trade", int(key)) if text[0] == "t" else None

    @classmethod
    def of(cls, line: OrderLine | TradeLine) -> SourceRef:
        """The name of a stored line."""
        return cls("order" if line._meta.model_name == "orderline" else "trade", line.pk)


Taken = dict[int, dict[str, Decimal]]


def taken(lines: Iterable[models.Model]) -> Taken:
    """How much of each line was made into which kind of document; cancelled ones take nothing.

    All lines must be of one model. One query for each edge that leads away from it.
    """
    found: Taken = defaultdict(lambda: defaultdict(Decimal))
    known = list(lines)
    if not known:
        return found
    label, keys = known[0]._meta.label, [line.pk for line in known]
    for edge in _edges.values():
        if edge.source_line != label or not edge.takes:
            continue
        kind = f"{edge.owner}__kind"
        rows = (
            apps.get_model(edge.line)
            ._default_manager.filter(**{f"{edge.source}__in": keys})
            .exclude(edge.cancelled)
        )
        values = rows.values_list(edge.source, "quantity", *([] if edge.kind else [kind]))
        # Added up here: SQLite would add as floating point.
        for key, quantity, *kinds in values.order_by():
            found[key][kinds[0] if kinds else edge.kind] += quantity
    return found


def open_quantities(lines: Iterable[Any], into: str) -> dict[int, Decimal]:
    """How much of each line is left to be made into this kind of document, all lines together."""
    known = list(lines)
    left = left_of(known, taken(known), into)
    return {line.pk: one for line, one in zip(known, left, strict=True)}


def left_of(lines: Sequence[Any], gone: Taken, into: str) -> list[Decimal]:
    """How much is left of each of these stored or new lines of one model, `gone` being taken.

    Where the source of a line can become the same (`Edge.shared`), no more is left than is left
    of the source; lines with one source have that between them, the first ones first.
    """
    left = [line.quantity - (gone[line.pk][into] if line.pk else 0) for line in lines]
    for edge in _edges.values():
        attribute = edge.shared.get(into)
        if attribute is None or not lines or lines[0]._meta.label != edge.line:
            continue
        models.prefetch_related_objects(lines, edge.source)
        rest: dict[int, Decimal] = {}
        for index, line in enumerate(lines):
            source = getattr(line, edge.source)
            if source is not None:
                most = rest.setdefault(source.pk, getattr(source, attribute))
                left[index] = min(left[index], most)
                rest[source.pk] -= left[index]
    return left


def followers(lines: Iterable[models.Model]) -> list[Any]:
    """The documents, not cancelled, that were made from these lines of one model."""
    known = list(lines)
    found: dict[tuple[str, int], Any] = {}
    for edge in _edges.values():
        if not known or edge.source_line != known[0]._meta.label:
            continue
        rows = (
            apps.get_model(edge.line)
            ._default_manager.filter(**{f"{edge.source}__in": [line.pk for line in known]})
            .exclude(edge.cancelled)
            .select_related(f"{edge.owner}__number")
        )
        for row in rows.order_by("pk"):
            owner = getattr(row, edge.owner)
            found[owner._meta.label, owner.pk] = owner
    return list(found.values())


def chain_of(document: models.Model) -> list[Any]:
    """Every document that this one came from or led to, itself among them, in the chain's order.

    Each has `label`, `number`, `internal_id`, `chain_rank`, `is_cancelled` and a page.
    """
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    found[document._meta.label][document.pk] = document
    frontier: dict[str, set[int]] = {document._meta.label: {document.pk}}
    while frontier and sum(map(len, found.values())) < MOST_DOCUMENTS:
        neighbours = _neighbours(frontier)
        frontier = {}
        for label, keys in neighbours.items():
            new = keys - found[label].keys()
            if new:
                rows = apps.get_model(label)._default_manager.filter(pk__in=new)
                found[label] |= {row.pk: row for row in rows.select_related("number").order_by()}
                frontier[label] = new
    documents = [row for rows in found.values() for row in rows.values()]
    return sorted(documents, key=lambda row: (row.chain_rank, row.date, row.pk))


def _neighbours(frontier: dict[str, set[int]]) -> dict[str, set[int]]:
    """The documents one step before and after these, by model."""
    found: dict[str, set[int]] = defaultdict(set)
    for edge in _edges.values():
        line = apps.get_model(edge.line)
        owner = line._meta.get_field(edge.owner).related_model
        source = apps.get_model(edge.source_line)._meta.get_field(edge.source_owner).related_model
        assert isinstance(owner, type)
        assert isinstance(source, type)
        to_source = f"{edge.source}__{edge.source_owner}"
        pairs: tuple[tuple[Any, str, Any, str], ...] = (
            (owner, edge.owner, source, to_source),
            (source, to_source, owner, edge.owner),
        )
        for here, from_path, there, to_path in pairs:
            keys: Collection[int] = frontier.get(here._meta.label, ())
            if keys:
                rows = line._default_manager.filter(
                    **{f"{from_path}__in": keys, f"{to_path}__isnull": False}
                )
                found[there._meta.label].update(
                    rows.order_by().values_list(to_path, flat=True).distinct()
                )
    return found


def declare_own_edges() -> None:
    """The edges between the documents of this app."""
    is_cancelled = Q(document__state="cancelled")
    declare_edge(
        Edge(
            line="orders.TradeLine",
            owner="document",
            source="source_line",
            source_line="orders.TradeLine",
            source_owner="document",
            cancelled=is_cancelled,
        )
    )
    declare_edge(
        Edge(
            line="orders.TradeLine",
            owner="document",
            source="source_order_line",
            source_line="orders.OrderLine",
            source_owner="order",
            cancelled=is_cancelled,
            shared={INVOICE: "open_quantity"},
        )
    )
    declare_edge(
        Edge(
            line="orders.OrderLine",
            owner="order",
            source="source_line",
            source_line="orders.TradeLine",
            source_owner="document",
            kind="sales_order",
            cancelled=Q(order__state="cancelled"),
        )
    )
    declare_edge(
        Edge(
            line="orders.ProductionShare",
            owner="production_order",
            source="order_line",
            source_line="orders.OrderLine",
            source_owner="order",
            kind="production_order",
            cancelled=Q(production_order__state="cancelled"),
        )
    )
