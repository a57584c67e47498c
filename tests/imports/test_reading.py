"""Reading files as other programs write them: alphabets, delimiters, workbooks, cells."""

from __future__ import annotations

import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation

from numbering.cells import CellError, as_amount, as_day, as_flag, as_text
from numbering.exceptions import FileUnreadable
from orders.imports import tables
from orders.imports.columns import read_content
from orders.imports.items import COLUMNS
from orders.imports.tables import read_table
from tests.imports.files import csv_of, workbook_of

D = Decimal


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_alphabets_and_delimiters(delimiter, encoding):
    content = csv_of(["name", "town"], ["Træ", "Århus"], delimiter=delimiter, encoding=encoding)

    table = read_table(content)

    assert table.heads == ("name", "town")
    assert [row.cells for row in table.rows] == [("Træ", "Århus")]


def test_rows_are_counted_as_a_spreadsheet_counts():
    content = b'name,text\n\n"two\nlines",x\n,\nlast,y\n'

    assert [(row.number, row.cells[0]) for row in read_table(content).rows] == [
        (3, "two\nlines"),
        (6, "last"),
    ]


def test_a_line_that_tells_the_delimiter_is_no_row():
    table = read_table(b"sep=;\nname;text\na,b;c")

    assert (table.heads, table.rows[0].number) == (("name", "text"), 3)


def test_what_our_own_files_guard_from_spreadsheets_is_read_as_it_was():
    table = read_table(b"name\n'=1+1\n'-A\n'tis\n'@x")

    assert [row.cells[0] for row in table.rows] == ["=1+1", "-A", "'tis", "@x"]


def test_a_workbook_keeps_numbers_days_and_zeros_in_front():
    day = datetime.date(2026, 11, 21)
    content = workbook_of(
        ["number", "price", "date", "active", "text"],
        [10001, 12.5, day, True, " a "],
        [],
        [12, 0.1 + 0.2, None, None, "=1+1"],
        formats={"A4": "00000"},
    )

    table = read_table(content)

    assert [(row.number, row.cells) for row in table.rows] == [
        (2, (D(10001), D("12.5"), day, True, "a")),
        (4, ("00012", D("0.3"))),
    ]
    assert as_text(table.rows[0].cells[0]) == "10001"


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\n ,\n", "The file is empty"),
        (b"name,text\n", "no rows beneath"),
        (b"\xd0\xcf\x11\xe0old", "old kind (.xls)"),
        (b"PK\x03\x04broken", "cannot be read"),
        (packed(a=b"x"), "cannot be read"),
        (b"\x00\x01\x02", "neither a CSV file nor a workbook"),
        (b"name\n" + b"x" * 200_000, "Row 2 cannot be read"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_files_that_cannot_be_read_are_told_in_words(content, sentence):
    with pytest.raises(FileUnreadable, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        read_table(content)


def test_more_rows_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert len(read_table(b"name\na\nb").rows) == 2

    with pytest.raises(FileUnreadable, match="more than 2 rows"):
        read_table(b"name\na\nb\nc")


def test_a_workbook_that_unpacks_to_more_than_it_says_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "_MOST_UNPACKED", 1000)

    with pytest.raises(FileUnreadable, match="too large"):
        read_table(packed(big=b"0" * 2000))


def test_a_workbook_cannot_make_the_server_read_other_files():
    content = BytesIO(workbook_of(["name"], ["Acme"]))
    with ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = b'<!DOCTYPE worksheet [<!ENTITY other SYSTEM "file:///etc/passwd">]>'
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"Acme", b"&other;")
    parts["xl/worksheets/sheet1.xml"] = entity + sheet

    with pytest.raises(FileUnreadable, match="cannot be read"):
        read_table(packed(**parts))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", D(12)),
        ("12,5", D("12.5")),
        ("12.5", D("12.5")),
        ("1.234,5", D("1234.5")),
        ("1,234.5", D("1234.5")),
        ("1 234,50", D("1234.5")),
        ("1’234.50", D("1234.5")),
        ("1.234.567", D(1234567)),
        ("1,234,567", D(1234567)),
        ("0,125", D("0.125")),
        ("1,2340", D("1.234")),
        ("-3", D(-3)),
        ("\u22123,5", D("-3.5")),
        (",5", D("0.5")),
        ("12.", D(12)),
        ("", None),
        (D("1.234"), D("1.234")),
    ],
)
def test_amounts(typed, amount):
    assert as_amount(typed) == amount


@pytest.mark.parametrize(
    "typed",
    ["1,234", "1.234", "12.345", "abc", "1e3", "1.2.3", "1,2,3.4", "NaN", "--1", ".", "1 %"],
)
def test_what_is_no_amount_or_could_be_two_is_refused(typed):
    with pytest.raises(CellError):
        as_amount(typed)


@pytest.mark.parametrize("typed", ["2026-11-21", "21.11.2026", "21-11-2026"])
def test_days(typed):
    assert as_day(typed) == datetime.date(2026, 11, 21)


@pytest.mark.parametrize("typed", ["11/21/2026", "2026-13-01", "tomorrow", "31.4.2026"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(CellError, match="2026-11-21"):
        as_day(typed)


def test_yes_and_no_in_the_languages_of_the_house():
    with translation.override("de"):
        assert [as_flag(word) for word in ("Ja", "nein", "X", "0", "kyllä", "", True)] == [
            *(True, False, True, False, True),
            *(None, True),
        ]


def test_heads_are_known_by_our_names_and_those_of_the_page_in_any_case():
    content = read_content(read_table(b"ITEM_NUMBER,Text,Tax rate,Colour\n1,a,25,red"), COLUMNS)

    assert content.rows[0].values == {"number": "1", "text": "a", "tax_rate": "25"}
    assert content.notices[0].startswith(
        "Left out, for these columns are not known: “Colour”. Known are: item number, text"
    )


@pytest.mark.parametrize(
    ("heads", "sentence"),
    [
        ("text,name", "The columns “text” and “name” mean the same"),
        ("colour,size", "The first row must hold the names of the columns"),
    ],
)
def test_heads_that_make_no_sense(heads, sentence):
    with pytest.raises(FileUnreadable, match=sentence):
        read_content(read_table(f"{heads}\na,b".encode()), COLUMNS)
