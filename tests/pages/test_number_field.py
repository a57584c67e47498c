"""How the number field behaves on the entry pages: one test for each row of Business Central's
rules, and the rules of the others about typed and proposed numbers.
"""

from __future__ import annotations

import datetime

import pytest

from numbering.models import IssuedNumber
from numbering.services import add_line, find_series, peek, save_line
from orders.models import Order, Party
from tests.factories import DAY, OrderFactory, PartyFactory, order_type
from tests.pages.numbers import (
    NEW_ITEM,
    NEW_ORDER,
    NEW_PARTY,
    ORDER_RULE,
    PARTY_RULE,
    customer_series,
    field_of,
    order_series,
    relate,
    switched,
    text_of,
    typed_party,
)


def asked(company, slot=1, **facts):
    return {"order_type": order_type(company, slot).pk, "date": DAY.isoformat()} | facts


# ---- hidden, optional, required ----


def test_bc05_one_series_that_draws_hides_the_field(as_clerk, company):
    answers = [
        as_clerk.get(NEW_PARTY),
        as_clerk.get(NEW_ORDER),
        as_clerk.get(ORDER_RULE, asked(company)),
    ]

    assert [field_of(one) for one in answers] == [{}, {}, {}]
    assert "Next from CUSTOMER: 10001" in text_of(answers[0])
    assert "drawn when you save" in text_of(answers[0])


def test_bc04_default_and_manual_on_draws_when_left_empty(as_clerk, company):
    customer_series(company, manual_numbers=True)

    shown = as_clerk.get(NEW_PARTY)
    as_clerk.post(NEW_PARTY, typed_party(customer_number=""))
    as_clerk.post(NEW_PARTY, typed_party(customer_number="20001"))

    assert field_of(shown) == {"number": ""}
    assert 'placeholder="10001"' in shown.content.decode()
    numbers = [str(one.customer_number) for one in Party.objects.order_by("pk")]
    assert numbers == ["10001", "20001"]


def test_bc04_manual_only_must_be_typed(as_clerk, company):
    customer_series(company, default_numbers=False, manual_numbers=True)

    shown = as_clerk.get(NEW_PARTY)
    refused = as_clerk.post(NEW_PARTY, typed_party())
    as_clerk.post(NEW_PARTY, typed_party(customer_number="20001"))

    assert field_of(shown) == {"number": ""}
    assert "Type a new number" in text_of(shown)
    assert "draws no numbers: type one" in text_of(refused)
    assert [str(one.customer_number) for one in Party.objects.all()] == ["20001"]


def test_bc05_a_number_that_must_lie_in_the_range_names_the_range(as_clerk, company):
    switches = {"default_numbers": False, "manual_numbers": True, "manual_range": "inside"}
    customer_series(company, **switches)

    shown = as_clerk.get(NEW_PARTY)
    refused = as_clerk.post(NEW_PARTY, typed_party(customer_number="9999"))

    assert "Type a number within 10001–" in text_of(shown)
    assert "9999 is outside the range" in text_of(refused)
    assert field_of(refused) == {"number": "9999"}


def test_bc04_an_order_type_may_take_typed_numbers(as_clerk, company, typed_order):
    order_series(company, manual_numbers=True)

    shown = as_clerk.get(ORDER_RULE, asked(company))
    as_clerk.post(NEW_ORDER, typed_order(number="00077"))

    assert field_of(shown) == {"number": ""}
    assert str(Order.objects.get().number) == "00077"


# ---- drawing is not possible ----


def use_up(company):
    series = order_type(company, 1).order_series
    line = series.lines.get()
    line.last_number = line.first_number
    save_line(line)
    OrderFactory(company=company)
    return series


def test_bc05_an_exhausted_series_shows_the_field_again(
    as_clerk, as_administrator, company, typed_order
):
    series = use_up(company)

    for_clerk = as_clerk.get(ORDER_RULE, asked(company))
    for_administrator = as_administrator.get(ORDER_RULE, asked(company))
    refused = as_clerk.post(NEW_ORDER, typed_order())
    as_clerk.post(NEW_ORDER, typed_order(number="77001"))

    assert field_of(for_clerk) == {"number": ""}
    assert series.code in text_of(for_clerk)
    assert "Until then, type a number." in text_of(for_clerk)
    assert "Mend the series" not in text_of(for_clerk)
    assert "Mend the series" in text_of(for_administrator)
    assert field_of(refused) == {"number": ""}
    assert str(Order.objects.order_by("-pk")[0].number) == "77001"


def test_bc05_a_blocked_line_shows_the_field(as_clerk, company):
    line = find_series(company, "customer").lines.get()
    line.blocked = True
    save_line(line)

    shown = as_clerk.get(NEW_PARTY)
    as_clerk.post(NEW_PARTY, typed_party(customer_number="20001"))

    assert field_of(shown) == {"number": ""}
    assert str(Party.objects.get().customer_number) == "20001"


def test_bc05_a_date_without_line_shows_the_field_as_the_date_changes(as_clerk, company):
    line = order_type(company, 1).order_series.lines.get()
    line.starting_date = datetime.date(2026, 1, 1)
    save_line(line)

    today = as_clerk.get(ORDER_RULE, asked(company))
    before = as_clerk.get(ORDER_RULE, asked(company, date="2025-12-31"))

    assert field_of(today) == {}
    assert field_of(before) == {"number": ""}
    assert "no line for" in text_of(before)


def test_bc05_a_blocked_series_says_who_can_help(
    as_clerk, as_administrator, company, administrator
):
    customer_series(company, blocked=True)

    for_clerk = as_clerk.get(NEW_PARTY)
    for_administrator = as_administrator.get(NEW_PARTY)

    assert field_of(for_clerk) == {}
    assert "is blocked" in text_of(for_clerk)
    assert "Who can do it: Anna Berg." in text_of(for_clerk)
    assert "Mend the series" in text_of(for_administrator)


def test_bc05_mending_the_series_keeps_what_was_typed(as_administrator, company, typed_order):
    series = use_up(company)

    away = as_administrator.post(NEW_ORDER, typed_order(number="x", text="Urgent", detour="1"))
    there = as_administrator.get(away.url)
    line = series.lines.get()
    line.last_number = 10999
    save_line(line)
    back = as_administrator.get(NEW_ORDER)

    assert away.url == series.get_absolute_url()
    assert f'href="{NEW_ORDER}"' in there.content.decode()
    assert "Back to: New order" in text_of(there)
    assert "Urgent" in back.content.decode()
    assert "PO 4711" in back.content.decode()
    assert "not saved yet" in text_of(back)
    assert Order.objects.count() == 1
    assert "Urgent" not in as_administrator.get(NEW_ORDER).content.decode()


# ---- related series ----


def test_bc08_a_related_series_is_picked_and_its_next_number_previewed(as_clerk, company):
    export = relate(customer_series(company), "EXPORT", "E-60001")

    shown = as_clerk.get(NEW_PARTY)
    picked = as_clerk.get(PARTY_RULE, {"is_customer": "on", "customer_number_series": export.pk})
    as_clerk.post(NEW_PARTY, typed_party(customer_number_series=export.pk))

    assert "number_series" in field_of(shown)
    assert "Next from CUSTOMER: 10001" in text_of(shown)
    assert "Next from EXPORT · Export: E-60001" in text_of(picked)
    assert f'<option value="{export.pk}"\n                  selected>' in picked.content.decode()
    assert str(Party.objects.get().customer_number) == "E-60001"
    assert peek(find_series(company, "customer"), on=DAY) == "10001"


def test_bc08_a_series_that_does_not_draw_by_itself_offers_those_related(as_clerk, company):
    series = customer_series(company, default_numbers=False, manual_numbers=True)
    export = relate(series, "EXPORT", "E-60001")

    shown = as_clerk.get(NEW_PARTY)
    picked = as_clerk.get(PARTY_RULE, {"is_customer": "on", "customer_number_series": export.pk})

    assert field_of(shown).keys() == {"number", "number_series"}
    assert field_of(picked).keys() == {"number_series"}
    assert "E-60001" in text_of(picked)


def test_bc08_an_orders_related_series(as_clerk, company, typed_order):
    express = relate(order_series(company), "EXPRESS", "X-001")

    shown = as_clerk.get(ORDER_RULE, asked(company, number_series=express.pk))
    as_clerk.post(NEW_ORDER, typed_order(number_series=express.pk))

    assert "X-001" in text_of(shown)
    assert str(Order.objects.get().number) == "X-001"


def test_bc08_changing_the_type_forgets_the_series_picked(as_clerk, company, typed_order):
    express = relate(order_series(company), "EXPRESS", "X-001")

    shown = as_clerk.get(ORDER_RULE, asked(company, slot=2, number_series=express.pk))
    refused = as_clerk.post(NEW_ORDER, typed_order(slot=2, number_series=express.pk))

    assert field_of(shown) == {}
    assert "90001" in text_of(shown)
    assert "EXPRESS is not related to" in text_of(refused)
    assert "number_series" not in field_of(refused)
    assert Order.objects.count() == 0


@pytest.mark.parametrize("key", ["abc", "0", "9" * 30, "\x00"])
def test_bc08_a_series_that_is_none_is_as_if_none_was_picked(as_clerk, key):
    assert (
        as_clerk.get(PARTY_RULE, {"is_customer": "on", "customer_number_series": key}).status_code
        == 200
    )
    as_clerk.post(NEW_PARTY, typed_party(customer_number_series=key))

    assert str(Party.objects.get().customer_number) == "10001"


def test_bc08_another_companys_series_cannot_be_picked(as_clerk, outsider):
    theirs = customer_series(outsider.memberships.get().company)

    as_clerk.post(NEW_PARTY, typed_party(customer_number_series=theirs.pk))

    assert str(Party.objects.get().customer_number) == "10001"


def test_bc08_a_blocked_series_leaves_those_related_to_be_picked(as_clerk, company):
    series = customer_series(company)
    export = relate(series, "EXPORT", "E-60001")
    switched(series, blocked=True)

    shown = as_clerk.get(NEW_PARTY)
    as_clerk.post(NEW_PARTY, typed_party(customer_number_series=export.pk))

    assert "number_series" in field_of(shown)
    assert str(Party.objects.get().customer_number) == "E-60001"


def test_looking_at_the_field_gives_no_number_out(as_clerk, company):
    series = customer_series(company, manual_numbers=True)
    add_line(series, start="X-1")
    PartyFactory(company=company)
    before = IssuedNumber.objects.count()

    for address in (NEW_PARTY, NEW_ITEM, NEW_ORDER, f"{PARTY_RULE}?is_customer=on"):
        as_clerk.get(address)
    as_clerk.get(ORDER_RULE, asked(company))

    assert IssuedNumber.objects.count() == before
