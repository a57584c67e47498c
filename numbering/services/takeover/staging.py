"""The rows of a file in a temporary table of the database: compared and imported set by set.

So a million rows need little memory, and a few statements find every clash among them and with
the register. The tables belong to this connection alone; nobody else waits while they are filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Min

from numbering.choices import Origin, State
from numbering.models import Company, IssuedNumber

_BATCH = 5_000
_COLUMNS = (
    *("row_no", "register", "text", "scope", "kind", "series_id", "line_id", "period", "value"),
    *("document_date", "reference", "party", "party_number", "their_reference", "amount"),
    *("currency", "note"),
)
_COLLATED = 'COLLATE "C"'
_TABLE = """
CREATE TEMPORARY TABLE takeover_row (
  row_no integer PRIMARY KEY, register varchar(40) NOT NULL, text varchar(20) {c} NOT NULL,
  scope varchar(7) NOT NULL, kind varchar(40) NOT NULL, series_id bigint, line_id bigint,
  period varchar(7) NOT NULL, value bigint, document_date date NOT NULL,
  reference varchar(80) NOT NULL, party varchar NOT NULL, party_number varchar NOT NULL,
  their_reference varchar NOT NULL, amount decimal, currency varchar NOT NULL, note varchar NOT NULL
)
"""
_LINKS = """
CREATE TEMPORARY TABLE takeover_link (row_no integer PRIMARY KEY, position bigint, hash {bytes})
"""
_INDEXES = (
    "CREATE INDEX takeover_row_text ON takeover_row (register, text)",
    "CREATE INDEX takeover_row_value ON takeover_row (line_id, period, value)",
)
# An earlier row with this number: of the same period, or one of them is of no period at all.
_REPEATED = """
SELECT row_no, text, of_scope, of_all, of_none, scope FROM (
  SELECT row_no, text, scope,
    MIN(row_no) OVER (PARTITION BY register, text, scope) AS of_scope,
    MIN(row_no) OVER (PARTITION BY register, text) AS of_all,
    MIN(CASE WHEN scope = '' THEN row_no END) OVER (PARTITION BY register, text) AS of_none
  FROM takeover_row
  WHERE (register, text) IN (
    SELECT register, text FROM takeover_row GROUP BY register, text HAVING COUNT(*) > 1
  )
) AS repeated
WHERE of_scope < row_no OR of_none < row_no OR (scope = '' AND of_all < row_no)
ORDER BY row_no
"""
# In this order on SQLite, so that the register's unique index is walked down for each row.
_KNOWN = """
CREATE TEMPORARY TABLE takeover_known AS
SELECT s.row_no, MIN(i.id) AS issued_id
FROM takeover_row AS s CROSS JOIN takeover_scope AS c CROSS JOIN numbering_issuednumber AS i
WHERE c.register = s.register AND (s.scope = '' OR c.scope = '' OR c.scope = s.scope)
  AND i.company_id = %s AND i.register = c.register AND i.scope = c.scope AND i.text = s.text
GROUP BY s.row_no
"""
_THERE = "i.origin = 'imported' AND i.kind = s.kind AND i.document_date = s.document_date"
_MET = (
    "FROM takeover_known AS k JOIN takeover_row AS s ON s.row_no = k.row_no"
    " JOIN numbering_issuednumber AS i ON i.id = k.issued_id"
)
_NEW = (
    "FROM takeover_row AS s LEFT JOIN takeover_known AS k ON k.row_no = s.row_no"
    " WHERE k.row_no IS NULL"
)
_ISSUE = f"""
INSERT INTO numbering_issuednumber (company_id, register, text, scope, series_id, repetition,
  line_id, period, value, kind, document_date, issued_at, issued_by_id, origin, state, reason,
  reference, chain_position, chain_hash)
SELECT %s, s.register, s.text, s.scope, s.series_id, 0, s.line_id, s.period, s.value, s.kind,
  s.document_date, {{at}}, %s, '{Origin.IMPORTED}', '{State.IN_USE}', '', s.reference, l.position,
  l.hash
FROM takeover_row AS s LEFT JOIN takeover_known AS k ON k.row_no = s.row_no
  LEFT JOIN takeover_link AS l ON l.row_no = s.row_no
WHERE k.row_no IS NULL ORDER BY s.row_no
"""
# One for each, even if the file tells but its date: so it is a document that holds the number.
_HEADS = """
INSERT INTO numbering_olddocument (company_id, number_id, date, party, party_number, reference,
  amount, currency, text)
SELECT i.company_id, i.id, s.document_date, s.party, s.party_number, s.their_reference, s.amount,
  s.currency, s.note
FROM takeover_row AS s LEFT JOIN takeover_known AS k ON k.row_no = s.row_no
  JOIN numbering_issuednumber AS i ON i.company_id = %s AND i.register = s.register
    AND i.scope = s.scope AND i.text = s.text AND i.repetition = 0
WHERE k.row_no IS NULL ORDER BY i.id
"""


class Staging:
    """The staged rows and the questions that are asked of them."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """Stage a row."""
        self._waiting.append(row)
        if len(self._waiting) >= _BATCH:
            self._write()

    def finish(self) -> None:
        """Call after the last row."""
        self._write()
        _run(*_INDEXES)
        if connection.vendor == "postgresql":
            _run("ANALYZE takeover_row")

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if connection.vendor == "sqlite":
            adapt, place = connection.ops.adapt_decimalfield_value, _COLUMNS.index("amount")
            rows = [(*row[:place], adapt(row[place]), *row[place + 1 :]) for row in rows]
        _insert("takeover_row", _COLUMNS, rows)

    def repeated(self, most: int) -> tuple[int, list[tuple[int, str, int]]]:
        """How many rows have a number that an earlier one has; the first of them, and which."""
        count = _asked(f"SELECT COUNT(*) FROM ({_REPEATED}) AS all_of_them")[0][0]
        if not count:
            return 0, []
        return count, [
            (number, text, of_all if scope == "" else min(of_scope, of_none or of_scope))
            for number, text, of_scope, of_all, of_none, scope in _asked(
                f"{_REPEATED} LIMIT {most:d}"
            )
        ]

    def compare(self, company: Company) -> None:
        """Find which rows are in the register already; again whenever that may have changed."""
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS takeover_known")
            cursor.execute("DROP TABLE IF EXISTS takeover_scope")
            cursor.execute(
                "CREATE TEMPORARY TABLE takeover_scope (register varchar(40), scope varchar(7))"
            )
            cursor.execute("SELECT DISTINCT register FROM takeover_row ORDER BY register")
            for (register,) in cursor.fetchall():
                for scope in _scopes(company, register):
                    cursor.execute("INSERT INTO takeover_scope VALUES (%s, %s)", [register, scope])
            cursor.execute(_KNOWN, [company.pk])
            cursor.execute("CREATE UNIQUE INDEX takeover_known_row ON takeover_known (row_no)")
            if connection.vendor == "postgresql":
                cursor.execute("ANALYZE takeover_known")

    def there(self, most: int) -> tuple[int, list[str]]:
        """How many were taken over before, just as they are in the file; the first of them."""
        count = _asked(f"SELECT COUNT(*) {_MET} WHERE {_THERE}")[0][0]
        first = f"SELECT s.text {_MET} WHERE {_THERE} ORDER BY s.row_no LIMIT {most:d}"
        return count, [text for (text,) in _asked(first)] if count else []

    def taken(self, most: int) -> tuple[int, list[tuple[int, int]]]:
        """How many numbers are something else here already; the first rows, and by what key."""
        count = _asked(f"SELECT COUNT(*) {_MET} WHERE NOT ({_THERE})")[0][0]
        first = (
            f"SELECT s.row_no, i.id {_MET} WHERE NOT ({_THERE}) ORDER BY s.row_no LIMIT {most:d}"
        )
        return count, _asked(first) if count else []

    def stretches(self) -> list[tuple[int, str, int, int, int, int]]:
        """By line and period: how many are new, how many values, the lowest and the highest."""
        return _asked(
            "SELECT s.line_id, s.period, COUNT(*), COUNT(DISTINCT s.value), MIN(s.value),"
            f" MAX(s.value) {_NEW} AND s.line_id IS NOT NULL GROUP BY s.line_id, s.period"
            " ORDER BY s.line_id, s.period"
        )

    def text_of(self, line_id: int, period: str, value: int) -> str:
        """A number of a line by its value."""
        return str(
            _asked(
                "SELECT text FROM takeover_row WHERE line_id = %s AND period = %s AND value = %s"
                " ORDER BY row_no LIMIT 1",
                [line_id, period, value],
            )[0][0]
        )

    def loose(self) -> list[tuple[str, str, int, str, str]]:
        """New numbers that no line can print, by kind: how many, the first and the last."""
        groups = _asked(
            f"SELECT s.register, s.kind, COUNT(*), MIN(s.row_no), MAX(s.row_no) {_NEW}"
            " AND s.line_id IS NULL GROUP BY s.register, s.kind ORDER BY s.register, s.kind"
        )
        return [
            (register, kind, count, self._at(first), self._at(last))
            for register, kind, count, first, last in groups
        ]

    def _at(self, row: int) -> str:
        return str(_asked("SELECT text FROM takeover_row WHERE row_no = %s", [row])[0][0])

    def series(self) -> list[int]:
        """The series that the numbers belong to, in the order in which they are locked."""
        rows = _asked("SELECT DISTINCT series_id FROM takeover_row WHERE series_id IS NOT NULL")
        return sorted(key for (key,) in rows)

    def new_of_lines(self) -> Iterator[list[Any]]:
        """What a link hashes of the new numbers that lines could print, in the file's order."""
        last = 0
        while rows := _asked(
            "SELECT s.row_no, s.line_id, s.period, s.register, s.text, s.scope, s.series_id,"
            f" s.value, s.kind, s.document_date, s.reference {_NEW} AND s.line_id IS NOT NULL"
            f" AND s.row_no > %s ORDER BY s.row_no LIMIT {_BATCH:d}",
            [last],
        ):
            yield rows
            last = rows[-1][0]

    def link(self, links: Sequence[tuple[Any, ...]]) -> None:
        """Stage the links of numbers: row, position, hash."""
        _insert("takeover_link", ("row_no", "position", "hash"), links)

    def issue(self, company: Company, *, at: datetime, by_id: int | None) -> None:
        """Enter the new numbers into the register, in the order of the file, with their heads."""
        mark = "CAST(%s AS timestamp with time zone)" if connection.vendor == "postgresql" else "%s"
        moment = connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            cursor.execute(_ISSUE.format(at=mark), [company.pk, moment, by_id])
            cursor.execute(_HEADS, [company.pk])


@contextmanager
def staging() -> Iterator[Staging]:
    """An empty staging; what is in it is gone at the end."""
    _clear()
    is_postgresql = connection.vendor == "postgresql"
    _run(
        _TABLE.format(c=_COLLATED if is_postgresql else ""),
        _LINKS.format(bytes="bytea" if is_postgresql else "blob"),
    )
    try:
        yield Staging()
    finally:
        with suppress(DatabaseError):  # of a transaction that failed: it takes them along
            _clear()


def _clear() -> None:
    _run(*(f"DROP TABLE IF EXISTS takeover_{name}" for name in ("known", "scope", "link", "row")))


def _scopes(company: Company, register: str) -> Iterator[str]:
    """The periods in which texts of a register repeat: few, each one step down the index."""
    numbers = IssuedNumber.objects.of(company).filter(register=register).order_by()
    scope = numbers.aggregate(least=Min("scope"))["least"]
    while scope is not None:
        yield scope
        scope = numbers.filter(scope__gt=scope).aggregate(least=Min("scope"))["least"]


def _insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _asked(statement: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
