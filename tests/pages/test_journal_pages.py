"""Item journals and stock movements in the clerk's browser."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from numbering.models import NumberSeries
from numbering.services import save_series
from orders.models import Item, ItemJournal, StockMovement
from orders.services.stock import set_stock
from tests.factories import DAY, ItemFactory, StockLocationFactory, number_kinds
from tests.orders.production import order_of
from tests.orders.stock import in_stock, posted
from tests.pages.conftest import Typed, lines_typed

pytestmark = pytest.mark.usefixtures("journal_series")
NEW, LIST, MOVEMENTS = (
    reverse(f"orders:{name}") for name in ("journal_new", "journal_list", "movement_list")
)


@pytest.fixture
def plank(company) -> Item:
    return ItemFactory(company=company, text="Oak plank", unit="m")


def typed(store, *lines: tuple[Any, Any], **changes: Any) -> Typed:
    """A receipt as typed; lines are an item and a quantity."""
    fields: Typed = {
        "action": "receipt",
        "date": DAY.isoformat(),
        "location": store.pk,
        "to_location": "",
        "text": "",
    }
    rows = [{"item": getattr(item, "pk", item), "quantity": count} for item, count in lines]
    return fields | lines_typed(rows) | changes


def test_a_receipt_is_posted(as_clerk, clerk, store, plank):
    response = as_clerk.post(
        NEW, typed(store, (plank, "2,5"), ("", ""), text="Delivered by Lund"), follow=True
    )

    journal = ItemJournal.objects.get()
    assert response.redirect_chain[-1][0] == journal.get_absolute_url()
    page = response.content.decode()
    assert "Item journal IJ-1 is posted." in page
    assert "Oak plank" in page
    assert "Delivered by Lund" in page
    assert (in_stock(plank, store), journal.created_by) == (Decimal("2.5"), clerk)


def test_the_page_begins_with_the_usual_location_and_the_action_asked_for(as_clerk, store, shop):
    page = as_clerk.get(NEW, {"action": "count"})
    form = page.context["form"]
    assert (form["location"].value(), str(form["location"].label)) == (str(store.pk), "Counted at")
    assert f'<option value="{store.pk}" selected>' in page.content.decode()
    assert "drawn when you save" in page.content.decode()


def test_an_item_typed_by_its_number_is_found(as_clerk, store, plank):
    data = typed(store) | lines_typed([{"item_text": str(plank.number), "quantity": "3"}])
    as_clerk.post(NEW, data)
    assert in_stock(plank, store) == 3


def test_a_refused_journal_keeps_what_was_typed(as_clerk, store, shop, plank):
    service = ItemFactory(text="Mounting", company=plank.company, is_stocked=False)
    data = typed(
        store,
        (plank, "x"),
        (service, "1"),
        ("", "4"),
        action="transfer",
        to_location=shop.pk,
        text="To the shop",
    )
    response = as_clerk.post(NEW, data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Enter a number." in page
    assert "Pick an item: type a part of its number or text." in page
    assert 'value="To the shop"' in page
    # The cells that only show the item are filled again.
    assert ">Oak plank</output>" in page
    assert ">m</output>" in page

    data = typed(store, (service, "1"), (plank, "0"), action="transfer", to_location=store.pk)
    page = as_clerk.post(NEW, data).content.decode()
    assert "Mounting is not kept in stock" in page
    assert "The quantity must be more than 0." in page
    assert "Pick another location than the one they are taken from." in page
    assert not ItemJournal.objects.exists()


@pytest.mark.parametrize("action", ["receipt", "issue", "count"])
def test_the_second_location_counts_for_transfers_only(as_clerk, store, shop, plank, action):
    as_clerk.post(NEW, typed(store, (plank, "1"), action=action, to_location=shop.pk))
    assert ItemJournal.objects.get().to_location is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"action": "gift"}, "Select a valid choice"),
        ({"date": "2026-02-30"}, "There is no such day"),
        ({"location": ""}, "Pick a stock location."),
        ({"location": "999999"}, "Select a valid choice"),
        ({"action": "transfer"}, "Pick the location that the goods go to."),
        ({"text": "x" * 201}, "200 characters"),
        ({"lines-TOTAL_FORMS": "0"}, "A journal has at least one line"),
        ({"number": "77"}, "IJ"),
    ],
)
def test_a_journal_that_cannot_be_posted(as_clerk, store, plank, changes, sentence):
    response = as_clerk.post(NEW, typed(store, (plank, "1")) | changes)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not StockMovement.objects.exists()


def test_a_location_of_another_company_is_not_offered(as_clerk, store, plank):
    foreign = StockLocationFactory()
    response = as_clerk.post(NEW, typed(foreign, (plank, "1")))
    assert "Select a valid choice" in response.content.decode()


def test_what_falls_below_zero_is_told_after_posting(as_clerk, store, plank):
    data = typed(store, (plank, "3"), action="issue")
    page = as_clerk.post(NEW, data, follow=True).content.decode()
    assert "Less than nothing is in stock now: 1001 Oak plank, -3 at Main store." in page


def test_a_delivery_tells_what_falls_below_zero(as_clerk, store, plank):
    number_kinds(plank.company, "delivery")
    order = order_of(plank.company, (plank, 2))
    sent = {
        "date": DAY.isoformat(),
        "stock_location": store.pk,
        f"quantity_{order.lines.get().pk}": "2",
    }
    deliver = reverse("orders:order_convert", args=[order.pk, "delivery"])
    page = as_clerk.post(deliver, sent, follow=True).content.decode()
    assert "1001 Oak plank, -2 at Main store" in page
    assert "Delivery" in as_clerk.get(plank.get_absolute_url()).content.decode()


def test_the_number_field_follows_the_series(as_clerk, store, plank, journal_series: NumberSeries):
    journal_series.manual_numbers = True
    save_series(journal_series)
    page = as_clerk.get(reverse("orders:journal_rule"), {"date": DAY.isoformat()}).content.decode()
    assert 'placeholder="IJ-1"' in page

    as_clerk.post(NEW, typed(store, (plank, "1"), number="OLD-9"))
    assert str(ItemJournal.objects.get().number) == "OLD-9"


def test_without_a_series_the_clerk_is_told_who_can_help(
    as_clerk, as_administrator, administrator, journal_series
):
    journal_series.assignments.all().delete()
    page = as_clerk.get(NEW).content.decode()
    assert "Who can do it: Anna Berg." in page
    assert "/setup/item_journal/" in as_administrator.get(NEW).url


def test_what_an_administrator_typed_waits_over_a_detour(
    as_administrator, store, plank, journal_series
):
    journal_series.assignments.all().delete()
    sent = typed(store, (plank, "7"), text="Waits", detour="1")
    away = as_administrator.post(NEW, sent)
    assert "/setup/item_journal/" in away.url
    page = as_administrator.get(NEW).content.decode()
    assert 'value="Waits"' in page
    assert 'value="7"' in page


# ---- the page of a journal ----


def test_a_count_shows_the_difference(as_auditor, clerk, store, plank):
    set_stock(item=plank, location=store, quantity=Decimal(10))
    journal = posted(clerk, "count", store, (plank, 12))
    page = as_auditor.get(journal.get_absolute_url()).content.decode()
    assert "+2" in page
    assert "Post the opposite" not in page


def test_a_journal_is_taken_back_by_its_opposite(as_clerk, clerk, store, shop, plank):
    journal = posted(clerk, "transfer", store, (plank, 4), to_location=shop)
    assert "Post the opposite" in as_clerk.get(journal.get_absolute_url()).content.decode()

    url = reverse("orders:journal_opposite", args=[journal.pk])
    page = as_clerk.post(url, follow=True).content.decode()

    assert "Journal IJ-2 takes IJ-1 back" in page
    assert "Takes back" in page
    assert (in_stock(plank, store), in_stock(plank, shop)) == (0, 0)
    first = as_clerk.get(journal.get_absolute_url()).content.decode()
    assert "Taken back by" in first
    assert "Post the opposite" not in first
    again = as_clerk.post(url, follow=True).content.decode()
    assert "This journal was taken back already." in again


def test_the_paper_of_a_journal_is_in_the_companys_language(as_auditor, clerk, store, shop, plank):
    store.company.language = "da"
    store.company.save()
    journal = posted(clerk, "transfer", store, (plank, 4), to_location=shop)
    page = as_auditor.get(reverse("orders:journal_print", args=[journal.pk])).content.decode()
    for words in ("Lagerflytning", "Til lokation", "Shop", "Oak plank", "IJ-1", "Karl Berg"):
        assert words in page


# ---- lists ----


def numbers(client, **query: str) -> list[str]:
    rows = client.get(LIST, query).context["list"]["rows"]
    return [str(row.item.number) for row in rows]


def test_the_list_is_searched_and_filtered(as_auditor, clerk, store, shop, plank):
    posted(clerk, "receipt", store, (plank, 1), text="From Lund")
    posted(clerk, "issue", store, (plank, 1))
    posted(clerk, "transfer", shop, (plank, 1), to_location=store)

    assert numbers(as_auditor) == ["IJ-3", "IJ-2", "IJ-1"]
    assert numbers(as_auditor, q="ij-2") == ["IJ-2"]
    assert numbers(as_auditor, q="lund") == ["IJ-1"]
    assert numbers(as_auditor, action="issue") == ["IJ-2"]
    assert numbers(as_auditor, location=str(shop.pk)) == ["IJ-3"]


def moved(client, **query: str) -> list[Decimal]:
    rows = client.get(MOVEMENTS, query).context["list"]["rows"]
    return [row.item.quantity for row in rows]


def test_the_movements_of_an_item_are_found_with_their_documents(
    as_auditor, clerk, store, shop, plank
):
    other = ItemFactory(company=store.company, typed_number="10010", text="Oak plank, long")
    set_stock(item=plank, location=shop, quantity=Decimal(8), by=clerk, on=DAY)
    posted(clerk, "receipt", store, (plank, 5), (other, 100))
    posted(clerk, "issue", store, (plank, 2))

    assert moved(as_auditor, item="1001") == [-2, 5, 8]
    assert moved(as_auditor, item="oak long") == [100]
    assert moved(as_auditor, item="oak", location=str(shop.pk)) == [8]
    assert moved(as_auditor, q="IJ-1") == [100, 5]
    assert moved(as_auditor, date_from="2027-01-01") == []
    page = as_auditor.get(MOVEMENTS).content.decode()
    assert "stated in the settings" in page
    assert "IJ-2" in page
    exported = b"".join(as_auditor.get(MOVEMENTS, {"export": "csv"}).streaming_content).decode()
    assert "Item journal IJ-2" in exported


def test_wb18_an_items_page_shows_stock_by_location_and_its_last_movements(
    as_auditor, company, clerk, store, plank
):
    consignment = StockLocationFactory(company=company, name="At Holm's", in_total_stock=False)
    posted(clerk, "receipt", store, (plank, 10))
    posted(clerk, "transfer", store, (plank, 4), to_location=consignment)

    response = as_auditor.get(plank.get_absolute_url())

    assert response.context["stock_total"] == 6
    page = response.content.decode()
    assert "consignment, not counted" in page
    assert [row.quantity for row in response.context["movements"]] == [4, -4, 10]
    assert ItemJournal.objects.all()[0].get_absolute_url() in page
    assert f"{MOVEMENTS}?item=1001" in page
