"""One search over everything: by number, name, reference, text and internal id."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from numbering.internalids import declare_prefix
from numbering.models import Company, OwnKind
from numbering.pages import search
from numbering.pages.everywhere import find_everywhere
from numbering.services import assign_series, create_series, draw, void
from numbering.services.organisation import save_own_kind
from orders.models import Commission, Order, Record, TradeDocument
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    number_kinds,
)

pytestmark = pytest.mark.django_db
URL = "/search/"


def purchase_order(company: Company, by) -> TradeDocument:
    """Number PO-0001 from a supplier."""
    number(company, "purchase_order", "PO-0001")
    number_kinds(company, "supplier")
    party = PartyFactory(company=company, name="Supplier AB", is_customer=False, is_supplier=True)
    return TradeFactory(company=company, by=by, kind="purchase_order", party=party)


def number(company: Company, kind: str, start: str) -> None:
    assign_series(company, kind, create_series(company, kind[:20], register=kind, start=start))


def found(client, typed: str) -> list[tuple[str, str]]:
    """What the page shows: the kind of document and its number."""
    page = client.get(URL, {"q": typed})
    assert page.status_code == 200, page
    return [(hit.what, hit.number or hit.internal_id) for hit in page.context["found"].hits]


@pytest.fixture
def order(company, clerk) -> Order:
    party = PartyFactory(company=company, name="Østersøens Byg", city="Rønne")
    return OrderFactory(company=company, by=clerk, party=party, your_reference="Ref 4711")


def test_oc08_every_document_has_an_internal_id_that_is_shown_and_found(
    as_clerk, company, clerk, order
):
    invoice = InvoiceFactory(order=order, by=clerk)
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    item = ItemFactory(company=company)
    purchase = purchase_order(company, clerk)
    documents = {
        f"xc{order.party_id}": order.party,
        f"xn{order.pk}": order,
        f"xr{invoice.pk}": invoice,
        f"XR{draft.pk}": draft,
        f"xi{item.pk}": item,
        f"xs{purchase.pk}": purchase,
    }
    for typed, document in documents.items():
        answer = as_clerk.get(URL, {"q": typed})
        assert (answer.status_code, answer.url) == (302, document.get_absolute_url()), typed
        assert typed.lower() in as_clerk.get(answer.url).content.decode()


def test_oc08_internal_ids_are_shown_beside_the_numbers_found(as_clerk, order):
    page = as_clerk.get(URL, {"q": "rønne"}).content.decode()
    cells = re.findall(r'<td class="quiet small">(\w+)</td>', page)
    assert cells == [f"xc{order.party_id}", f"xn{order.pk}"]


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("orders:order_list", "xn"),
        ("orders:party_list", "xc"),
        ("orders:item_list", "xi"),
        ("invoicing:invoice_list", "xr"),
    ],
)
def test_oc08_a_list_finds_an_internal_id(as_clerk, company, clerk, name: str, prefix: str):
    for _ in range(2):
        order = OrderFactory(company=company, by=clerk)
        InvoiceFactory(order=order, by=clerk)
        ItemFactory(company=company)
    rows = as_clerk.get(reverse(name)).context["list"]["rows"]
    item = rows[-1].item

    for typed in (f"{prefix}{item.pk}", f"{prefix.upper()}{item.pk}"):
        shown = as_clerk.get(reverse(name), {"q": typed}).context["list"]["rows"]
        assert [row.item for row in shown] == [item]
    export = as_clerk.get(reverse(name), {"q": f"{prefix}{item.pk}", "export": "csv"})
    assert len(b"".join(export.streaming_content).splitlines()) == 2


def test_oc08_a_list_of_a_kind_finds_the_internal_ids_of_this_kind(as_clerk, company, clerk):
    quotes = [TradeFactory(company=company, by=clerk) for _ in range(2)]
    url = reverse("orders:trade_list", args=["sales_quote"])

    for typed, expected in ((f"xo{quotes[0].pk}", quotes[:1]), (f"xs{quotes[0].pk}", [])):
        shown = as_clerk.get(url, {"q": typed}).context["list"]["rows"]
        assert [row.item for row in shown] == expected


def test_an_internal_id_of_another_sort_of_document_is_not_found_in_a_list(as_clerk, order):
    page = as_clerk.get(reverse("orders:order_list"), {"q": f"xr{order.pk}"})
    assert page.context["list"]["rows"] == []


def test_two_sorts_of_document_cannot_share_a_prefix():
    with pytest.raises(ValueError, match="'xn' cannot be the prefix"):
        declare_prefix("xn", Commission)
    with pytest.raises(ValueError, match="'7' cannot be the prefix"):
        declare_prefix("7", Commission)


def test_a_whole_number_leads_straight_to_its_document(as_clerk, order, company, clerk):
    purchase = purchase_order(company, clerk)
    assert as_clerk.get(URL, {"q": " 00001 "}).url == order.get_absolute_url()
    assert as_clerk.get(URL, {"q": "po-0001"}).url == purchase.get_absolute_url()
    assert as_clerk.get(URL, {"q": str(order.party.customer_number)}).url == (
        order.party.get_absolute_url()
    )


def test_a_number_that_two_documents_have_leads_to_a_choice(as_clerk, company, clerk, order):
    InvoiceFactory(order=OrderFactory(company=company, by=clerk, slot=2), by=clerk)
    assert found(as_clerk, "90001") == [("Order", "90001"), ("Credit note", "90001")]


def test_a_number_without_a_document_leads_to_the_register(as_clerk, company, clerk):
    series = create_series(company, "CASE", register="case", start="C1")
    with transaction.atomic():
        issued = void(draw(series, on=DAY, by=clerk, kind="case"), reason="torn", by=clerk)
    assert as_clerk.get(URL, {"q": "c1"}).url == issued.get_absolute_url()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0000", ["00001"]),  # the beginning of a number
        ("001", ["10001", "00001"]),  # any part of one, of the newest documents
        ("østersøens", ["10001", "00001"]),
        ("RØNNE", ["10001", "00001"]),
        ("ref 4711", ["00001"]),
        ("711", ["00001"]),
        ("østersøens 4711", ["00001"]),
        ("østersøens 4712", []),
        ("nothing", []),
    ],
)
def test_an_order_is_found(as_clerk, order, typed: str, expected: list[str]):
    shown = [number for _what, number in found(as_clerk, typed)]
    assert shown == expected


def test_old_documents_are_found_by_what_an_index_knows(
    as_clerk, company, clerk, order, monkeypatch
):
    monkeypatch.setattr(search, "NEWEST", 0)
    for typed in ("0000", "1 ", "østers", "ref 47", f"xn{order.pk}"):
        groups = find_everywhere(company, typed, most=5).groups
        assert order in [hit.row for group in groups for hit in group.hits], typed
    assert found(as_clerk, "711") == []


def test_a_draft_is_found_by_its_customer(as_clerk, clerk, order):
    draft = DraftFactory(order=order, by=clerk)
    assert ("Invoice", f"xr{draft.pk}") in found(as_clerk, "østersøens")


def test_items_commissions_and_records_are_found_by_their_text(as_clerk, company, clerk):
    item = ItemFactory(company=company, text="Larch plank")
    save_own_kind(OwnKind(company=company, code="permit", name="Permits"))
    number(company, "commission", "KO1")
    number(company, "permit", "PER-1")
    facts = {"company": company, "date": DAY, "created_by": clerk, "updated_by": clerk}
    Commission(name="Larch house", **facts).save()
    Record(kind="permit", title="To fell larches", **facts).save()

    assert found(as_clerk, "LARCH") == [
        ("Item", str(item.number)),
        ("Commission", "KO1"),
        ("Permits", "PER-1"),
    ]


def test_the_other_number_is_told_where_it_is_what_was_typed(as_clerk, company, clerk):
    number(company, "voucher", "V-1001")
    OrderFactory(company=company, by=clerk)
    assert found(as_clerk, "v-10") == [("Order", "00001 · V-1001")]
    assert found(as_clerk, "0000") == [("Order", "00001")]


def test_suggestions_are_few_and_of_every_sort(as_clerk, company, clerk):
    party = PartyFactory(company=company, name="Acme", is_supplier=False)
    for _ in range(14):
        InvoiceFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)
    page = as_clerk.get(URL, {"q": "acme"}, headers={"HX-Request": "true"})
    hits = page.context["hits"]
    counts = [sum(hit.what == what for hit in hits) for what in ("Address", "Order", "Invoice")]

    assert counts == [1, 7, 4]
    assert "<html" not in page.content.decode()
    whole = as_clerk.get(URL, {"q": "acme"})
    assert len(whole.context["found"].hits) == 29


def test_where_there_is_more_than_is_shown_the_page_says_so(as_clerk, company, clerk, monkeypatch):
    monkeypatch.setattr("config.search.MOST", 1)
    for _ in range(2):
        OrderFactory(company=company, by=clerk, your_reference="same")
    page = as_clerk.get(URL, {"q": "same"})
    assert [group.more for group in page.context["found"].groups] == [True]
    assert "There are more" in page.content.decode()


@pytest.mark.parametrize("persona", ["as_clerk", "as_administrator", "as_auditor"])
def test_every_role_may_search(request, persona: str, order):
    client = request.getfixturevalue(persona)
    assert found(client, "rønne") == [("Address", "10001"), ("Order", "00001")]
    assert 'action="/search/"' in client.get("/").content.decode()


def test_another_company_finds_nothing(as_outsider, company, clerk, order):
    purchase_order(company, clerk)
    InvoiceFactory(order=order, by=clerk)
    for typed in ("00001", "rønne", "ref 4711", f"xn{order.pk}", f"xc{order.party_id}", "PO-0001"):
        assert found(as_outsider, typed) == [], typed


def test_a_stranger_is_sent_to_log_in(client):
    assert client.get(URL, {"q": "x"}).url.startswith(reverse("login"))
    assert client.get(URL, {"q": "x"}, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\x00",
        "%",
        "_",
        "%00%",
        "' OR 1=1 --",
        "\\",
        "<b>",
        "x" * 5_000,
        "9" * 5_000,
        "xn" + "9" * 18,
        "xn" + "9" * 40,
        "xn٣",
        "٣",
        "²",
        " ".join("abcdefghijklmnop"),
        "\ud800",
    ],
)
def test_odd_input_finds_nothing_and_breaks_nothing(as_clerk, order, typed: str):
    typed = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert found(as_clerk, typed) == []
    assert as_clerk.get(URL, {"q": typed}, headers={"HX-Request": "true"}).status_code == 200


def test_what_was_typed_is_shown_as_text(as_clerk, company):
    page = as_clerk.get(URL, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


# The user, the roles, the company and the session are among them; those of the menu, too.
@pytest.mark.parametrize(("typed", "count"), [("acme", 38), ("0000", 32), ("xn0", 29), ("no", 28)])
def test_a_search_asks_the_same_however_much_there_is(
    as_clerk, company, clerk, typed: str, count: int
):
    counts = []
    for _ in range(2):
        for _ in range(4):
            party = PartyFactory(company=company, name="Acme")
            InvoiceFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)
        with CaptureQueriesContext(connection) as queries:
            as_clerk.get(URL, {"q": typed})
        counts.append(len(queries))

    assert counts == [count, count]
