"""nw09: numbers of an old system are taken over, with a dry run, and next numbers behind them."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from numbering.choices import Origin
from numbering.models import CounterJump, IssuedNumber, OldDocument
from numbering.services import claim, completeness, draw, peek
from numbering.services.verification import chains_of, verify_chain
from numbering.triggers import lifted
from tests.numbering.chaining import all_whole
from tests.takeover.conftest import faults

DAY = datetime.date(2026, 11, 21)
HEAD = "Rechnungsnr;Belegart;Datum;Kunde;Referenz;Betrag;Währung"


def invoice(number: str, day: str = "2025-03-01", rest: str = "Acme;PO 7;1250,50;EUR") -> str:
    return f"{number};invoice;{day};{rest}"


def test_nw09_old_numbers_are_imported_and_the_next_one_is_behind_them(run, invoices):
    report = run([HEAD, invoice("RE-00001"), invoice("RE-00004"), invoice("RE-00005")])

    assert (report.is_done, report.new, report.rows) == (True, 3, 3)
    number = IssuedNumber.objects.get(text="RE-00004")
    assert (number.origin, number.kind, number.value) == (Origin.IMPORTED, "invoice", 4)
    assert (number.document_date, number.series) == (datetime.date(2025, 3, 1), invoices)
    with transaction.atomic():
        assert str(draw(invoices, on=DAY)) == "RE-00006"


def test_nw09_a_dry_run_tells_all_and_changes_nothing(run, invoices):
    report = run([HEAD, invoice("RE-00003"), invoice("RE-00010"), invoice("old/7")], dry_run=True)

    (stretch,), (loose,) = report.stretches, report.loose
    assert (stretch.count, stretch.missing) == (2, 6)
    assert (stretch.lowest, stretch.highest) == ("RE-00003", "RE-00010")
    assert (stretch.next_now, stretch.next_then) == ("RE-00001", "RE-00011")
    assert (loose.kind, loose.count, loose.first) == ("invoice", 1, "old/7")
    assert not report.is_done
    assert not IssuedNumber.objects.exists()
    assert peek(invoices, on=DAY) == "RE-00001"


def test_nw09_what_the_old_system_left_out_is_no_alarm_and_says_so(run, invoices, administrator):
    run([HEAD, invoice("RE-00003"), invoice("RE-00007")])
    with transaction.atomic():
        draw(invoices, on=DAY)

    report = completeness(invoices)

    assert report.is_complete
    assert [(hole.first, hole.last) for hole in report.holes] == [
        ("RE-00001", "RE-00002"),
        ("RE-00004", "RE-00006"),
    ]
    assert all("Before takeover" in hole.cause for hole in report.holes)
    jump = CounterJump.objects.get()
    assert (jump.by, jump.from_number, jump.to_number) == (administrator, "RE-00001", "RE-00008")
    assert "old.csv" in CounterJump.history.get().reason


def test_nw09_the_next_number_never_goes_back(run, invoices):
    with transaction.atomic():
        claim("RE-00500", company=invoices.company, kind="invoice", on=DAY)
    run([HEAD, invoice("RE-00600")])
    report = run([HEAD, invoice("RE-00020")])

    assert not report.stretches[0].moves
    assert peek(invoices, on=DAY) == "RE-00601"


def test_nw09_the_next_number_steps_over_what_is_typed_behind_the_highest(run, invoices):
    with transaction.atomic():
        claim("RE-00011", company=invoices.company, kind="invoice", on=DAY)

    report = run([HEAD, invoice("RE-00010")])

    assert report.stretches[0].next_then == "RE-00012"
    with transaction.atomic():
        assert str(draw(invoices, on=DAY)) == "RE-00012"


def test_nw09_twice_is_once(run, invoices):
    lines = [HEAD, invoice("RE-00001"), invoice("RE-00002")]
    run(lines)
    report = run(lines)

    assert (report.is_done, report.new, report.there) == (False, 0, 2)
    assert report.there_texts == ["RE-00001", "RE-00002"]
    assert IssuedNumber.objects.count() == OldDocument.objects.count() == 2
    again = run([*lines, invoice("RE-00003")])
    assert (again.is_done, again.new, again.there) == (True, 1, 2)


def test_nw09_the_heads_of_documents_are_kept_and_never_change(run, invoices):
    run([HEAD, invoice("RE-00001"), "RE-00002;invoice;2025-04-01;;;;"])

    old, bare = OldDocument.objects.order_by("pk")
    assert (str(bare), bare.date, bare.amount) == ("RE-00002", datetime.date(2025, 4, 1), None)
    assert (str(old), old.party, old.reference) == ("RE-00001", "Acme", "PO 7")
    assert (float(old.amount), old.currency) == (1250.5, "EUR")
    for change in (
        lambda: OldDocument.objects.update(party="Other"),
        lambda: OldDocument.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nw09_each_year_has_its_own_numbers_and_its_own_next_one(run, quotes):
    rows = ["number;date", "AN-001;2024-02-01", "AN-002;2024-05-01", "AN-001;2025-02-01"]
    report = run(rows, series="AN")

    assert [(one.period, one.count) for one in report.stretches] == [("2024", 2), ("2025", 1)]
    assert peek(quotes, on=datetime.date(2024, 6, 1)) == "AN-003"
    assert peek(quotes, on=datetime.date(2025, 6, 1)) == "AN-002"
    assert peek(quotes, on=DAY) == "AN-001"
    twice = ["number;date", "AN-009;2023-02-01", "AN-009;2022-05-01", "AN-009;2023-09-01"]
    assert faults(run(twice, series="AN")) == {
        4: "Row 2 has AN-009 already: one of the two is too many."
    }


def test_nw09_every_fault_is_named_and_nothing_is_taken_over(run, company, invoices, quotes, clerk):
    quotes.blocked = True
    quotes.save()
    with transaction.atomic():
        draw(invoices, on=DAY, kind="invoice", by=clerk)
    report = run(
        [
            "number;kind;series;date;amount;currency",
            "RE-00010;invoice;;2025-01-01;1;EUR",
            "RE-00010;invoice;;2025-01-02;;",
            "RE-00001;invoice;;2025-01-02;;",
            ";invoice;;2025-01-02;;",
            "RE 11;invoice;;2025-01-02;;",
            "RE-00000000000000000012;invoice;;2025-01-02;;",
            "RE-00013;parking;;2025-01-02;;",
            "RE-00014;;NONE;2025-01-02;;",
            "RE-00015;invoice;;;;",
            "RE-00016;invoice;;31.02.2025;;",
            "RE-00017;invoice;;1025-01-01;;",
            "AN-018;;AN;2025-01-01;;",
            "RE-00019;invoice;;2025-01-01;1.250;EUR",
            "RE-00020;invoice;;2025-01-01;1;Euro",
            "RE-00021;;;2025-01-01;1;EUR",
        ]
    )

    told = {row: sentence.split(":")[0] for row, sentence in faults(report).items()}
    assert not report.is_done
    assert "drawn by Karl Berg" in faults(report)[4]
    del told[4]
    assert told == {
        3: "Row 2 has RE-00010 already",
        5: "The number is missing.",
        6: "A number has letters, digits and signs, no spaces.",
        7: "“RE-00000000000000000012” has 23 characters; a number has 20 at most.",
        8: "There is no kind or number series “parking” here.",
        9: "There is no kind or number series “NONE” here.",
        10: "The date is missing.",
        11: "“31.02.2025” is no day",
        12: "1025-01-01 is not a document date",
        13: "The number series AN is blocked",
        14: "“1.250” can be read in two ways",
        15: "“EURO” is no currency",
        16: "Tell the kind or the number series of this number.",
    }
    assert IssuedNumber.objects.count() == 1


def test_nw09_a_series_whose_numbers_lie_inside_its_range_takes_no_others(run, invoices):
    invoices.manual_range = "inside"
    invoices.save()

    rows = ["number;date", "X-1;2025-01-01", "RE-00002;2025-01-01"]

    assert faults(run(rows, series="RE")) == {
        2: "X-1 is outside the ranges of the number series RE: RE-00001–RE-99999."
    }
    assert run(rows, kind="invoice").is_done


def test_nw09_what_changed_since_the_dry_run_is_looked_at_again(run, invoices):
    lines = [HEAD, invoice("RE-00001"), invoice("old-2")]
    seen = run(lines, dry_run=True)
    with transaction.atomic():
        draw(invoices, on=DAY)

    assert not run(lines, expected=seen.fingerprint).is_done
    seen = run([HEAD, invoice("RE-00005")], dry_run=True)
    with transaction.atomic():
        draw(invoices, on=DAY)
    assert run([HEAD, invoice("RE-00005")], expected=seen.fingerprint).is_done


def test_nw09_what_was_taken_over_is_chained_like_what_is_drawn(run, invoices, quotes):
    with transaction.atomic():
        draw(invoices, on=DAY)
    run([HEAD, invoice("RE-00007"), invoice("RE-00005"), invoice("old-2")])
    run(["number;date", "AN-001;2024-02-01", "AN-001;2025-02-01"], series="AN")
    with transaction.atomic():
        draw(invoices, on=DAY)
    assert [report.links for report in all_whole(invoices, quotes)] == [1, 1, 4]

    with lifted(connection):
        IssuedNumber.objects.filter(text="RE-00005").update(document_date=DAY)

    reports = [verify_chain(line, period) for line, period in chains_of(invoices.company)]
    assert [one.finding.number for one in reports if one.finding] == ["RE-00005"]


def test_nw09_temporary_tables_are_gone(run, invoices):
    run([HEAD, invoice("RE-00001")])

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM takeover_row")
