"""Parties in files."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.cells import as_choice, as_flag, as_text
from numbering.models import Company
from numbering.models.company import LANGUAGES
from numbering.tables import Cell
from orders.entries import PartyData
from orders.imports.columns import Column, Content, Row
from orders.imports.entries import Entry, Subject, stored_data
from orders.imports.lookups import by_number, refuse_repeated
from orders.models import Party
from orders.services.parties import save_party

# In this order a row's numbers say which party it is about.
NUMBERS = ("number", "customer_number", "supplier_number")
ROLE_OF_NUMBER = {"customer_number": "is_customer", "supplier_number": "is_supplier"}


def _language(cell: Cell) -> str:
    return as_choice(cell, dict(LANGUAGES))


def _country(cell: Cell) -> str:
    return as_text(cell).upper()


COLUMNS = (
    Column("number", "address number", gettext_lazy("Address number"), also=("number",)),
    Column("customer_number", "customer number", gettext_lazy("Customer number")),
    Column("supplier_number", "supplier number", gettext_lazy("Supplier number")),
    Column("is_customer", "customer", gettext_lazy("Customer"), as_flag),
    Column("is_supplier", "supplier", gettext_lazy("Supplier"), as_flag),
    Column("name", "name", gettext_lazy("Name")),
    Column("street", "street", gettext_lazy("Street")),
    Column("postcode", "postcode", gettext_lazy("Postcode")),
    Column("city", "town", gettext_lazy("Town"), also=("city",)),
    Column("country", "country", gettext_lazy("Country"), _country),
    Column("email", "e-mail", gettext_lazy("E-mail")),
    Column("language", "language", gettext_lazy("Language of documents"), _language),
    Column("tax_id", "tax identity", gettext_lazy("Tax identity"), also=("VAT number",)),
)
_TEXTS = ("name", "street", "postcode", "city", "country", "email", "tax_id")


class PartyEntry(Entry):
    """A party of a file."""

    stored: Party | None

    def __init__(self, row: Row, stored: Party | None, company: Company) -> None:
        super().__init__([row], stored, typed={key: row.text(key) for key in NUMBERS})
        self.company = company
        if stored is None:
            usual = PartyData(name="", language=company.language)
        else:
            usual = stored_data(PartyData, stored)
        self.data = _read(row, usual)
        if stored is None:
            return
        for column in COLUMNS:
            if column.key in NUMBERS:
                given = str(getattr(stored, column.key) or "")
                self.compare(column.label, given, self.typed[column.key] or given)
            else:
                self.compare(
                    column.label, getattr(usual, column.key), getattr(self.data, column.key)
                )

    @property
    def title(self) -> str:
        """The party's name."""
        return self.rows[0].text("name") or str(self.stored or "")

    @property
    def facts(self) -> str:
        """Where it is."""
        places = (self.data.street, f"{self.data.postcode} {self.data.city}", self.data.country)
        return ", ".join(place.strip() for place in places if place.strip())

    def save(self, *, by: User) -> Party:
        """By save_party."""
        return save_party(
            company=self.company,
            by=by,
            data=self.data,
            party=self.stored,
            typed=self.typed,
            draw=False,
        )


class Parties(Subject):
    """The address book of a company."""

    slug = "parties"
    label = gettext_lazy("Address book")
    columns = COLUMNS
    examples = (
        {
            "is_customer": True,
            "is_supplier": False,
            "name": "Acme Byg ApS",
            "street": "Havnegade 1",
            "postcode": "1058",
            "city": "København",
            "country": "DK",
            "email": "post@acme.example",
            "language": "da",
            "tax_id": "DK12345674",
        },
    )

    def entries(self, content: Content) -> list[Entry]:
        """An entry for each row; a party is found by any of its three numbers."""
        parties = Party.objects.of(self.company).with_number()
        found = {}
        for key in NUMBERS:
            refuse_repeated(content.rows, key)
            found[key] = by_number(parties, key, (row.text(key) for row in content.rows))
        entries: list[Entry] = []
        first: dict[int, int] = {}
        for row in content.rows:
            stored = _stored(row, found)
            if stored is not None:
                if stored.pk in first:
                    row.refuse("", _("Row %(row)d is this party, too.") % {"row": first[stored.pk]})
                first.setdefault(stored.pk, row.number)
            entries.append(PartyEntry(row, stored, self.company))
        return entries

    def stored_rows(self) -> QuerySet[Party]:
        """The whole address book."""
        return Party.objects.of(self.company).with_number().order_by("pk")

    def exported(self, row: Party) -> list[Any]:
        """A party as the import reads it."""
        return [
            str(getattr(row, column.key) or "")
            if column.key in NUMBERS
            else getattr(row, column.key)
            for column in COLUMNS
        ]


def _stored(row: Row, found: dict[str, dict[str, list[Party]]]) -> Party | None:
    """The party that a row is about: the first of its numbers that somebody has tells.

    Notes numbers of somebody else.
    """
    known: Party | None = None
    for key in NUMBERS:
        there = next(iter(found[key].get(row.text(key), ())), None)
        if there is None:
            continue
        if known is None:
            known = there
        elif there.pk != known.pk:
            row.refuse(
                key,
                _("%(number)s is the number of %(other)s; the row is about %(party)s.")
                % {"number": row.text(key), "other": there.name, "party": known.name},
            )
    return known


def _read(row: Row, usual: PartyData) -> PartyData:
    """The party as the row says, and as it is usually where the row says nothing."""
    values: dict[str, Any] = {key: row.text(key, getattr(usual, key)) for key in _TEXTS}
    for number, role in ROLE_OF_NUMBER.items():
        # Who gets a customer number is a customer, unless the file says no.
        values[role] = row.get(role, getattr(usual, role) or bool(row.text(number)))
    return dataclasses.replace(usual, **values, language=row.get("language", usual.language))
