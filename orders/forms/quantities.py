"""Quantities line by line: how much of a document goes on into the next one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError
from numbering.pages.forms import AmountField
from orders.choices import Side
from orders.exceptions import EntryErrors
from orders.forms.fields import EntryForm, PriceField


@dataclass(frozen=True)
class QuantityRow:
    """A line beside the field for its quantity."""

    line: Any
    left: Decimal
    field: BoundField
    # Where a line has to be ticked to count.
    tick: BoundField | None = None

    @property
    def rate(self) -> Decimal:
        """The percentage of tax; the lines of invoices hold it themselves."""
        frozen: Decimal | None = getattr(self.line, "tax_percent", None)
        return self.line.tax_rate.percent if frozen is None else frozen

    @property
    def percent(self) -> str:
        """The key of the rate for the totals while typing."""
        return str(self.rate)

    @property
    def price(self) -> str:
        """The price as it would be typed."""
        return str(PriceField().prepare_value(self.line.price))

    @property
    def side(self) -> str:
        """The side on the new document; the totals while typing need it."""
        return str(getattr(self.line, "side", Side.DEBIT))


class QuantitiesForm(EntryForm):
    """A form with one quantity per line of a document; empty counts as 0.

    `lines` are the lines, each with what is left of it and what the field begins with.
    """

    def __init__(
        self, *args: Any, lines: Iterable[tuple[Any, Decimal, Decimal]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document_lines = [(line, left) for line, left, _begin in lines]
        for line, _left, begin in lines:
            label = _("Quantity, line %(position)d") % {"position": line.position}
            field = AmountField(
                label=label, max_digits=12, decimal_places=3, required=False, initial=begin
            )
            field.widget.attrs |= {"aria-label": label, "data-quantity": ""}
            self.fields[self.name_of(self.key_of(line))] = field

    def key_of(self, line: Any) -> int:
        """What tells a line from the others of the form."""
        return int(line.pk)

    @staticmethod
    def name_of(key: int) -> str:
        """The field of a line's quantity."""
        return f"quantity_{key}"

    def rows(self) -> list[QuantityRow]:
        """The lines with their fields, for the page."""
        return [
            QuantityRow(line, left, self[self.name_of(self.key_of(line))])
            for line, left in self.document_lines
        ]

    @property
    def percents(self) -> str:
        """Percent by its key, for the totals while typing."""
        return json.dumps({row.percent: row.percent for row in self.rows()})

    def quantities(self) -> dict[int, Decimal]:
        """The typed quantities by the key of the line."""
        return {
            self.key_of(line): self.cleaned_data[self.name_of(self.key_of(line))] or Decimal(0)
            for line, _left in self.document_lines
        }

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """Put what a service refused on its line, else where other forms put it."""
        if isinstance(error, EntryErrors):
            for key, errors in error.lines.items():
                self.refuse_line(key, " ".join(errors.values()))
        if "line_id" in error.facts:
            self.refuse_line(error.facts["line_id"], str(error))
            return
        super().add_service_error(error, **fields)

    def refuse_line(self, key: int, sentence: str) -> None:
        """Put a sentence on the quantity of a line."""
        name = self.name_of(key)
        self.add_error(name if name in self.fields else None, sentence)
