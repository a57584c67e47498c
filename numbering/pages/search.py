"""Searching a list that may hold millions of rows: what an index finds, and the newest rows.

A condition such as "a part of the number, of the customer's name or of the reference" has no
index: over millions of documents it reads them all. So a search asks several short questions
instead, each of which an index or a small table answers, and one of the newest rows only. The
list then shows the rows they found.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from numbering.models import Company, IssuedNumber

if TYPE_CHECKING:
    from numbering.pages.lists import ListPage

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


class Question(ABC):
    """One way in which a search finds rows, however old they are."""

    @abstractmethod
    def asked(self, page: ListPage, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
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

    def asked(self, page: ListPage, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows whose number begins with one of the words."""
        if len(words) > 1 and "__" in self.path:
            return rows.none()
        condition = Q()
        for word in words:
            others = [other for other in words if other is not word]
            keys = numbers_beginning(page, word, self.registers)
            condition |= Q(**{f"{self.path or 'pk'}__in": keys}) & page.anywhere(others)
        return rows.filter(condition)


class ByRow(Question):
    """By a row of a small table, such as the customers: every word is a part of its text.

    `text` is a column of that table in capitals.
    """

    def __init__(self, path: str, rows: Callable[[Company], QuerySet[Any]], text: str) -> None:
        self.path = path
        self.rows = rows
        self.text = text

    def asked(self, page: ListPage, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows that point to what was found."""
        small = self.rows(page.company).order_by()
        for word in words:
            small = small.filter(**{f"{self.text}__finds_in_capitals": word})
        keys = small.values_list("pk", flat=True)[:MOST]
        return rows.filter(**{f"{self.path}__in": list(keys)})

    def answers(self, path: str) -> bool:
        """All that the small table says."""
        return path.startswith(f"{self.path}__")


class ByStart(Question):
    """By the beginning of one of the row's own texts, which has an index."""

    def __init__(self, path: str) -> None:
        self.path = path

    def asked(self, page: ListPage, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """Rows whose text begins like what was typed."""
        phrase = " ".join(words)
        condition = Q()
        for text in (phrase, phrase.upper(), phrase.lower(), phrase.capitalize()):
            condition |= Q(**{f"{self.path}__startswith": text})
        # Its index leaves empty texts out and is used only by who does the same.
        return rows.filter(condition).exclude(**{self.path: ""})


def parts(paths: Sequence[str], words: Sequence[str]) -> Q:
    """Every word is a part of one of these texts."""
    condition = Q()
    for word in words:
        anywhere = Q()
        for path in paths:
            anywhere |= Q(**{f"{path}__finds": word})
        condition &= anywhere
    return condition


def numbers_beginning(page: ListPage, word: str, registers: Sequence[str] = ()) -> list[int]:
    """The keys of numbers that begin with a word, or whose counter it is ("42" for SO-0042)."""
    known = page.register_places
    places = [place for place in known if not registers or place[0] in registers]
    numbers = IssuedNumber.objects.of(page.company)
    # Both lead the unique index to the text.
    placed = numbers.filter(
        register__in=sorted({register for register, _scope in places}),
        scope__in=sorted({scope for _register, scope in places}),
    )
    keys: list[int] = []
    # Numbers are written in capitals; one query each, for an "or" would not lead there.
    for text in dict.fromkeys((word, word.upper())):
        beginning = placed.filter(text__startswith=text).order_by()
        keys += beginning.values_list("pk", flat=True)[:MOST]
    if word.isdecimal() and len(word) < 19:
        counted = numbers.filter(value=int(word), line__counters__period=F("period"))
        if registers:
            counted = counted.filter(line__series__register__in=registers)
        keys += counted.order_by().values_list("pk", flat=True)[:MOST]
    return keys


def places_of(company: Company) -> list[tuple[str, str]]:
    """The registers of a company with the periods in which their texts repeat."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"company": company.pk})
        return [(register, scope) for register, scope in cursor.fetchall()]


def search(page: ListPage, rows: QuerySet[Any], words: Sequence[str]) -> Found:
    """Ask every question of the list, and look for any part of its texts in its newest rows."""
    newest = rows.order_by(*page.ordering).values("pk")
    model = rows.model._default_manager
    paths = [
        path
        for path in page.search
        # Several words may be found in several places together.
        if len(words) > 1 or not any(question.answers(path) for question in page.questions)
    ]
    among_newest = model.filter(pk__in=newest[:NEWEST]).filter(parts(paths, words)).order_by()
    asked = [among_newest]
    for question in page.questions:
        # Where there are more than are taken, the newest are.
        asked.append(question.asked(page, rows, words).order_by(*page.ordering))
    keys: dict[int, None] = {}
    more = False
    for one in asked:
        found = list(one.values_list("pk", flat=True)[: MOST + 1])
        more = more or len(found) > MOST
        keys |= dict.fromkeys(found[:MOST])
    is_long = newest[NEWEST : NEWEST + 1].exists()
    return Found(list(keys), more, is_long)
