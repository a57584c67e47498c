"""A row of the old system's file: what it says, where it belongs, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from numbering.cells import CellError, as_amount, as_day, as_text
from numbering.choices import ManualRange
from numbering.exceptions import NumberingError
from numbering.kinds import all_kinds, register_of, registers_of
from numbering.models import Company, NumberSeries, SeriesAssignment
from numbering.models.company import LANGUAGES
from numbering.ownkinds import kinds_of, label_of
from numbering.periods import checked_date
from numbering.services.claiming import checked_text
from numbering.services.lookup import find_series
from numbering.services.matching import Match, Matcher
from numbering.services.takeover.fields import BY_KEY, KIND_WORDS, Columns, plain
from numbering.tables import Cell, TableRow

_LARGEST_AMOUNT = Decimal(10) ** 14
_AMOUNT = Decimal("0.0001")
_LONGEST_REFERENCE = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: the head of its column ("" for the row as a whole), its number."""

    row: int
    column: str
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number goes: its kind, the register, and the series whose rules hold, if any."""

    kind: str
    register: str
    series: NumberSeries | None = None


class Unknown(Exception):
    """There is no such kind or series; the error is the sentence for the user."""


class Places:
    """The kinds and series of a company, as files name them; each name is looked up once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._found: dict[tuple[str, str], Place | str] = {}
        kinds = kinds_of(company)
        self.kinds = {plain(kind.code): kind.code for kind in kinds}
        for language, _name in LANGUAGES:
            with override(language):
                for kind in kinds:
                    self.kinds.setdefault(plain(str(kind.label)), kind.code)
        for code, words in KIND_WORDS.items():
            for word in words.split():
                self.kinds.setdefault(word, code)
        rows = NumberSeries.objects.of(company).order_by("pk")
        self.series = {row.code.casefold(): row for row in rows}

    def find(self, kind: str, series: str) -> Place:
        """Where numbers of this kind or series go. Raises Unknown."""
        key = (kind, series)
        if key not in self._found:
            try:
                self._found[key] = self._place(kind, series, kind or series)
            except Unknown as error:
                self._found[key] = str(error)
        found = self._found[key]
        if isinstance(found, str):
            raise Unknown(found)
        return found

    def _place(self, kind: str, series: str, typed: str) -> Place:
        code = self.kinds.get(plain(kind), "") if kind else ""
        if kind and not code and not series:
            series = kind  # a series may be named where a kind could be
        elif kind and not code:
            raise Unknown(_("There is no kind “%(kind)s” here.") % {"kind": typed})
        found = self.series.get(series.casefold())
        if series and found is None:
            raise Unknown(_("There is no kind or number series “%(name)s” here.") % {"name": typed})
        if found is None and not code:
            raise Unknown(_("Tell the kind or the number series of this number."))
        if found is None:
            # Its series may count in the register of another kind: credit notes among invoices.
            usual = find_series(self.company, code)
            return Place(code, usual.register if usual else register_of(code))
        if found.blocked:
            raise Unknown(
                _("The number series %(code)s is blocked: an administrator can unblock it.")
                % {"code": found.code}
            )
        return Place(code or self._kind_of(found), found.register, found)

    def _kind_of(self, series: NumberSeries) -> str:
        """The one kind that a series numbers. Raises Unknown where it may be any of several."""
        used = SeriesAssignment.objects.filter(series=series).order_by("kind").distinct()
        codes = list(used.values_list("kind", flat=True))
        if not codes:
            codes = [
                kind.code for kind in all_kinds() if series.register in registers_of(kind.code)
            ]
        if len(codes) > 1:
            raise Unknown(
                _("%(series)s numbers several kinds: tell which of %(kinds)s it is.")
                % {
                    "series": series.code,
                    "kinds": ", ".join(str(label_of(self.company, code)) for code in codes),
                }
            )
        return codes[0] if codes else ""


class RowReader:
    """Reads rows into what staging takes; what is wrong is noted, never guessed.

    With a series its rules hold: it is not blocked, and its numbers may have to lie inside a line.
    With a kind alone a number need only be new (Offer-Cube: a number from an old system must be
    new, and need not fit the format). Whether people may type numbers into a series does not
    matter here, nor the room that payments need: nobody pays a document of the old system here.
    """

    def __init__(
        self,
        company: Company,
        columns: Columns,
        heads: Sequence[str],
        *,
        kind: str = "",
        series: str = "",
    ) -> None:
        self.company = company
        self.columns = columns
        self.heads = {key: heads[index] for key, index in columns.items()}
        self.kind, self.series = kind, series
        self.places = Places(company)
        self.faults: list[Fault] = []
        self._matchers: dict[str, Matcher] = {}

    def read(self, row: TableRow) -> tuple[Any, ...] | None:
        """The values that are staged; None where the row tells too little. Faults are noted."""
        self.faults = []
        number = self._said(row, "number")
        text = self._text(row, number)
        place = self._place(row, number)
        on = self._day(row, number)
        head = self._head(row, number)
        if not text or place is None or on is None:
            return None
        match = self._match(row, text, on, place)
        series = match.series if match else place.series
        party, party_number, reference, amount, currency, note = head
        return (
            row.number,
            place.register,
            text,
            match.line.scope(on) if match else "",
            place.kind,
            series.pk if series else None,
            match.line.id if match else None,
            match.line.period(on) if match else "",
            match.value if match else None,
            on,
            (reference or party)[:_LONGEST_REFERENCE],
            party,
            party_number,
            reference,
            amount,
            currency,
            note,
        )

    def _said(self, row: TableRow, key: str) -> str:
        cell = self._cell(row, key)
        return cell if isinstance(cell, str) else as_text(cell)

    def _cell(self, row: TableRow, key: str) -> Cell:
        index = self.columns.get(key)
        return "" if index is None or index >= len(row.cells) else row.cells[index]

    def _note(self, row: TableRow, key: str, number: str, sentence: str) -> None:
        self.faults.append(Fault(row.number, self.heads.get(key, ""), number[:60], sentence))

    def _text(self, row: TableRow, number: str) -> str:
        try:
            return checked_text(number)
        except NumberingError as error:
            sentence = str(error) if number else _("The number is missing.")
            self._note(row, "number", number, sentence)
            return ""

    def _place(self, row: TableRow, number: str) -> Place | None:
        kind, series = self._said(row, "kind"), self._said(row, "series")
        if not kind and not series:
            kind, series = self.kind, self.series
        try:
            return self.places.find(kind, series)
        except Unknown as error:
            key = "series" if series and not kind else "kind"
            self._note(row, key, number, str(error))
            return None

    def _day(self, row: TableRow, number: str) -> date | None:
        try:
            day = as_day(self._cell(row, "date"))
            if day is not None:
                return checked_date(day)
            self._note(row, "date", number, _("The date is missing."))
        except (CellError, NumberingError) as error:
            self._note(row, "date", number, str(error))
        return None

    def _match(self, row: TableRow, text: str, on: date, place: Place) -> Match | None:
        matcher = self._matchers.get(place.register)
        if matcher is None:
            matcher = self._matchers[place.register] = Matcher(self.company, place.register)
        match = matcher.match(text, on, place.series)
        series = place.series
        if series is not None and series.manual_range == ManualRange.INSIDE:
            own = [line for owner, line in matcher.lines if owner.pk == series.pk]
            if match is None or match.line.id not in {line.id for line in own}:
                ranges = ", ".join(line.range_text for line in own)
                self._note(
                    row,
                    "number",
                    text,
                    _("%(text)s is outside the ranges of the number series %(code)s: %(ranges)s.")
                    % {"text": text, "code": series.code, "ranges": ranges},
                )
        return match

    def _head(self, row: TableRow, number: str) -> tuple[str, str, str, Decimal | None, str, str]:
        texts = {}
        for key in ("party", "party_number", "reference", "text"):
            texts[key] = self._said(row, key)
            longest = BY_KEY[key].longest
            if len(texts[key]) > longest:
                self._note(
                    row,
                    key,
                    number,
                    _("This text has more than %(longest)d characters: shorten it.")
                    % {"longest": longest},
                )
        amount = None
        try:
            amount = as_amount(self._cell(row, "amount"))
            if amount is not None and abs(amount) >= _LARGEST_AMOUNT:
                raise CellError(_("This amount is too large."))
            amount = None if amount is None else amount.quantize(_AMOUNT)
        except CellError as error:
            self._note(row, "amount", number, str(error))
        currency = self._said(row, "currency").upper()
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            self._note(
                row,
                "currency",
                number,
                _("“%(text)s” is no currency: write three letters, such as SEK.")
                % {"text": currency[:40]},
            )
        party, party_number, reference, note = texts.values()
        return party, party_number, reference, amount, currency, note
