"""Another system makes, issues and credits invoices by the rules of the pages."""

from __future__ import annotations

from hashlib import sha256

from invoicing.models import Invoice
from invoicing.services.papers import keep_papers
from tests.api.conftest import problem_of


def test_a_part_of_an_order_is_invoiced(shop, chairs):
    order = shop.write("/orders", chairs())
    line = order["lines"][0]["id"]
    part = {"order_id": order["id"], "quantities": [{"line": line, "quantity": "4"}]}

    first = shop.write("/invoices", part)
    too_much = {"order_id": order["id"], "quantities": [{"line": line, "quantity": "7"}]}

    assert first["net"] == "400.00"
    assert problem_of(shop.post("/invoices", too_much))["code"] == "QuantityNotOpen"
    assert shop.read(f"/orders/{order['id']}")["lines"][0]["open_quantity"] == "6.000"
    unknown = {"order_id": order["id"], "quantities": [{"line": 999, "quantity": "1"}]}
    assert problem_of(shop.post("/invoices", unknown))["lines"][0]["line"] == 999
    twice = {"order_id": order["id"], "quantities": [{"line": line, "quantity": "1"}] * 2}
    assert problem_of(shop.post("/invoices", twice))["lines"][0]["line"] == line


def test_an_issued_invoice_is_credited_and_the_credit_note_issued(shop, chairs):
    order = shop.write("/orders", chairs())
    invoice = shop.write("/invoices", {"order_id": order["id"]})
    early = shop.post(f"/invoices/{invoice['id']}/credit", {})
    shop.write(f"/invoices/{invoice['id']}/issue", {})
    part = [{"line": invoice["lines"][0]["id"], "quantity": "3"}]

    credit = shop.write(f"/invoices/{invoice['id']}/credit", {"quantities": part})
    issued = shop.write(f"/invoices/{credit['id']}/issue", {})

    assert problem_of(early)["code"] == "CannotBeCredited"
    assert (credit["kind"], credit["credits_id"]) == ("credit_note", invoice["id"])
    assert (issued["net"], issued["state"]) == ("-300.00", "issued")
    listed = shop.read("/invoices?kind=credit_note&state=issued")["items"]
    assert [one["number"] for one in listed] == [issued["number"]]


def test_an_invoice_is_issued_once(shop, chairs):
    order = shop.write("/orders", chairs())
    draft = shop.write("/invoices", {"order_id": order["id"]})
    shop.write(f"/invoices/{draft['id']}/issue", {})

    assert problem_of(shop.post(f"/invoices/{draft['id']}/issue", {}))["code"] == "AlreadyIssued"
    assert problem_of(shop.post("/invoices", {"order_id": order["id"]}))["code"] == (
        "NothingToInvoice"
    )


def test_a_draft_that_is_thrown_away_gives_back_what_it_took(shop, chairs):
    order = shop.write("/orders", chairs())
    draft = shop.write("/invoices", {"order_id": order["id"]})

    shop.write(f"/invoices/{draft['id']}/discard", {})

    assert not Invoice.objects.exists()
    assert shop.read(f"/orders/{order['id']}")["lines"][0]["open_quantity"] == "10.000"


def test_terms_and_related_series_are_named_by_their_codes(shop, chairs):
    order = shop.write("/orders", chairs())
    said = {"order_id": order["id"], "payment_terms": "none"}
    assert problem_of(shop.post("/invoices", said))["field"] == "payment_terms"

    draft = shop.write("/invoices", said | {"payment_terms": "30"})

    unrelated = shop.post(f"/invoices/{draft['id']}/issue", {"series": "INVOICE-2"})
    assert problem_of(unrelated)["field"] == "series"
    usual = shop.write(f"/invoices/{draft['id']}/issue", {"series": "INVOICE-1"})
    assert usual["number"] == "99001"


def test_the_papers_of_an_issued_invoice_are_handed_out_as_they_were_kept(shop, chairs, clerk):
    order = shop.write("/orders", chairs())
    draft = shop.write("/invoices", {"order_id": order["id"]})
    address = f"/invoices/{draft['id']}/papers"
    none = shop.read(address)["items"]
    shop.write(f"/invoices/{draft['id']}/issue", {})
    keep_papers(invoice=Invoice.objects.get(), by=clerk)

    told = {one["kind"]: one for one in shop.read(address)["items"]}
    answer = shop.get(f"{address}/pdf")

    assert none == []
    assert sha256(answer.content).hexdigest() == told["pdf"]["sha256"]
    assert answer["Content-Type"] == told["pdf"]["media_type"] == "application/pdf"
    assert told["pdf"]["file_name"] in answer["Content-Disposition"]
    assert problem_of(shop.get(f"{address}/fax"))["code"] == "Invalid"
    assert problem_of(shop.get("/invoices/999/papers/pdf"))["code"] == "NotFound"
