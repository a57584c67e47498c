"""The columns that a file of an old system may have, and how their heads give them away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.exceptions import FileUnreadable

if TYPE_CHECKING:
    from numbering.kinds import Label


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column may hold; `heads` are names that old systems give such a column."""

    key: str
    label: Label
    heads: str
    # The longest text that is kept of it.
    longest: int = 0


# English, Danish, Swedish, German, Polish, Finnish; compared without case, spaces and signs.
FIELDS = (
    Field(
        "number",
        gettext_lazy("Number"),
        "number no nr nummer numer numero numro belegnummer belegnr rechnungsnummer rechnungsnr"
        " rechnung invoicenumber invoiceno documentnumber documentno ordernumber orderno"
        " fakturanummer fakturanr faktura ordrenummer ordrenr bilagsnummer bilagsnr ordernummer"
        " ordernr verifikationsnummer auftragsnummer auftragsnr numerfaktury nrfaktury"
        " numerdokumentu nrdokumentu numerzamówienia laskunumero laskunro tilausnumero"
        " asiakirjanumero tositenumero",
    ),
    Field(
        "kind",
        gettext_lazy("Kind"),
        "kind type documenttype art belegart typ slag dokumenttype dokumenttyp sort rodzaj"
        " rodzajdokumentu typdokumentu laji tyyppi asiakirjatyyppi",
    ),
    Field(
        "series",
        gettext_lazy("Number series"),
        "series numberseries serie nummerserie nummernserie nummernkreis seria serianumeracji"
        " sarja numerosarja",
    ),
    Field(
        "date",
        gettext_lazy("Date"),
        "date dato datum data pvm päivä päiväys päivämäärä documentdate invoicedate orderdate"
        " belegdatum rechnungsdatum auftragsdatum fakturadato ordredato bilagsdato fakturadatum"
        " orderdatum datawystawienia datadokumentu datafaktury laskupäivä laskunpvm",
    ),
    Field(
        "party",
        gettext_lazy("Customer or supplier"),
        "party name customer customername supplier suppliername client kunde kundenavn leverandør"
        " kund kundnamn leverantör namn navn kundenname lieferant firma klient nazwa nazwaklienta"
        " kontrahent nabywca dostawca asiakas asiakkaannimi nimi toimittaja",
        longest=200,
    ),
    Field(
        "party_number",
        gettext_lazy("Customer or supplier number"),
        "customernumber customerno partynumber suppliernumber accountnumber kundenummer kundenr"
        " kundnummer kundnr kundennummer kundennr debitor debitornummer kreditor numerklienta"
        " nrklienta asiakasnumero asiakasnro",
        longest=40,
    ),
    Field(
        "reference",
        gettext_lazy("Reference"),
        "reference ref yourreference referens erreferens referenz ihrreferenz referencja viite"
        " viitenne deresreference ihrereferenz dinreferens minreferens"
        " vorreferens twojareferencja viitteenne yourref",
        longest=200,
    ),
    Field(
        "amount",
        gettext_lazy("Amount"),
        "amount total sum gross grossamount beløb ialt belopp totalt summa betrag summe brutto"
        " gesamt gesamtbetrag kwota wartość razem yhteensä loppusumma",
    ),
    Field("currency", gettext_lazy("Currency"), "currency valuta währung waluta valuutta"),
    Field(
        "text",
        gettext_lazy("Text"),
        "text description note tekst beskrivelse beskrivning anmärkning beschreibung bemerkung"
        " bezeichnung opis uwagi teksti kuvaus selite",
        longest=400,
    ),
)
# What old systems call the commonest kinds, one and many, beside our own names for them.
KIND_WORDS = {
    "invoice": "invoice rechnung rechnungen faktura fakturaer fakturor faktury lasku laskut",
    "credit_note": "creditnote creditmemo gutschrift gutschriften kreditnota kreditnotaer"
    " kreditfaktura kreditfakturor fakturakorygująca korekta hyvityslasku hyvityslaskut",
    "sales_order": "order salesorder auftrag aufträge ordre ordrer salgsordre kundorder ordrar"
    " zamówienie zamówienia tilaus tilaukset",
    "sales_quote": "quote offer angebot angebote tilbud offert offerter oferta oferty tarjous"
    " tarjoukset",
    "delivery": "delivery deliverynote lieferschein lieferscheine følgeseddel følgesedler"
    " följesedel följesedlar dokumentdostawy lähete lähetteet",
    "purchase_order": "purchaseorder bestellung bestellungen indkøbsordre inköpsorder"
    " zamówieniezakupu ostotilaus ostotilaukset",
    "customer": "customer kunde kunden kunder kund klient klienci asiakas asiakkaat",
    "supplier": "supplier lieferant lieferanten leverandør leverandører leverantör leverantörer"
    " dostawca dostawcy toimittaja toimittajat",
    "item": "item article artikel varenummer vare varer artiklar towar towary tuote tuotteet",
}
BY_KEY = {field.key: field for field in FIELDS}
NEEDED = ("number", "date")
# Facts of the document beside its number.
HEAD = ("party", "party_number", "reference", "amount", "currency", "text")

# Which column of the file, from 0, holds which field.
Columns = dict[str, int]


def guess(heads: Sequence[str]) -> Columns:
    """What each column is likely to hold; one that cannot be told is left out."""
    found: Columns = {}
    for index, head in enumerate(heads):
        for field in FIELDS:
            names = {*field.heads.split(), plain(str(field.label))}
            if plain(head) in names and field.key not in found:
                found[field.key] = index
                break
    return found


def read_mapping(heads: Sequence[str], told: Mapping[str, str]) -> Columns:
    """What was guessed, but for the fields whose columns are told by their heads.

    An empty head leaves a field out. Raises FileUnreadable where there is no such field or column.
    """
    columns = guess(heads)
    for key, head in told.items():
        if key not in BY_KEY:
            raise FileUnreadable(
                _("There is no “%(key)s” to take over: there are %(known)s.")
                % {"key": key, "known": ", ".join(BY_KEY)}
            )
        index = next((at for at, one in enumerate(heads) if plain(one) == plain(head)), None)
        if head and index is None:
            raise FileUnreadable(
                _("The file has no column “%(head)s”: it has %(heads)s.")
                % {"head": head, "heads": ", ".join(f"“{one}”" for one in heads if one)}
            )
        columns = {one: at for one, at in columns.items() if at != index and one != key}
        if index is not None:
            columns[key] = index
    return columns


def check_columns(columns: Columns, heads: Sequence[str]) -> None:
    """Raises FileUnreadable where a needed column is missing, or one is to be two things."""
    for key in NEEDED:
        if key not in columns:
            raise FileUnreadable(
                _("Tell which column holds the %(what)s: the file has %(heads)s.")
                % {
                    "what": str(BY_KEY[key].label).lower(),
                    "heads": ", ".join(f"“{one}”" for one in heads if one),
                }
            )
    taken: dict[int, str] = {}
    for key, index in columns.items():
        if index in taken:
            raise FileUnreadable(
                _("The column “%(head)s” can be one thing only: %(one)s or %(other)s.")
                % {
                    "head": heads[index],
                    "one": BY_KEY[taken[index]].label,
                    "other": BY_KEY[key].label,
                }
            )
        taken[index] = key


def plain(head: str) -> str:
    """A head without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", head).casefold()
