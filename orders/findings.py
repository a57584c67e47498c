"""Collecting every mistake of an entry, so that the user sees all of them at once."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from numbering.exceptions import NumberingError
from numbering.periods import checked_date
from orders.exceptions import EntryErrors

# Twelve digits before the decimals: what an amount column holds.
LARGEST_AMOUNT = Decimal(10) ** 12


class Findings:
    """The mistakes found so far, by field of the head and by line."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.lines: dict[int, dict[str, str]] = {}

    def add(self, field: str, sentence: str, *, line: int | None = None) -> None:
        """Note a mistake; the first one of a field stands."""
        place = self.fields if line is None else self.lines.setdefault(line, {})
        place.setdefault(field, sentence)

    def check_fields(
        self, instance: models.Model, fields: Collection[str], *, line: int | None = None
    ) -> None:
        """Check these fields of an unsaved row: lengths, decimals, choices, what may be empty."""
        others = {field.name for field in instance._meta.fields} - set(fields)
        try:
            instance.clean_fields(exclude=others)
        except ValidationError as error:
            for field, sentences in error.message_dict.items():
                self.add(field, sentences[0], line=line)

    def check_date(self, instance: models.Model, field: str = "date") -> None:
        """Check that a date can be the date of a document."""
        try:
            checked_date(getattr(instance, field))
        except NumberingError as error:
            self.add(field, str(error))

    def check_amount(self, amount: Decimal, field: str, *, line: int | None = None) -> None:
        """Check that an amount fits."""
        if abs(amount) >= LARGEST_AMOUNT:
            self.add(field, _("The amount is too large: check quantity and price."), line=line)

    def check_company(
        self, row: models.Model | None, company_id: int, field: str, *, line: int | None = None
    ) -> None:
        """Check that what was picked belongs to the company."""
        if row is not None and row.company_id != company_id:  # type: ignore[attr-defined]
            self.add(field, _("This belongs to another company: pick another one."), line=line)

    def raise_if_any(self) -> None:
        """Raise EntryErrors when something was found."""
        if self.fields or self.lines:
            raise EntryErrors(fields=self.fields, lines=self.lines)
