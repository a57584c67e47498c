"""The menu: what a company uses is in it, what it does not use is not."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from numbering.models import Department, OwnKind
from numbering.services import assign_series, create_series
from numbering.services.organisation import save_own_kind
from orders.tradekinds import trade_kinds
from tests.factories import OrderFactory, TradeFactory, WinbasCompanyFactory, number_kinds

pytestmark = pytest.mark.django_db

NUMBERS = [
    *("Register", "Completeness", "Proof", "Closed periods"),
    *("Outlook", "Who may do what", "Changes of settings"),
]


def menu(client, url: str = "/") -> dict[str, list[str]]:
    """The pages of every area; of an area with one page only that is itself the page."""
    bar = client.get(url).content.decode().partition('class="bar-areas"')[2].partition("</nav>")[0]
    found = {}
    for part in bar.split('<li class="bar-area">')[1:]:
        area, *pages = re.findall(r"<a[^>]*>([^<]+)</a>", part)
        found[area] = pages
    return found


def current(client, url: str) -> list[str]:
    """What the menu marks: the area and the page."""
    bar = client.get(url).content.decode().partition('class="bar-areas"')[2].partition("</nav>")[0]
    return re.findall(r"<a[^>]*aria-current[^>]*>([^<]+)</a>", bar)


def test_a_company_that_only_invoices_has_a_short_menu(as_clerk):
    assert menu(as_clerk) == {
        "Sales": ["Orders", "Invoices", "Open items", "Payments", "Invoice journal"],
        "Stock": [],
        "Parties": ["Address book", "Customers"],
        "Numbers": ["Register", "Completeness"],
    }


def test_kb05_a_kind_that_is_given_a_series_is_in_the_menu(as_clerk, company):
    number_kinds(company, "sales_quote", "delivery", "purchase_order", "supplier", "item_journal")
    number_kinds(company, "commission", "production_order", "case")

    assert menu(as_clerk) == {
        "Sales": [
            *("Quotes", "Orders", "Deliveries", "Invoices"),
            *("Open items", "Payments", "Invoice journal"),
        ],
        "Purchasing": [],
        "Stock": ["Items", "Item journals", "Stock movements", "Production orders"],
        "Parties": ["Address book", "Customers", "Suppliers", "Commissions"],
        "Records": [],
        "Numbers": ["Register", "Completeness"],
    }


def test_kb04_a_kind_of_ones_own_is_in_the_menu_as_soon_as_it_is_made(as_administrator, as_clerk):
    assert "Records" not in menu(as_clerk)

    as_administrator.post(
        reverse("admin:numbering_ownkind_add"), {"code": "permit", "name": "Permits"}
    )
    as_administrator.post(
        reverse("admin:numbering_ownkind_add"), {"code": "visit", "name": "Visits"}
    )

    assert menu(as_clerk)["Records"] == ["Permits", "Visits"]
    assert reverse("orders:record_list", args=["permit"]) in as_clerk.get("/").content.decode()


def test_kb04_a_kind_of_another_company_is_not_in_the_menu(as_clerk, company):
    other = WinbasCompanyFactory()
    save_own_kind(OwnKind(company=other, code="permit", name="Permits"))
    number_kinds(other, "sales_quote")

    assert "Records" not in menu(as_clerk)
    assert "Quotes" not in menu(as_clerk)["Sales"]


def test_kb05_a_series_of_one_department_is_enough(as_clerk, company):
    east = Department.objects.create(company=company, code="E", name="East")
    series = create_series(company, "EAST", register="purchase_order", start="E1")
    assign_series(company, "purchase_order", series, department=east)

    assert "Purchasing" in menu(as_clerk)


def test_a_kind_without_a_series_any_more_leaves_the_menu(as_clerk, company):
    number_kinds(company, "sales_quote")
    assert "Quotes" in menu(as_clerk)["Sales"]
    assign_series(company, "sales_quote", None)
    assert "Quotes" not in menu(as_clerk)["Sales"]


def test_an_area_leads_to_its_orders(as_clerk, company):
    number_kinds(company, "sales_quote", "purchase_enquiry", "purchase_order")
    page = as_clerk.get("/").content.decode()

    leading = dict(re.findall(r'<li class="bar-area">\s*<a href="([^"]+)"[^>]*>([^<]+)</a>', page))
    assert leading[reverse("orders:order_list")] == "Sales"
    assert leading[reverse("orders:trade_list", args=["purchase_order"])] == "Purchasing"


def test_the_page_is_marked_beneath_its_list_too(as_clerk, company):
    number_kinds(company, "supplier")
    order = OrderFactory(company=company)

    assert current(as_clerk, order.get_absolute_url()) == ["Sales", "Orders"]
    assert current(as_clerk, reverse("orders:order_new")) == ["Sales", "Orders"]
    assert current(as_clerk, order.party.get_absolute_url()) == ["Parties", "Address book"]
    assert current(as_clerk, "/numbers/") == ["Numbers", "Register"]
    assert current(as_clerk, "/") == []


def test_the_kind_of_a_page_is_marked(as_clerk, company):
    number_kinds(company, "sales_quote", "delivery", "purchase_order", "purchase_enquiry", "case")
    save_own_kind(OwnKind(company=company, code="permit", name="Permits"))

    quote = TradeFactory(company=company, kind="sales_quote")
    assert current(as_clerk, quote.get_absolute_url()) == ["Sales", "Quotes"]
    for name, kind, expected in (
        ("orders:trade_list", "purchase_order", ["Purchasing", "Purchase orders"]),
        ("orders:record_list", "permit", ["Records", "Permits"]),
        ("orders:trade_new", "delivery", ["Sales", "Deliveries"]),
        # Not numbered here, yet somebody may know the address.
        ("orders:trade_list", "liability", []),
    ):
        assert current(as_clerk, reverse(name, args=[kind])) == expected


def test_a_list_that_is_offered_twice_is_marked_once(as_clerk, company):
    number_kinds(company, "supplier")
    parties = reverse("orders:party_list")

    assert current(as_clerk, parties) == ["Parties", "Address book"]
    assert current(as_clerk, f"{parties}?role=suppliers&q=x") == ["Parties", "Suppliers"]
    assert current(as_clerk, f"{parties}?role=neither") == ["Parties", "Address book"]


def test_the_other_lists_of_an_area_stand_beside_the_title_while_they_fit(as_clerk, company):
    def heading() -> list[str]:
        page = as_clerk.get(reverse("orders:trade_list", args=["purchase_order"]))
        head = page.content.decode().partition('class="page-head"')[2].partition("actions")[0]
        return re.findall(r"<(?:a|h1)[^>]*>([^<]+)</", head)

    number_kinds(company, "purchase_enquiry", "purchase_order", "liability")
    assert heading() == ["Enquiries", "Purchase orders", "Liabilities"]
    number_kinds(company, *(kind.code for kind in trade_kinds() if kind.area == "purchasing"))
    assert heading() == ["Purchase orders"]


@pytest.mark.parametrize("persona", ["as_clerk", "as_auditor"])
def test_everybody_has_the_same_documents_in_the_menu(request, persona, company, as_administrator):
    number_kinds(company, "sales_quote", "case")
    shown = menu(request.getfixturevalue(persona))
    everything = menu(as_administrator)

    assert everything.pop("Settings") == []
    assert shown.pop("Numbers") in (["Register", "Completeness"], NUMBERS)
    everything.pop("Numbers")
    assert shown == everything


def test_an_auditor_is_offered_no_way_to_write_by_the_menu(as_auditor, company):
    number_kinds(company, "sales_quote", "purchase_order", "case", "commission")
    bar = as_auditor.get("/").content.decode().partition("</nav>")[0]

    assert reverse("orders:trade_list", args=["sales_quote"]) in bar
    assert not re.search(r'href="[^"]*/(new|edit|import)/', bar)
