"""Searching a list that may hold millions of rows: what an index finds, and the newest rows.

A condition such as "a part of the number, of the customer's name or of the reference" has no
index: over millions of documents it reads them all. So a search asks several short questions
instead, each of which an index or a small table answers, and one of the newest rows only. The
list then shows the rows they found.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from django.db import connection
from django.db.models import F, Q, QuerySet

from numbering.internalids import by_internal_id
from numbering.models import Company, IssuedNumber
from numbering.pages.paging import Sort

T = TypeVar("T")

# So many of the newest rows are searched for a part of any of the list's texts.
NEWEST = 1_000
# So many rows are taken from each question; who finds more has to type more.
MOST = 300

# The pairs of register and period in a company's register, each found by one step down the
# unique index: few, however many numbers there are.
_PLACES = """
WITH RECURSIVE place (register, scope) AS (
  SELECT * FROM (
    SELECT register, scope FROM numbering_issuednumber WHERE company_id = %(company)s
    ORDER BY register, scope LIMIT 1
  ) AS first_place
  UNION ALL
  SELECT
    (SELECT n.register FROM numbering_issuednumber AS n WHERE n.company_id = %(company)s
      AND (n.register, n.scope) > (place.register, place.scope)
      ORDER BY n.register, n.scope LIMIT 1),
    (SELECT n.scope FROM numbering_issuednumber AS n WHERE n.company_id = %(company)s
      AND (n.register, n.scope) > (place.register, place.scope)
      ORDER BY n.register, n.scope LIMIT 1)
  FROM place WHERE place.register IS NOT NULL
)
SELECT register, scope FROM place WHERE register IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of the rows found; `more` where a question found others as well.

    `is_long` says that there are older rows than those looked through for any part of a text.
    """

    keys: list[int]
    more: bool
    is_long: bool


class Inquiry:
    """One search in a company: what several questions need to know is asked once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._answers: dict[Hashable, Any] = {}

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """The registers of the company with the periods in which their texts repeat."""
        with connection.cursor() as cursor:
            cursor.execute(_PLACES, {"company": self.company.pk})
            return [(register, scope) for register, scope in cursor.fetchall()]

    def once(self, about: Hashable, ask: Callable[[], T]) -> T:
        """What somebody has asked for, or asks for now."""
        if about not in self._answers:
            self._answers[about] = ask()
        answer: T = self._answers[about]
        return answer


class Searched(Protocol):
    """What is searched: a list, or one part of the search over everything."""

    @property
    def inquiry(self) -> Inquiry: ...
    @property
    def search(self) -> Sequence[str]: ...
    @property
    def questions(self) -> Sequence[Question]: ...
    @property
    def ordering(self) -> Sequence[Sort]: ...


class Question(ABC):
    """One way in which a search finds rows, however old they are."""

    @abstractmethod
    def asked(self, page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """The rows that it finds among `rows`."""

    def answers(self, path: str) -> bool:
        """Whether it finds every row by this text, so that none need be looked through for it."""
        return False


class ByNumber(Question):
    """By the beginning of a number; `path` leads to it ("" in the register itself).

    The other words may be anywhere, unless the number is that of another row: a customer has too
    many documents to look through them for a word.
    """

    def __init__(self, path: str, *registers: str) -> None:
        self.path = path
        self.registers = registers

    def asked(self, page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows whose number begins with one of the words."""
        if len(words) > 1 and "__" in self.path:
            return rows.none()
        condition = Q()
        for word in words:
            others = [other for other in words if other is not word]
            condition |= self.held(self.keys(page, word)) & parts(page.search, others)
        return rows.filter(condition)

    def keys(self, page: Searched, word: str) -> list[int]:
        """The keys of the numbers that begin with a word."""
        return numbers_beginning(page, word, self.registers)

    def held(self, keys: Sequence[int]) -> Q:
        """Rows with one of these numbers."""
        return Q(**{f"{self.path or 'pk'}__in": keys})


class ByRow(Question):
    """By a row of a small table, such as the customers: every word is a part of its text.

    `text` is a column of that table in capitals.
    """

    def __init__(self, path: str, rows: Callable[[Company], QuerySet[Any]], text: str) -> None:
        self.path = path
        self.rows = rows
        self.text = text

    def asked(self, page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows that point to what was found."""
        small = self.rows(page.inquiry.company).order_by()
        for word in words:
            small = small.filter(**{f"{self.text}__finds_in_capitals": word})
        keys = page.inquiry.once(
            (small.model, self.text, *words),
            lambda: list(small.values_list("pk", flat=True)[:MOST]),
        )
        return rows.filter(**{f"{self.path}__in": keys})

    def answers(self, path: str) -> bool:
        """All that the small table says."""
        return path.startswith(f"{self.path}__")


class ByStart(Question):
    """By the beginning of one of the row's own texts, which has an index."""

    def __init__(self, path: str) -> None:
        self.path = path

    def asked(self, page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows whose text begins like what was typed."""
        phrase = " ".join(words)
        condition = Q()
        for text in (phrase, phrase.upper(), phrase.lower(), phrase.capitalize()):
            condition |= Q(**{f"{self.path}__startswith": text})
        # Its index leaves empty texts out and is used only by who does the same.
        return rows.filter(condition).exclude(**{self.path: ""})


class ByPart(Question):
    """By any part of a text of the rows themselves, in a table small enough to be read."""

    def __init__(self, path: str) -> None:
        self.path = path

    def asked(self, page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows whose text has every word in it."""
        return rows.filter(parts([self.path], words))


def parts(paths: Sequence[str], words: Sequence[str]) -> Q:
    """Every word is a part of one of these texts."""
    condition = Q()
    for word in words:
        anywhere = Q()
        for path in paths:
            anywhere |= Q(**{f"{path}__finds": word})
        condition &= anywhere
    return condition


def words_of(text: str) -> list[str]:
    """The words searched for; more than eight would only be slow."""
    return text.replace("\x00", "")[:200].split()[:8]


def numbers_beginning(page: Searched, word: str, registers: Sequence[str] = ()) -> list[int]:
    """The keys of numbers that begin with a word, or whose counter it is ("42" for SO-0042)."""
    return page.inquiry.once(
        ("beginning", word, *registers), lambda: _numbers_beginning(page.inquiry, word, registers)
    )


def _numbers_beginning(inquiry: Inquiry, word: str, registers: Sequence[str]) -> list[int]:
    placed = _placed(inquiry, registers)
    keys: list[int] = []
    # Numbers are written in capitals; one query each, for an "or" would not lead there.
    for text in dict.fromkeys((word, word.upper())):
        beginning = placed.filter(text__startswith=text).order_by()
        keys += beginning.values_list("pk", flat=True)[:MOST]
    if word.isdecimal() and len(word) < 19:
        numbers = IssuedNumber.objects.of(inquiry.company)
        counted = numbers.filter(value=int(word), line__counters__period=F("period"))
        if registers:
            counted = counted.filter(line__series__register__in=registers)
        keys += counted.order_by().values_list("pk", flat=True)[:MOST]
    return keys


def whole_numbers(inquiry: Inquiry, words: Sequence[str]) -> list[int]:
    """The keys of the numbers that were typed in full, in capitals or not."""
    phrase = " ".join(words)
    numbers = _placed(inquiry).filter(text__in=sorted({phrase, phrase.upper()})).order_by("pk")
    return inquiry.once(
        ("whole", phrase), lambda: list(numbers.values_list("pk", flat=True)[:MOST])
    )


def _placed(inquiry: Inquiry, registers: Sequence[str] = ()) -> QuerySet[IssuedNumber]:
    """Numbers as the unique index leads to their text: by registers and periods."""
    places = [place for place in inquiry.places if not registers or place[0] in registers]
    return IssuedNumber.objects.of(inquiry.company).filter(
        register__in=sorted({register for register, _scope in places}),
        scope__in=sorted({scope for _register, scope in places}),
    )


def keys_found(
    page: Searched, rows: QuerySet[Any], words: Sequence[str], most: int
) -> tuple[list[int], bool]:
    """The keys of so many rows, and whether there are others as well.

    Every question is asked, and any part of the texts is looked for in the newest rows.
    """
    asked = [rows.filter(by_internal_id(rows.model, words))]
    asked += [question.asked(page, rows, words) for question in page.questions]
    paths = [
        path
        for path in page.search
        # Several words may be found in several places together.
        if len(words) > 1 or not any(question.answers(path) for question in page.questions)
    ]
    if paths:
        newest = rows.order_by(*page.ordering).values("pk")[:NEWEST]
        model = rows.model._default_manager
        asked.append(model.filter(pk__in=newest).filter(parts(paths, words)))
    keys: dict[int, None] = {}
    more = False
    for one in asked:
        # Where there are more than are taken, the newest are.
        found = list(one.order_by(*page.ordering).values_list("pk", flat=True)[: most + 1])
        more = more or len(found) > most
        keys |= dict.fromkeys(found[:most])
    return list(keys), more


def search(page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> Found:
    """What a large list shows of its rows."""
    keys, more = keys_found(page, rows, words, MOST)
    newest = rows.order_by(*page.ordering).values("pk")
    return Found(keys, more, newest[NEWEST : NEWEST + 1].exists())
