"""Items in files: new, changed and unchanged ones, typed and drawn numbers, all or nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from numbering.choices import GapPolicy
from numbering.models import Counter, IssuedNumber, NumberEvent
from numbering.services import assign_series, create_series, peek
from orders.models import Item
from tests.factories import DAY, ItemFactory, TaxRateFactory, usual_rate
from tests.imports.files import numbers, problems, run

HEAD = "item number,text,unit,price,tax code,active,kept in stock"


@pytest.fixture
def series(company):
    """Item numbers A1, A2, …; others may be typed."""
    found = create_series(company, "ITEMS", register="item", start="A1", manual_numbers=True)
    assign_series(company, "item", found)
    return found


def test_new_items_get_the_numbers_of_the_file_and_missing_ones_are_drawn(company, clerk, series):
    report = run(
        company, clerk, "items", [HEAD, ",Plank,m,12.50,25,yes,yes", "A1,Beam,pcs,99,25,no,no"]
    )

    assert report.is_done
    assert report.summary == "2 new"
    assert numbers(report) == ["A2", "A1"]
    assert list(report.drawn()) == [("item number", "A2", "A2", 1)]
    plank, beam = Item.objects.order_by("pk")
    assert (str(plank.number), plank.price, plank.unit) == ("A2", Decimal("12.5"), "m")
    assert (str(beam.number), beam.is_active, beam.is_stocked) == ("A1", False, False)
    assert (beam.number.origin, beam.created_by) == ("imported", clerk)


def test_a_stored_item_is_found_by_its_number_and_each_change_is_told(company, clerk, series):
    item = ItemFactory(company=company, text="Plank", price=Decimal(100), unit="pcs")
    same = ItemFactory(company=company, text="Beam")

    rows = ["number;text;price", f"{item.number};Oak plank;12,50", f"{same.number};Beam;100"]
    dry = run(company, clerk, "items", rows, dry_run=True)
    report = run(company, clerk, "items", rows, expected=dry.fingerprint)

    changes = [(one.label, one.old, one.new) for one in dry.entries[0].changes]
    assert changes == [("Text", "Plank", "Oak plank"), ("Price", "100", "12.5")]
    assert dry.summary == report.summary == "1 changed, 1 unchanged"
    item.refresh_from_db()
    assert (item.text, item.price, item.unit) == ("Oak plank", Decimal("12.5"), "pcs")
    same.refresh_from_db()
    assert (item.version, same.version) == (2, 1)


def test_an_empty_cell_empties_a_text_and_leaves_what_cannot_be_empty(company, clerk):
    item = ItemFactory(company=company, unit="pcs", price=Decimal(7), is_active=False)

    run(company, clerk, "items", [HEAD, f"{item.number},{item.text},,,,,"])

    item.refresh_from_db()
    assert (item.unit, item.price, item.is_active) == ("", 7, False)
    assert item.tax_rate == usual_rate(company)


def test_with_one_mistake_nothing_is_saved(company, clerk, series):
    TaxRateFactory(company=company, code="12")
    stored = ItemFactory(company=company, text="Plank")
    before = (IssuedNumber.objects.count(), Item.objects.count())

    report = run(
        company,
        clerk,
        "items",
        [
            HEAD,
            f"{stored.number},Other,,1,25,,",
            ",Good,,1,25,,",
            ",,,1,25,,",
            "",
            "B7,Bad,,abc,99,perhaps,",
            ",No rate,,1,,,",
            f"{stored.number},Again,,1,25,,",
            ",Long,unit of eleven,1,25,,",
        ],
    )

    assert not report.is_done
    assert report.summary == "1 new, 1 changed, 5 with errors"
    assert problems(report) == [
        (4, "text", "This field cannot be blank."),
        (6, "price", "“abc” is not a number."),
        (6, "active", "“perhaps” is neither yes nor no: write yes or no."),
        (6, "tax code", "There is no tax code “99”: write one of 12, 25."),
        (7, "tax code", "Write a tax code: one of 12, 25."),
        (8, "item number", f"Row 2 has {stored.number} already: one of the two is too many."),
        (9, "unit", "Ensure this value has at most 10 characters (it has 14)."),
    ]
    stored.refresh_from_db()
    assert (stored.text, stored.version) == ("Plank", 1)
    assert (IssuedNumber.objects.count(), Item.objects.count()) == before


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("x" * 21, "20 at most"), ("1 2", "no spaces"), ("A7", "is taken already (Items of")],
)
def test_a_number_that_cannot_be_claimed_is_told_at_its_row(
    company, clerk, series, number, sentence
):
    gone = ItemFactory(company=company, typed_number="A7")
    Item.objects.filter(pk=gone.pk).update(number=None)

    report = run(company, clerk, "items", [HEAD, ",Good,,1,25,,", f"{number},Bad,,1,25,,"])

    ((row, column, told),) = problems(report)
    assert (row, column) == (3, "item number")
    assert sentence in told
    assert Item.objects.count() == 1


@pytest.mark.parametrize("policy", GapPolicy)
def test_a_dry_run_consumes_nothing(company, clerk, policy):
    series = create_series(
        company, "NEW", register="item", start="A1", gap_policy=policy, manual_numbers=True
    )
    assign_series(company, "item", series)
    ItemFactory(company=company)
    rows = [HEAD, ",Plank,,1,25,,", ",Beam,,1,25,,", "A3,Typed,,1,25,,"]

    def everything():
        return (
            list(IssuedNumber.objects.order_by("pk").values()),
            list(Counter.objects.order_by("pk").values()),
            NumberEvent.objects.count(),
            list(Item.objects.order_by("pk").values()),
            peek(series, on=DAY),
        )

    before = everything()
    report = run(company, clerk, "items", rows, dry_run=True)

    assert numbers(report) == ["A2", "A4", "A3"]
    assert (report.is_done, report.is_to_do) == (False, True)
    assert everything() == before
    assert numbers(run(company, clerk, "items", rows)) == ["A2", "A4", "A3"]
    assert peek(series, on=DAY) == "A5"


def test_a_series_that_is_used_up_is_told_at_each_row_without_a_number(company, clerk):
    series = create_series(company, "FEW", register="item", start="A1", end="A1")
    assign_series(company, "item", series)

    report = run(company, clerk, "items", [HEAD, ",One,,1,25,,", ",Two,,1,25,,"], dry_run=True)

    ((row, column, told),) = problems(report)
    assert (row, column) == (3, "item number")
    assert "is used up" in told


def test_what_changed_since_the_dry_run_is_looked_at_again(company, clerk):
    item = ItemFactory(company=company, text="Plank")
    rows = [HEAD, f"{item.number},Oak plank,,1,25,,"]
    agreed = run(company, clerk, "items", rows, dry_run=True).fingerprint
    Item.objects.filter(pk=item.pk).update(unit="cm")

    report = run(company, clerk, "items", rows, expected=agreed)

    assert not report.is_done
    assert Item.objects.get().text == "Plank"
    assert run(company, clerk, "items", rows, expected=report.fingerprint).is_done


def test_a_series_that_runs_low_is_told_once(company, clerk):
    series = create_series(company, "LOW", register="item", start="A1", end="A9", warning="A2")
    assign_series(company, "item", series)

    report = run(company, clerk, "items", [HEAD, *[f",Item {one},,1,25,," for one in range(4)]])

    assert report.warnings == ["The number series LOW runs low: 5 numbers are left."]
