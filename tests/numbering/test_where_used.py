"""Where numbers are used: per kind and department, and the series that may be picked instead."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from numbering.exceptions import SeriesNotAssigned, SeriesNotRelated, SetupError
from numbering.kinds import all_kinds
from numbering.models import (
    Company,
    Department,
    IssuedNumber,
    NumberSeries,
    OwnKind,
    SeriesRelation,
)
from numbering.ownkinds import kinds_of, label_of
from numbering.services import (
    assign_series,
    create_series,
    draw,
    find_series,
    number_entry,
    pickable_series,
    series_for,
)
from numbering.services.organisation import delete_own_kind, save_own_kind
from orders.models import Item, TaxRate
from tests.numbering.helpers import TODAY, attempt, nothing_moves

# KeyBalance: quotes, orders, purchase orders, invoices, credit notes, projects, cases, production
# orders, finance vouchers, subscriptions.
KB09 = [
    "sales_quote",
    "sales_order",
    "purchase_order",
    "invoice",
    "credit_note",
    "project",
    "case",
    "production_order",
    "finance_voucher",
    "subscription",
]


def relate(series: NumberSeries, related: NumberSeries) -> None:
    SeriesRelation.objects.create(series=series, related=related)


@pytest.fixture
def items(company: Company) -> list[NumberSeries]:
    """Three series for items: wood is the usual one, from which steel may be picked."""
    wood, steel, glass = (
        create_series(company, code, register="item", start=f"{code[0]}1")
        for code in ("WOOD", "STEEL", "GLASS")
    )
    assign_series(company, "item", wood)
    relate(wood, steel)
    relate(steel, glass)
    return [wood, steel, glass]


@pytest.fixture
def item(company: Company) -> Item:
    rate = TaxRate.objects.create(company=company, code="25", name="25 %", percent=25)
    return Item(company=company, text="Chair", tax_rate=rate)


@pytest.mark.parametrize("kind", sorted({kind.code for kind in all_kinds()}))
def test_bc07_every_kind_can_be_given_a_series(company: Company, kind: str) -> None:
    series = create_series(company, "S", register=kind)
    assert find_series(company, kind) is None
    assign_series(company, kind, series)

    assert series_for(company, kind) == series
    assert draw(series_for(company, kind), on=TODAY, kind=kind).kind == kind
    assign_series(company, kind, None)
    with pytest.raises(SeriesNotAssigned, match="Where numbers are used"):
        series_for(company, kind)


@pytest.mark.parametrize("kind", KB09)
def test_kb09_the_kinds_of_keybalance_are_there(kind: str) -> None:
    assert kind in {one.code for one in all_kinds()}


def test_bc07_a_series_of_another_register_or_company_is_refused(
    company: Company, other_company: Company
) -> None:
    cases = create_series(company, "CASES", register="case")
    theirs = create_series(other_company, "ORDERS", register="order")
    for series in (cases, theirs):
        with pytest.raises(SetupError, match=f"{series.code} does not number Orders") as refused:
            assign_series(company, "sales_order", series)
        assert refused.value.field == "series"
    assert find_series(company, "sales_order") is None


def test_bc07_a_credit_note_may_share_the_series_of_invoices(company: Company) -> None:
    invoices = create_series(company, "INV", register="invoice")
    for kind in ("invoice", "credit_note", "cash_note"):
        assign_series(company, kind, invoices)

    assert {series_for(company, kind) for kind in ("invoice", "credit_note")} == {invoices}


def test_bc08_relations_go_one_way_and_no_further(items: list[NumberSeries]) -> None:
    wood, steel, glass = items

    assert pickable_series(wood) == [wood, steel]
    assert pickable_series(steel) == [steel, glass]
    assert pickable_series(glass) == [glass]


def test_bc08_a_blocked_series_is_not_offered(items: list[NumberSeries]) -> None:
    wood, steel, _glass = items
    NumberSeries.objects.filter(pk=steel.pk).update(blocked=True)

    assert pickable_series(wood) == [wood]


def test_bc08_a_relation_is_there_once_and_never_to_itself(items: list[NumberSeries]) -> None:

    wood, steel, _glass = items
    for related in (steel, wood):
        with pytest.raises(IntegrityError), attempt():
            relate(wood, related)


def test_bc08_the_series_picked_numbers_the_item(items: list[NumberSeries], item: Item) -> None:
    entry = number_entry(item.company, "item", on=TODAY, picked=items[1])
    assert (entry.mode, entry.choices, entry.next_number) == ("pick", tuple(items[:2]), "S1")
    item.pick_series("number", items[1])
    item.save()

    assert str(Item.objects.get().number) == "S1"


def test_bc08_a_series_that_is_not_related_cannot_be_picked(
    items: list[NumberSeries], item: Item
) -> None:
    item.pick_series("number", items[2])
    with (
        nothing_moves(items[2]),
        pytest.raises(SeriesNotRelated, match="GLASS is not related to WOOD: pick another"),
    ):
        item.save()
    item.pick_series("number", items[0])  # a series is always related to itself
    item.save()
    assert str(item.number) == "W1"


def test_kb04_a_department_has_its_own_series(company: Company) -> None:
    general, own = (
        create_series(company, code, register="purchase_order", start=f"{code}-1")
        for code in ("PO", "LAB")
    )
    lab, yard = (
        Department.objects.create(company=company, code=code, name=code) for code in ("L", "Y")
    )
    assign_series(company, "purchase_order", general)
    assign_series(company, "purchase_order", own, department=lab)

    for department, number in ((lab, "LAB-1"), (yard, "PO-1"), (None, "PO-1")):
        entry = number_entry(company, "purchase_order", on=TODAY, department=department)
        assert entry.next_number == number
    assign_series(company, "purchase_order", None, department=lab)
    assert series_for(company, "purchase_order", department=lab) == general


def test_kb04_a_department_alone_may_have_a_series(company: Company) -> None:
    lab = Department.objects.create(company=company, code="L", name="Lab")
    own = create_series(company, "LAB", register="case")
    assign_series(company, "case", own, department=lab)

    assert series_for(company, "case", department=lab) == own
    with pytest.raises(SeriesNotAssigned, match="No number series is set for Cases"):
        series_for(company, "case")


def test_kb04_a_department_of_another_company_is_refused(
    company: Company, other_company: Company
) -> None:
    theirs = Department.objects.create(company=other_company, code="L", name="Lab")
    with pytest.raises(SetupError):
        assign_series(
            company, "case", create_series(company, "S", register="case"), department=theirs
        )


def test_kb05_a_kind_of_ones_own_is_numbered_like_any_other(
    company: Company, other_company: Company
) -> None:
    kind = save_own_kind(OwnKind(company=company, code=" Permit ", name="Permits"))
    series = create_series(company, "PERMIT", register=kind.code, start="P-001")
    assign_series(company, "permit", series)

    assert [one.code for one in kinds_of(company) if one.code == "permit"] == ["permit"]
    assert "permit" not in {one.code for one in kinds_of(other_company)}
    assert label_of(company, "permit") == "Permits"
    number = draw(series_for(company, "permit"), on=date(2026, 1, 1), kind="permit")
    assert (str(number), IssuedNumber.objects.get().register) == ("P-001", "permit")
    with pytest.raises(SetupError, match="Permits has a number series or numbers and stays"):
        delete_own_kind(kind)


@pytest.mark.parametrize("code", ["", "9lives", "a b", "x" * 41, "order", "sales_order", "case"])
def test_kb05_a_code_that_is_malformed_or_taken(company: Company, code: str) -> None:
    with pytest.raises(SetupError) as refused:
        save_own_kind(OwnKind(company=company, code=code, name="Mine"))
    assert refused.value.field == "code"
    assert not OwnKind.objects.exists()


def test_kb05_an_own_kind_that_was_never_used_can_go(company: Company) -> None:
    kind = save_own_kind(OwnKind(company=company, code="permit", name="Permits"))
    delete_own_kind(kind)

    assert not OwnKind.objects.exists()
