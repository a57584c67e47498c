"""What is told of a number just given out: runs low, not fit for bookkeeping, moved by its date."""

from __future__ import annotations

import pytest
from django.urls import reverse

from invoicing.models import Invoice
from numbering.models import IssuedNumber
from numbering.services import create_series, find_series, save_line
from numbering.services.warnings import account_warning, assignment_warning, warning_for
from orders.models import Item, Order, Party
from tests.factories import DAY, DraftFactory, ItemFactory, OrderFactory, PartyFactory, order_type
from tests.pages.conftest import retyped
from tests.pages.numbers import (
    NEW_ITEM,
    NEW_ORDER,
    NEW_PARTY,
    customer_series,
    relate,
    text_of,
    typed_item,
    typed_party,
)


def warn_from(series, value, last=None):
    line = series.lines.get()
    line.warning_number, line.last_number = value, last or line.last_number
    save_line(line)


# ---- the warning number ----


def test_bc11_a_draw_beyond_the_warning_number_succeeds_and_says_what_is_left(
    as_clerk, company, typed_order
):
    warn_from(order_type(company, 1).order_series, 2, last=4)

    told = [text_of(as_clerk.post(NEW_ORDER, typed_order(), follow=True)) for _ in range(4)]

    assert Order.objects.count() == 4
    assert "runs low" not in told[0]
    assert "runs low: 2 numbers are left." in told[1]
    assert "runs low: 1 number is left." in told[2]
    assert "00004 was the last number" in told[3]


def test_bc11_customers_items_and_invoices_tell_it_too(as_clerk, clerk, company):
    warn_from(find_series(company, "customer"), 10001, last=19999)
    warn_from(find_series(company, "item"), 1001, last=1999)
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    warn_from(draft.order_type.invoice_series, 99001)

    issue = reverse("invoicing:invoice_issue", args=[draft.pk])
    told = [
        as_clerk.post(NEW_PARTY, typed_party(), follow=True),
        as_clerk.post(NEW_ITEM, typed_item(company), follow=True),
        as_clerk.post(issue, follow=True),
    ]

    assert ["runs low" in text_of(one) for one in told] == [True, True, True]
    assert "998 numbers are left" in text_of(told[2])
    assert Item.objects.count() == 1
    assert Invoice.objects.get().number is not None


def test_bc11_typed_numbers_and_later_changes_say_nothing(as_clerk, company):
    series = customer_series(company, manual_numbers=True)
    warn_from(series, 10001, last=19999)

    typed = as_clerk.post(NEW_PARTY, typed_party(customer_number="12000"), follow=True)
    edit = reverse("orders:party_edit", args=[PartyFactory(company=company).pk])
    changed = as_clerk.post(edit, typed_party(name="New"), follow=True)

    assert "runs low" not in text_of(typed)
    assert "runs low" not in text_of(changed)


def test_bc11_an_open_ended_line_names_its_warning_number(company):
    warn_from(find_series(company, "item"), 1001)
    item = ItemFactory(company=company)

    assert warning_for(item.number) == "The number series ITEM has passed its warning number 1001."


# ---- customer numbers in bookkeeping ----


@pytest.mark.parametrize(
    ("text", "warns"), [("10001", False), ("K-10001", False), ("1001", True), ("100001", True)]
)
def test_ew07_customer_numbers_have_one_digit_more_than_ledger_accounts(company, text, warns):
    assert bool(account_warning(company, "customer", text)) is warns
    assert bool(account_warning(company, "supplier", text)) is warns
    assert account_warning(company, "item", text) == ""


def test_ew07_the_warning_follows_the_companys_ledger_accounts(company):
    company.ledger_account_digits = 5

    sentence = account_warning(company, "customer", "10001")

    assert "10001 has 5 digits" in sentence
    assert "exactly 6" in sentence


def test_ew07_entry_saving_and_detail_warn_and_do_not_refuse(as_clerk, company):
    customer_series(company, manual_numbers=True)
    short = relate(find_series(company, "customer"), "SHORT", "C-01")

    typed = as_clerk.post(NEW_PARTY, typed_party(customer_number="77"), follow=True)
    picked = {"is_customer": "on", "customer_number_series": short.pk}
    rule = as_clerk.get(reverse("orders:party_rule"), picked)
    detail = as_clerk.get(Party.objects.get().get_absolute_url())
    edit = as_clerk.get(reverse("orders:party_edit", args=[Party.objects.get().pk]))

    for answer in (typed, detail, edit):
        assert "77 has 2 digits; for bookkeeping" in text_of(answer)
    assert "C-01 has 2 digits" in text_of(rule)
    assert "for bookkeeping" not in text_of(as_clerk.get(NEW_PARTY))


def test_ew07_assigning_such_a_series_warns(as_administrator, company):
    fit = create_series(company, "FIT", register="supplier", start="70000", end="99999")
    wide = create_series(company, "WIDE", register="supplier", start="S-10000", end="S-100000")

    address = reverse("numbering:setup", args=["supplier"])
    told = as_administrator.post(f"{address}?next=/addresses/", {"series": wide.pk}, follow=True)

    assert assignment_warning(company, "supplier", fit) == ""
    assert "S-100000 has 6 digits" in assignment_warning(company, "supplier", wide)
    assert "S-100000 has 6 digits" in text_of(told)


# ---- a date moved to another year ----


@pytest.fixture
def yearly(company):
    """Order type 1 counts anew each year, the year in the number."""
    series = order_type(company, 1).order_series
    line = series.lines.get()
    line.date_part, line.prefix2, line.restart = "YYYY", "-", "fiscal_year"
    line.last_number = None
    save_line(line)
    return series


def move(client, order, day):
    edit = reverse("orders:order_edit", args=[order.pk])
    return client.post(edit, retyped(order, date=day), follow=True)


@pytest.mark.parametrize(("policy", "told"), [("unbroken", "is void"), ("fill_gaps", "was freed")])
def test_ew04_a_date_moved_to_another_year_gets_a_new_number(
    as_clerk, company, yearly, policy, told
):
    line = yearly.lines.get()
    line.gap_policy = policy
    save_line(line)
    order = OrderFactory(company=company, date=DAY)

    answer = move(as_clerk, order, "2025-12-30")

    moved = Order.objects.get()
    assert (str(order.number), str(moved.number)) == ("2026-00001", "2025-00001")
    assert f"The order is now 2025-00001; 2026-00001 {told}." in text_of(answer)
    state = IssuedNumber.objects.get(text="2026-00001").state
    assert state == ("free" if policy == "fill_gaps" else "void")
    assert "2025-00001" in text_of(as_clerk.get(reverse("orders:order_list")))


def test_ew04_the_page_says_so_as_the_date_changes(as_clerk, company, yearly):
    order = OrderFactory(company=company, date=DAY)
    address = reverse("orders:order_move", args=[order.pk])

    stays = as_clerk.get(address, {"date": "2026-01-02"})
    moves = as_clerk.get(address, {"date": "2025-12-30"})
    page = as_clerk.get(reverse("orders:order_edit", args=[order.pk]))

    assert "another period" not in text_of(stays)
    assert "2026-00001" in text_of(moves)
    assert "it gets the number 2025-00001" in text_of(moves)
    assert f'hx-get="{address}"' in page.content.decode()
    assert str(Order.objects.get().number) == "2026-00001"


def test_ew04_a_date_in_the_same_year_keeps_the_number(as_clerk, company, yearly):
    order = OrderFactory(company=company, date=DAY)

    told = move(as_clerk, order, "2026-02-01")

    assert str(Order.objects.get().number) == "2026-00001"
    assert "is now" not in text_of(told)
