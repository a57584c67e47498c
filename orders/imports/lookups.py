"""What a file names by number or code, found in a few queries for all of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from numbering.models import Company
from orders.imports.columns import Row
from orders.models import TaxRate

# SQLite takes no more values than some thousands in one statement.
_BATCH = 500


def in_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Each text once, empty ones left out, as many at a time as a statement takes."""
    wanted = iter(sorted({text for text in texts if text}))
    while batch := list(islice(wanted, _BATCH)):
        yield batch


def by_number(rows: QuerySet[Any], field: str, texts: Iterable[str]) -> dict[str, list[Any]]:
    """The rows that have these numbers in this field, by number."""
    found: dict[str, list[Any]] = defaultdict(list)
    for batch in in_batches(texts):
        for row in rows.filter(**{f"{field}__text__in": batch}):
            found[str(getattr(row, field))].append(row)
    return found


def refuse_repeated(rows: Iterable[Row], key: str) -> None:
    """Note numbers that an earlier row has already."""
    first: dict[str, int] = {}
    for row in rows:
        number = row.text(key)
        if number and number in first:
            row.refuse(
                key,
                _("Row %(row)d has %(number)s already: one of the two is too many.")
                % {"row": first[number], "number": number},
            )
        first.setdefault(number, row.number)


class TaxRates:
    """The company's tax rates, by code or name."""

    def __init__(self, company: Company) -> None:
        self.rates = list(TaxRate.objects.of(company).order_by("code", "pk"))

    def of(self, row: Row, usual: TaxRate | None) -> TaxRate | None:
        """The rate that a row names; the usual one where the cell is empty.

        Notes what is wrong.
        """
        code = row.text("tax_rate").casefold()
        if not code and usual is not None:
            return usual
        for rate in self.rates:
            if code and code in (rate.code.casefold(), rate.name.casefold()):
                return rate
        known = {"codes": ", ".join(rate.code for rate in self.rates)}
        if code:
            row.refuse(
                "tax_rate",
                _("There is no tax code “%(code)s”: write one of %(codes)s.")
                % (known | {"code": row.text("tax_rate")}),
            )
        else:
            row.refuse("tax_rate", _("Write a tax code: one of %(codes)s.") % known)
        return None
