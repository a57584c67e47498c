"""Records of any kind on their pages: list, entry, number field, closing and cancelling."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from numbering.choices import State
from numbering.models import Department, NumberSeries, OwnKind
from numbering.services import find_series
from numbering.services.organisation import save_own_kind
from orders.kinds import RECORD_KINDS
from orders.models import Record
from orders.services.closing import close_card
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import DAY, PartyFactory, WinbasCompanyFactory, number_kinds
from tests.pages.numbers import text_of

NEW = reverse("orders:record_new", args=["case"])
RULE = reverse("orders:record_rule", args=["case"])
LIST = reverse("orders:record_list", args=["case"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"title": "Leaking roof", "date": DAY.isoformat(), "text": "Ring Friday"} | changes


def titles(response: Any) -> list[str]:
    return [row.item.title for row in response.context["list"]["rows"]]


@pytest.fixture
def cases(company) -> NumberSeries:
    number_kinds(company, "case")
    series = find_series(company, "case")
    assert series is not None
    return series


# ---- kinds ----


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_kb09_every_kind_of_record_has_list_entry_and_page(kind, as_clerk, company):
    number_kinds(company, kind)

    saved = as_clerk.post(reverse("orders:record_new", args=[kind]), typed(), follow=True)
    page = as_clerk.get(reverse("orders:record_list", args=[kind]))

    record = Record.objects.get()
    assert (record.kind, str(record.number)) == (kind, "1001")
    assert "1001 Leaking roof is saved." in text_of(saved)
    assert titles(page) == ["Leaking roof"]


def test_kb04_a_kind_of_ones_own_goes_by_its_own_name(as_clerk, company):
    save_own_kind(OwnKind(company=company, code="permit", name="Permits"))
    number_kinds(company, "permit", start="P-001")
    new = reverse("orders:record_new", args=["permit"])

    entry = text_of(as_clerk.get(new))
    as_clerk.post(new, typed())
    record = Record.objects.get()
    page = text_of(as_clerk.get(record.get_absolute_url()))

    assert "New entry in Permits" in entry
    assert str(record.number) == "P-001"
    assert "Permits P-001 Leaking roof open" in page


@pytest.mark.parametrize("name", ["record_list", "record_new", "record_rule"])
def test_kinds_that_the_company_has_no_records_of_are_not_found(name, as_clerk, company):
    save_own_kind(OwnKind(company=WinbasCompanyFactory(), code="secret", name="Secrets"))

    for kind in ("secret", "sales_order", "delivery", "customer", "nothing"):
        assert as_clerk.get(reverse(f"orders:{name}", args=[kind])).status_code == 404


def test_a_record_is_found_under_its_own_kind_only(as_clerk, company):
    record = RecordFactory(company=company)

    for name in ("record_detail", "record_edit", "record_cancel"):
        assert (
            as_clerk.get(reverse(f"orders:{name}", args=["project", record.pk])).status_code == 404
        )


# ---- entering and changing ----


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(as_clerk, cases, company):
    CommissionFactory(company=company, name="Town hall")

    refused = as_clerk.post(
        NEW, typed(title="", date="2026-02-30", party_text="nobody", commission_text="none")
    )
    page = refused.content.decode()

    assert set(refused.context["form"].errors) == {"title", "date", "party", "commission"}
    for kept in ("2026-02-30", "nobody", "Ring Friday"):
        assert kept in page
    assert not Record.objects.exists()


def test_a_page_begins_with_what_its_address_names(as_clerk, cases, company):
    party = PartyFactory(company=company)
    commission = CommissionFactory(company=company)
    foreign = PartyFactory()

    form = as_clerk.get(f"{NEW}?party={party.pk}&commission={commission.pk}").context["form"]
    strange = as_clerk.get(f"{NEW}?party={foreign.pk}&commission=x").context["form"]

    assert (form["party"].value(), form["commission"].value()) == (party.pk, commission.pk)
    assert (strange["party"].value(), strange["commission"].value()) == (None, None)


def test_a_record_keeps_the_commission_that_is_closed_by_now(as_clerk, clerk, company):
    commission = CommissionFactory(company=company)
    record = RecordFactory(company=company, commission=commission)
    close_card(card=commission, by=clerk)
    edit = reverse("orders:record_edit", args=["case", record.pk])

    shown = as_clerk.get(edit).content.decode()
    as_clerk.post(edit, typed(version=1, commission=commission.pk))
    refused = as_clerk.post(NEW, typed(commission=commission.pk))

    assert f"{commission.number} {commission.name}" in shown
    record.refresh_from_db()
    assert (record.title, record.commission) == ("Leaking roof", commission)
    assert "commission" in refused.context["form"].errors


def test_the_second_of_two_people_sees_what_differs(as_clerk, company):
    party = PartyFactory(company=company, name="Acme")
    north, south = (
        Department.objects.create(company=company, code=name.upper(), name=name)
        for name in ("North", "South")
    )
    record = RecordFactory(company=company, party=party, department=north)
    edit = reverse("orders:record_edit", args=["case", record.pk])
    as_clerk.post(edit, typed(version=1, party=party.pk, department=north.pk))

    refused = text_of(as_clerk.post(edit, typed(version=1, title="Gutter", department=south.pk)))

    assert "Karl Berg saved this at" in refused
    assert "Title Leaking roof Gutter" in refused
    assert "Party 10001 Acme empty" in refused
    assert "Department North South" in refused


# ---- closing and cancelling ----


def test_a_record_is_closed_and_reopened_from_its_page(as_clerk, company):
    record = RecordFactory(company=company, title="Roof")
    close, reopen, edit = (
        reverse(f"orders:record_{step}", args=["case", record.pk])
        for step in ("close", "reopen", "edit")
    )

    closed = text_of(as_clerk.post(close, {"version": "1"}, follow=True))
    shut = text_of(as_clerk.get(edit, follow=True))
    late = text_of(as_clerk.post(reopen, {"version": "1"}, follow=True))
    opened = text_of(as_clerk.post(reopen, {"version": "2"}, follow=True))

    assert "Case 1001 is closed." in closed
    assert "1001 is closed: reopen it to change it." in shut
    assert "Karl Berg saved this at" in late
    assert "Case 1001 is open again." in opened


def test_a_mistaken_record_is_cancelled_with_a_reason(as_clerk, company):
    record = RecordFactory(company=company, title="Roof")
    cancel = reverse("orders:record_cancel", args=["case", record.pk])

    refused = as_clerk.post(cancel, {"reason": "", "version": "1"})
    page = text_of(as_clerk.post(cancel, {"reason": "Twice", "version": "1"}, follow=True))

    assert "Type a reason" in text_of(refused)
    assert "Case 1001 is cancelled." in page
    assert "Cancelled: Twice" in page
    record.refresh_from_db()
    assert record.number.state == State.VOID
    assert [row.css for row in as_clerk.get(LIST).context["list"]["rows"]] == ["is-off"]


# ---- the list ----


def test_the_list_is_searched_filtered_and_exported(as_clerk, clerk, company):
    north = Department.objects.create(company=company, code="N", name="North")
    acme = PartyFactory(company=company, name="Acme", city="Odense")
    RecordFactory(company=company, title="Roof", party=acme)
    RecordFactory(company=company, title="Gutter", department=north)
    close_card(card=RecordFactory(company=company, title="Door", date=DAY.replace(2025)), by=clerk)
    RecordFactory(company=company, kind="project", title="Other kind")

    def found(**asked: Any) -> list[str]:
        return titles(as_clerk.get(LIST, asked))

    assert found() == ["Gutter", "Roof", "Door"]
    assert found(q="1002") == ["Gutter"]
    assert found(q="oof") == ["Roof"]
    assert found(q="acme") == found(q="odens") == ["Roof"]
    assert found(state="closed") == ["Door"]
    assert found(department=north.pk) == ["Gutter"]
    assert found(date_to="2025-12-31") == ["Door"]
    exported = as_clerk.get(LIST, {"export": "csv"}).getvalue().decode()
    assert all(title in exported for title in ("Gutter", "Roof", "Door"))


def test_n_enters_a_new_one_and_auditors_only_read(as_clerk, as_auditor, company):
    RecordFactory(company=company)

    assert f'href="{NEW}"' in as_clerk.get(LIST).content.decode()
    assert "New case" in text_of(as_clerk.get(LIST))
    assert "New case" not in text_of(as_auditor.get(LIST))
