"""The kinds of papers that print forms are made for. An app declares those that it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from numbering.kinds import Label
    from numbering.models import Company
    from orders.models import OrderType

ALL_PAPERS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a paper's lines."""

    code: str
    # In the settings.
    label: Label
    # At the head of the column.
    title: str | Promise
    css: str = ""


COLUMNS = (
    Column(code="position", label=_("Position"), title=pgettext_lazy("paper", "Pos."), css="place"),
    Column(code="item", label=_("Item number"), title=pgettext_lazy("paper", "Item"), css="num"),
    Column(code="text", label=_("Text"), title=pgettext_lazy("paper", "Text"), css="text"),
    Column(
        code="quantity",
        label=_("Quantity"),
        title=pgettext_lazy("paper", "Quantity"),
        css="amount",
    ),
    Column(code="unit", label=_("Unit"), title=pgettext_lazy("paper", "Unit")),
    Column(code="price", label=_("Price"), title=pgettext_lazy("paper", "Price"), css="amount"),
    Column(code="tax", label=_("Tax"), title=pgettext_lazy("paper", "Tax"), css="amount"),
    Column(code="amount", label=_("Amount"), title=pgettext_lazy("paper", "Amount"), css="amount"),
)
COLUMN_OF = {column.code: column for column in COLUMNS}
ALL_COLUMNS = tuple(COLUMN_OF)
# A line without it says nothing.
NEEDED_COLUMN = "text"
_OF_PRICES = ("price", "tax", "amount")
WITHOUT_PRICES = tuple(code for code in ALL_COLUMNS if code not in _OF_PRICES)
# Numbering the positions is something a company asks for.
_NOT_USUAL = ("position",)


@dataclass(frozen=True, slots=True)
class Sample:
    """A document that shows what a form looks like: never stored."""

    template: str
    context: dict[str, Any]
    number: str
    ref: str


MakeSample = Callable[["Company", "OrderType | None", str], Sample]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A kind of paper."""

    code: str
    label: Label
    make_sample: MakeSample
    # The paper whose form goes where this one has none of its own.
    general: str = ALL_PAPERS
    # What its lines can show; none where they are what they are.
    columns: tuple[str, ...] = ALL_COLUMNS
    # Whether there can be a form for each order type.
    is_of_type: bool = True

    @property
    def usual_columns(self) -> tuple[str, ...]:
        """What its lines show where no form says so."""
        return tuple(code for code in self.columns if code not in _NOT_USUAL)

    @property
    def chain(self) -> tuple[str, ...]:
        """This paper and the more general ones, down to all papers."""
        return tuple(dict.fromkeys((self.code, self.general, ALL_PAPERS)))


_papers: dict[str, Paper] = {}


def declare_paper(paper: Paper) -> None:
    """Make a kind of paper known; the settings offer it from then on."""
    _papers[paper.code] = paper


def papers() -> list[Paper]:
    """Every kind of paper, in the order of their declarations."""
    return list(_papers.values())


def find_paper(code: str) -> Paper | None:
    """The kind of paper with this code; None where it is not known."""
    return _papers.get(code)


def paper_label(code: str) -> str:
    """What users call a kind of paper."""
    if code == ALL_PAPERS:
        return str(_("All papers"))
    found = find_paper(code)
    return str(capfirst(found.label)) if found else code


def columns_in_words(codes: str) -> str:
    """Columns as people read them."""
    return ", ".join(
        str(COLUMN_OF[code].label) if code in COLUMN_OF else code for code in codes.split(",")
    )
