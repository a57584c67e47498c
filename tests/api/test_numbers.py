"""Numbers for documents that live in another system; the register and what is missing in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from numbering.models import IssuedNumber
from numbering.services import assign_series, create_series, give_back_expired
from tests.api.conftest import problem_of
from tests.factories import OrderFactory


@pytest.fixture
def cases(company):
    """Cases that another system keeps; a number given back is used again."""
    series = create_series(company, "CASE", register="case", start="C-001", gap_policy="fill_gaps")
    assign_series(company, "case", series)
    return series


def test_nw04_another_system_reserves_a_number_and_confirms_it(cases, shop):
    until = (timezone.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    reserved = shop.write(
        "/numbers/reserve", {"kind": "case", "reference": "ticket 7", "expires_at": until}
    )
    confirmed = shop.write(f"/numbers/{reserved['id']}/confirm", {"reference": "case of ticket 7"})

    assert (reserved["number"], reserved["state"], reserved["origin"]) == (
        *("C-001", "reserved"),
        "reserved",
    )
    assert reserved["issued_by"] == "Webshop"
    assert (confirmed["state"], confirmed["reference"]) == ("in_use", "case of ticket 7")


def test_nw04_a_reserved_number_is_given_back_and_comes_again(cases, shop):
    reserved = shop.write("/numbers/reserve", {"kind": "case", "reference": "ticket 7"})
    given_back = shop.write(f"/numbers/{reserved['id']}/give-back", {"reason": "no case"})
    again = shop.write("/numbers/draw", {"kind": "case", "reference": "ticket 8"})

    assert given_back["state"] == "free"
    assert (again["number"], again["id"]) == ("C-001", reserved["id"])


def test_nw04_a_reservation_ends_by_itself(cases, shop):
    until = (timezone.now() + timedelta(hours=1)).isoformat()
    body = {"kind": "case", "reference": "ticket 7", "expires_at": until}
    reserved = shop.write("/numbers/reserve", body)
    past = timezone.now() - timedelta(seconds=1)
    IssuedNumber.objects.filter(pk=reserved["id"]).update(expires_at=past)

    late = shop.post(f"/numbers/{reserved['id']}/confirm", {"reference": "too late"})
    give_back_expired()

    assert problem_of(late)["code"] == "NumberStateError"
    assert shop.read(f"/numbers/{reserved['id']}")["state"] == "free"
    body["expires_at"] = past.isoformat()
    assert problem_of(shop.post("/numbers/reserve", body))["field"] == "expires_at"


def test_a_number_is_drawn_by_the_code_of_its_series_and_voided(cases, shop):
    drawn = shop.write("/numbers/draw", {"series": "CASE", "reference": "ticket 1"})
    voided = shop.write(f"/numbers/{drawn['id']}/void", {"reason": "ticket was spam"})

    assert (drawn["number"], drawn["kind"], drawn["state"]) == ("C-001", "case", "in_use")
    assert (voided["state"], voided["reason"]) == ("void", "ticket was spam")


def test_looking_at_the_next_numbers_draws_none(cases, shop):
    seen = shop.read("/numbers/preview?series=CASE&count=2")
    drawn = shop.write("/numbers/draw", {"series": "CASE", "reference": "ticket 1"})

    assert seen["numbers"] == ["C-001", "C-002"]
    assert drawn["number"] == "C-001"


def test_a_system_decides_about_its_own_numbers_alone(cases, company, shop, system):
    mine = shop.write("/numbers/reserve", {"kind": "case", "reference": "ticket 7"})
    other = system(name="Workshop")

    for step, body in (
        ("confirm", {"reference": "x"}),
        ("give-back", {"reason": "x"}),
        ("void", {"reason": "x"}),
    ):
        problem = problem_of(other.post(f"/numbers/{mine['id']}/{step}", body))
        assert (problem["status"], problem["code"]) == (403, "NumberNotYours")
    # A new secret of the same system goes on with what the old one began.
    renewed = system(name="webshop")
    assert renewed.write(f"/numbers/{mine['id']}/give-back", {"reason": "x"})["state"] == "free"


def test_the_number_of_a_document_here_goes_with_its_document(shop, chairs):
    order = shop.write("/orders", chairs())
    number = IssuedNumber.objects.get(text=order["number"], register="order")

    problem = problem_of(shop.post(f"/numbers/{number.pk}/void", {"reason": "x"}))

    assert problem["code"] == "NumberNotYours"
    assert "cancel the document" in problem["detail"]
    number.refresh_from_db()
    assert number.state == "in_use"


def test_what_cannot_be_drawn_says_why(cases, company, shop):
    for body, field in (
        ({"reference": "x"}, "series"),
        ({"reference": "x", "series": "CASE", "kind": "case"}, "series"),
        ({"reference": "x", "series": "NONE"}, "series"),
        ({"reference": "x", "kind": "none"}, "kind"),
        ({"kind": "case"}, "reference"),
    ):
        assert problem_of(shop.post("/numbers/draw", body))["field"] == field
    unassigned = shop.post("/numbers/draw", {"reference": "x", "kind": "supplier"})
    assert problem_of(unassigned)["code"] == "SeriesNotAssigned"
    cases.blocked = True
    cases.save()
    blocked = shop.post("/numbers/draw", {"reference": "x", "kind": "case"})
    assert problem_of(blocked)["code"] == "SeriesBlocked"


def test_the_register_is_read_with_filters_and_page_by_page(cases, company, shop):
    for number in range(4):
        shop.write("/numbers/draw", {"series": "CASE", "reference": f"ticket {number}"})
    OrderFactory(company=company)

    page = shop.read("/register?series=CASE&limit=3")
    rest = shop.read(f"/register?series=CASE&limit=3&cursor={page['next']}")

    assert [one["number"] for one in page["items"]] == ["C-004", "C-003", "C-002"]
    assert ([one["number"] for one in rest["items"]], rest["next"]) == (["C-001"], None)
    assert {one["register"] for one in shop.read("/register?register=order")["items"]} == {"order"}
    assert [one["reference"] for one in shop.read("/register?number=C-002")["items"]] == [
        "ticket 1"
    ]
    assert shop.read("/register?state=void")["items"] == []
    assert shop.read("/register?date_from=2199-01-01")["items"] == []
    for wrong in ("series=NONE", "state=lost", "date_from=tomorrow", "colour=red", "limit=0"):
        assert problem_of(shop.get(f"/register?{wrong}"))["code"] == "Invalid"
    assert problem_of(shop.get("/register?kind=a&kind=b"))["field"] == "kind"


def test_it_is_told_whether_a_number_is_missing(cases, shop):
    for number in range(3):
        shop.write("/numbers/draw", {"series": "CASE", "reference": f"ticket {number}"})

    report = shop.read("/completeness?series=CASE")

    assert (report["is_complete"], report["missing"]) == (True, 0)
    assert report["counts"] == {"in_use": 3}
    assert problem_of(shop.get("/completeness?series=CASE&period=last"))["field"] == "period"
