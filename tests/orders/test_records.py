"""Records: numbered entries of kinds with and without a model of their own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.choices import Restart, State
from numbering.exceptions import SeriesNotAssigned
from numbering.models import Company, Department, OwnKind
from numbering.services import assign_series, create_series
from numbering.services.organisation import save_own_kind
from orders.entries import RecordData
from orders.exceptions import DocumentChanged, DocumentClosed, EntryErrors
from orders.kinds import RECORD_KINDS
from orders.models import Record
from orders.recordkinds import find_record_kind
from orders.services.closing import cancel_card, close_card, reopen_card
from orders.services.records import save_record
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import DAY, PartyFactory, WinbasCompanyFactory, number_kinds


def data(**changes: Any) -> RecordData:
    return RecordData(**({"title": "Leaking roof", "date": DAY} | changes))


def test_kb09_cases_projects_subscriptions_and_vouchers_each_get_a_number(company: Company) -> None:
    for kind in RECORD_KINDS:
        series = create_series(company, kind.upper(), register=kind, start=f"{kind[:2].upper()}-01")
        assign_series(company, kind, series)

    records = [RecordFactory(company=company, kind=kind) for kind in RECORD_KINDS * 2]

    assert [str(record.number) for record in records] == [
        *("PR-01", "CA-01", "SU-01", "PU-01", "PR-01", "FI-01"),
        *("PR-02", "CA-02", "SU-02", "PU-02", "PR-02", "FI-02"),
    ]
    assert {record.number.kind for record in records} == set(RECORD_KINDS)


def test_kb04_cases_of_two_departments_take_their_own_series(company: Company) -> None:
    north, south, east = (
        Department.objects.create(company=company, code=name.upper(), name=name)
        for name in ("North", "South", "East")
    )
    number_kinds(company, "case")
    for department, start in ((north, "N-001"), (south, "S-001")):
        series = create_series(company, department.code, register="case", start=start)
        assign_series(company, "case", series, department=department)

    numbers = [
        str(RecordFactory(company=company, department=one).number)
        for one in (north, south, north, east, None)
    ]

    assert numbers == ["N-001", "S-001", "N-002", "1001", "1002"]


def test_a_record_stays_in_the_department_that_numbered_it(company: Company, clerk: User) -> None:
    north, east, west = (
        Department.objects.create(company=company, code=name.upper(), name=name)
        for name in ("North", "East", "West")
    )
    number_kinds(company, "case")
    series = create_series(company, "NORTH", register="case", start="N-001")
    assign_series(company, "case", series, department=north)
    record = RecordFactory(company=company, department=east)
    facts = {"company": company, "kind": "case", "by": clerk, "record": record}

    moved = save_record(data=data(department=west), **facts)
    with pytest.raises(EntryErrors, match="the department stays") as caught:
        save_record(data=data(department=north), **facts)

    assert moved.department == west
    assert list(caught.value.fields) == ["department"]


def test_kb05_a_kind_of_ones_own_is_numbered_from_its_series(company: Company, clerk: User) -> None:
    save_own_kind(OwnKind(company=company, code="permit", name="Permits"))
    facts = {"company": company, "kind": "permit", "by": clerk, "data": data()}

    with pytest.raises(SeriesNotAssigned, match="Permits"):
        save_record(**facts)
    number_kinds(company, "permit", start="P-26/001")

    assert str(save_record(**facts).number) == "P-26/001"
    assert Record.objects.count() == 1


def test_a_kind_of_another_company_or_of_documents_has_no_records(
    company: Company, clerk: User
) -> None:
    other = WinbasCompanyFactory()
    save_own_kind(OwnKind(company=other, code="permit", name="Permits"))

    for kind in ("permit", "sales_quote", "nothing"):
        number_kinds(company, kind)
        assert find_record_kind(company, kind) is None
        with pytest.raises(EntryErrors, match="no records of this kind"):
            save_record(company=company, kind=kind, by=clerk, data=data())


def test_mistakes_are_named_at_their_fields(company: Company, clerk: User) -> None:
    other = WinbasCompanyFactory()
    number_kinds(company, "case")
    number_kinds(other, "commission")
    wrong = data(
        title=" ",
        date=datetime.date(1899, 1, 1),
        text="x" * 4001,
        party=PartyFactory(company=other),
        commission=CommissionFactory(company=other),
        department=Department.objects.create(company=other, code="X", name="X"),
    )

    with pytest.raises(EntryErrors) as caught:
        save_record(company=company, kind="case", by=clerk, data=wrong)

    assert set(caught.value.fields) == {
        *("title", "date", "text", "party", "commission", "department"),
    }
    assert not Record.objects.exists()


def test_a_date_moved_to_another_year_brings_another_number(company: Company, clerk: User) -> None:
    series = create_series(
        company, "CASE", register="case", start="{YYYY}-001", restart=Restart.FISCAL_YEAR
    )
    assign_series(company, "case", series)
    record = RecordFactory(company=company)
    former = record.number

    moved = save_record(
        company=company,
        kind="case",
        by=clerk,
        data=data(date=datetime.date(2027, 1, 7)),
        record=record,
    )

    former.refresh_from_db()
    assert (str(former), former.state) == ("2026-001", State.VOID)
    assert str(moved.number) == "2027-001"


def test_a_closed_record_is_reopened_before_it_is_changed(company: Company, clerk: User) -> None:
    record = RecordFactory(company=company)
    facts = {"company": company, "kind": "case", "by": clerk, "data": data(title="New gutter")}

    closed = close_card(card=record, by=clerk)
    with pytest.raises(DocumentClosed, match="1001 is closed: reopen it"):
        save_record(record=closed, **facts)
    with pytest.raises(DocumentClosed):
        close_card(card=closed, by=clerk)
    reopened = reopen_card(card=closed, by=clerk)

    assert (closed.is_open, reopened.is_open) == (False, True)
    assert save_record(record=reopened, **facts).title == "New gutter"
    with pytest.raises(DocumentClosed, match="1001 is not closed"):
        reopen_card(card=record, by=clerk)


def test_a_mistaken_record_is_cancelled_and_its_number_is_void_with_the_reason(
    company: Company, clerk: User
) -> None:
    record = RecordFactory(company=company)

    with pytest.raises(EntryErrors, match="Type a reason"):
        cancel_card(card=record, by=clerk, reason=" ")
    cancelled = cancel_card(card=record, by=clerk, reason="Entered twice")

    number = cancelled.number
    assert (cancelled.is_cancelled, cancelled.cancel_reason) == (True, "Entered twice")
    assert (number.state, number.reason) == (State.VOID, "Entered twice")
    for step in (close_card, reopen_card):
        with pytest.raises(DocumentClosed):
            step(card=cancelled, by=clerk)
    with pytest.raises(DocumentClosed, match="cancelled already"):
        cancel_card(card=cancelled, by=clerk, reason="again")
    assert str(RecordFactory(company=company).number) == "1002"


def test_the_second_of_two_people_is_told(company: Company, clerk: User) -> None:
    record = RecordFactory(company=company)
    facts = {"company": company, "kind": "case", "by": clerk, "record": record, "version": 1}
    save_record(data=data(title="First"), **facts)

    with pytest.raises(DocumentChanged):
        save_record(data=data(title="Second"), **facts)
    with pytest.raises(DocumentChanged):
        close_card(card=record, by=clerk, version=1)

    assert Record.objects.get().title == "First"
