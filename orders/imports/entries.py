"""What a file would do: one entry for each party, item or order in it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.cells import shown
from numbering.documents import NumberedModel
from numbering.exceptions import NumberingError
from numbering.models import Company
from orders.exceptions import EntryErrors
from orders.imports.columns import Column, Content, Problem, Row


class Outcome(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """The word for it."""
        words = {
            Outcome.NEW: _("new"),
            Outcome.CHANGED: _("changed"),
            Outcome.UNCHANGED: _("unchanged"),
            Outcome.WRONG: _("with errors"),
        }
        return words[self]


@dataclass(frozen=True, slots=True)
class Change:
    """A field and its values before and after, as people read them."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an entry gets: given in the file, or drawn."""

    label: str
    kind: str
    text: str
    is_drawn: bool


D = TypeVar("D")


def stored_data(data_class: type[D], row: Any) -> D:
    """A stored row as its service takes it."""
    names = [one.name for one in dataclasses.fields(data_class)]  # type: ignore[arg-type]
    return data_class(**{name: getattr(row, name) for name in names})


class Entry(ABC):
    """A party, an item or an order of the file: what is stored, what is to be, what is wrong.

    A subject makes them; `save` hands one to the service that writes its kind, which is the only
    way into the database.
    """

    def __init__(self, rows: Sequence[Row], stored: Any, *, typed: Mapping[str, str]) -> None:
        self.rows = list(rows)
        self.stored = stored
        # The numbers that the file gives, "" where it gives none, by the model's fields.
        self.typed = typed
        self.problems = [problem for row in rows for problem in row.problems]
        self.changes: list[Change] = []
        self.numbers: list[Number] = []
        self.hint = ""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the entry is called."""

    @property
    def facts(self) -> str:
        """What else tells a new one from others."""
        return ""

    @abstractmethod
    def save(self, *, by: User) -> NumberedModel:
        """Save it through its service, without drawing numbers yet.

        Raises EntryErrors and what else the service refuses.
        """

    @property
    def outcome(self) -> Outcome:
        """What becomes of it."""
        if self.problems:
            return Outcome.WRONG
        if self.stored is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    @property
    def is_to_save(self) -> bool:
        """Whether there is something to write."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)

    def compare(self, label: str | Promise, old: Any, new: Any) -> None:
        """Note a field that becomes another."""
        if old != new:
            self.changes.append(Change(str(label), shown(old), shown(new)))

    def refuse(self, error: NumberingError, field: str = "") -> None:
        """Note what a service refused, at the rows and columns that it belongs to.

        `field` is the field it was about, where the error itself does not say.
        """
        if not isinstance(error, EntryErrors):
            name = field or error.facts.get("number_field", error.field)
            self._blame(0, name, str(error))
            return
        for name, sentence in error.fields.items():
            self._blame(0, name, sentence)
        for index, errors in error.lines.items():
            for name, sentence in errors.items():
                self._blame(index, name, sentence)

    def _blame(self, index: int, name: str, sentence: str) -> None:
        row = self.rows[index]
        head = row.heads.get(name, "")
        self.problems.append(Problem(row.number, head, sentence))


class Subject(ABC):
    """What can be imported: its columns, the entries of a file, and the rows of an export."""

    slug: ClassVar[str]
    label: ClassVar[str | Promise]
    columns: ClassVar[tuple[Column, ...]]
    # Rows of the file that people begin with, by the columns' keys.
    examples: ClassVar[Sequence[Mapping[str, Any]]]

    def __init__(self, company: Company) -> None:
        self.company = company

    @abstractmethod
    def entries(self, content: Content) -> list[Entry]:
        """The entries of a file, compared with what is stored. A fixed number of queries."""

    @classmethod
    def example_rows(cls) -> list[list[Any]]:
        """The examples as cells."""
        return [[row.get(column.key, "") for column in cls.columns] for row in cls.examples]

    def stored_rows(self) -> QuerySet[Any] | None:
        """Everything stored, for an export in these columns; None where there is none."""
        return None

    def exported(self, row: Any) -> list[Any]:
        """The cells of a stored row."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or what a dry run found that it would do."""

    entries: Sequence[Entry]
    notices: Sequence[str] = ()
    warnings: Sequence[str] = ()
    # What concerns no single row.
    errors: Sequence[str] = ()
    is_done: bool = False
    counts: Counter[Outcome] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counter(entry.outcome for entry in self.entries))

    @property
    def is_wrong(self) -> bool:
        """Whether something must be mended first."""
        return bool(self.errors or self.counts[Outcome.WRONG])

    @property
    def is_to_do(self) -> bool:
        """Whether there is anything to import, and nothing wrong."""
        return not self.is_wrong and any(entry.is_to_save for entry in self.entries)

    @property
    def summary(self) -> str:
        """“3 new, 2 changed, 40 unchanged, 1 with errors”."""
        return ", ".join(_counted(self.counts)) or _("nothing")

    def drawn(self) -> Iterator[tuple[str, str, str, int]]:
        """For each kind of number that was drawn: its name, the first, the last, how many."""
        found: dict[str, list[str]] = {}
        for entry in self.entries:
            for number in entry.numbers:
                if number.is_drawn:
                    found.setdefault(number.label, []).append(number.text)
        for label, texts in found.items():
            yield label, texts[0], texts[-1], len(texts)

    @property
    def fingerprint(self) -> str:
        """The same for two runs that do the same, whatever numbers others draw between them."""
        told = [
            [entry.outcome, entry.title, [(one.label, one.old, one.new) for one in entry.changes]]
            for entry in self.entries
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _counted(counts: Counter[Outcome]) -> Iterable[str]:
    words = {
        Outcome.NEW: ngettext("%(count)d new", "%(count)d new", counts[Outcome.NEW]),
        Outcome.CHANGED: ngettext(
            "%(count)d changed", "%(count)d changed", counts[Outcome.CHANGED]
        ),
        Outcome.UNCHANGED: ngettext(
            "%(count)d unchanged", "%(count)d unchanged", counts[Outcome.UNCHANGED]
        ),
        Outcome.WRONG: ngettext(
            "%(count)d with errors", "%(count)d with errors", counts[Outcome.WRONG]
        ),
    }
    return [words[one] % {"count": counts[one]} for one in Outcome if counts[one]]
