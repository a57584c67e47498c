"""ew01: easyWinArt's 22 ranges as after its installation."""

from __future__ import annotations

import pytest

from numbering.exceptions import ManualNumberNotAllowed, NumberOutOfRange
from numbering.models import Company, CounterJump
from numbering.presets import load_preset
from numbering.services import claim, completeness, find_series, number_entry, release, series_for
from tests.numbering.helpers import attempt
from tests.presets.helpers import TODAY, drawn, only_line

OPEN = 999999999

# The table "Standard-Einstellungen nach der Installation": begin, end, current, fill gaps.
RANGES = [
    ("Adresse", "address", 100, OPEN, 100, False),
    ("Debitoren", "customer", 10000, 69999, 10000, True),
    ("Kreditoren", "supplier", 70000, 99999, 70000, True),
    ("Projekte", "project", 1000, OPEN, 1000, False),
    ("Kommissionen", "commission", 1000, OPEN, 1000, False),
    ("Belege", "voucher", 1000, OPEN, 1000, False),
    ("Angebote", "sales_quote", 10000, OPEN, 10000, False),
    ("Aufträge", "sales_order", 20000, OPEN, 20000, False),
    ("Lieferscheine", "delivery", 30000, OPEN, 30000, False),
    ("Rück-Lieferungen", "return_delivery", 40000, OPEN, 40000, False),
    ("Rechnungen", "invoice", 50000, OPEN, 50000, True),
    ("Gutschriften", "credit_note", 60000, OPEN, 60000, True),
    ("Verkaufs-Reklamationen", "sales_complaint", 70000, OPEN, 70000, False),
    ("Anfragen", "purchase_enquiry", 1000, OPEN, 1000, False),
    ("Bestellungen", "purchase_order", 2000, OPEN, 2000, False),
    ("Bestell-Lieferungen", "purchase_delivery", 3000, OPEN, 3000, False),
    ("Bestell-Rück-Lieferungen", "purchase_return_delivery", 4000, OPEN, 4000, False),
    ("Verbindlichkeiten", "liability", 5000, OPEN, 5000, False),
    ("Bestell-Gutschriften", "purchase_credit_note", 6000, OPEN, 6000, False),
    ("Einkaufs-Reklamationen", "purchase_complaint", 7000, OPEN, 7000, False),
    ("Fertigungsaufträge", "production_order", 0, OPEN, 0, False),
    ("Artikelnummer", "item", 100, OPEN, 100, False),
]


@pytest.fixture
def company(empty_company: Company) -> Company:
    load_preset("easywinart", company=empty_company)
    return empty_company


def test_ew01_all_22_ranges_are_the_standard_ones(company: Company) -> None:
    """Begin, end, current and fill gaps; each line reaches from begin to end."""
    installed = []
    for name, kind, *_rest in RANGES:
        line = only_line(company, kind)
        assert line.last_number is not None
        assert (line.restart, line.increment, line.starting_date) == ("never", 1, None)
        current = line.counters.get().next_value - 1
        fills = line.gap_policy == "fill_gaps"
        assert fills or line.gap_policy == "gaps_allowed"
        installed.append((name, kind, line.first_number, line.last_number, current, fills))
    assert installed == RANGES
    assert company.assignments.count() == 22


def test_ew01_the_first_number_drawn_is_one_above_begin(company: Company) -> None:
    texts = {kind: [drawn(company, kind), drawn(company, kind)] for _name, kind, *_rest in RANGES}
    assert texts == {row[1]: [str(row[2] + 1), str(row[2] + 2)] for row in RANGES}


def test_ew01_the_begin_is_no_missing_number(company: Company) -> None:
    for _name, kind, *_rest in RANGES:
        drawn(company, kind)
        report = completeness(series_for(company, kind))
        assert report.is_complete
        assert [(hole.count, bool(hole.cause)) for hole in report.holes] == [(1, True)]


def test_ew01_the_step_over_the_begin_is_documented(company: Company) -> None:
    jump = CounterJump.objects.get(line=only_line(company, "invoice"))
    assert (jump.from_value, jump.to_value) == (50000, 50001)
    assert "one above the begin" in jump.reason


@pytest.mark.parametrize(
    ("kind", "begin", "end"), [("customer", 10000, 69999), ("supplier", 70000, 99999)]
)
def test_ew01_a_typed_number_lies_from_begin_to_end(
    company: Company, kind: str, begin: int, end: int
) -> None:
    series = series_for(company, kind)
    for value in (begin, begin + 2, end):
        number = claim(str(value), company=company, kind=kind, on=TODAY, series=series)
        assert (str(number), number.value) == (str(value), value)
    for outside in (begin - 1, end + 1):
        with pytest.raises(NumberOutOfRange), attempt():
            claim(str(outside), company=company, kind=kind, on=TODAY, series=series)
    # The counter draws around what was typed.
    assert [drawn(company, kind) for _ in range(2)] == [str(begin + 1), str(begin + 3)]
    report = completeness(series)
    assert (report.is_complete, report.holes) == (True, [])


def test_ew01_a_begin_that_was_typed_and_given_back_fills_the_gap(company: Company) -> None:
    """The smallest freed number between begin and end and below current is used first."""
    series = series_for(company, "customer")
    begin = claim("10000", company=company, kind="customer", on=TODAY, series=series)
    assert drawn(company, "customer") == "10001"
    release(begin)
    assert [drawn(company, "customer") for _ in range(2)] == ["10000", "10002"]


def test_ew01_documents_take_no_typed_numbers(company: Company) -> None:
    series = series_for(company, "invoice")
    with pytest.raises(ManualNumberNotAllowed), attempt():
        claim("50007", company=company, kind="invoice", on=TODAY, series=series)
    assert number_entry(company, "invoice", on=TODAY).mode == "hidden"


def test_ew01_item_numbers_may_be_changed_to_anything(company: Company) -> None:
    series = series_for(company, "item")
    assert number_entry(company, "item", on=TODAY).next_number == "101"
    assert str(claim("CHAIR-7", company=company, kind="item", on=TODAY, series=series))


def test_ew01_invoices_and_credit_notes_are_registers_of_their_own(company: Company) -> None:
    """60000 upwards lies in both ranges."""
    invoices, credit_notes = series_for(company, "invoice"), series_for(company, "credit_note")
    assert (invoices.register, credit_notes.register) == ("invoice", "credit_note")


def test_ew01_switches_of_the_company_stay_and_are_told(empty_company: Company) -> None:
    empty_company.same_series_for_credit_notes = True
    empty_company.ledger_account_digits = 5
    empty_company.save()
    report = load_preset("easywinart", company=empty_company)
    empty_company.refresh_from_db()

    assert empty_company.same_series_for_credit_notes
    assert not empty_company.automatic_item_numbers
    assert find_series(empty_company, "credit_note") is None
    assert len(report.made) == 21
    told = "\n".join(report.left_out)
    assert "Credit notes: the company numbers them in the same series as invoices" in told
    assert "Item numbers are proposed once that is switched on" in told
    assert "customer and supplier numbers must have 6" in told


def test_ew01_a_usual_company_is_told_of_item_numbers_only(empty_company: Company) -> None:
    empty_company.automatic_item_numbers = True
    empty_company.save()
    assert load_preset("easywinart", company=empty_company).left_out == []
