"""The start page: what needs doing, by role."""

import datetime
import re

import pytest
from django.db import transaction
from django.utils import timezone

from config.panels import panels_for
from numbering.levels import low_levels
from numbering.models import IssuedNumber
from numbering.pages.completeness import incomplete_series
from numbering.services import (
    add_line,
    create_series,
    draw_many,
    save_line,
    void,
)
from numbering.services.jumps import record_jump
from tests.factories import (
    DAY,
    CompanyFactory,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    number_kinds,
)

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", response.content.decode())


def test_a_clerk_sees_what_to_do_next(client, clerk, company):
    open_order = OrderFactory(company=company, by=clerk)
    DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    client.force_login(clerk)

    response = client.get("/")

    assert titles(response) == [
        "Orders to invoice",
        "Invoice drafts to issue",
        "Overdue",
        "My last documents",
    ]
    page = response.content.decode()
    assert f'href="{open_order.get_absolute_url()}"' in page
    assert re.search(r'href="/orders/new/"[^>]*data-key="n"', page)


def test_a_clerk_of_a_company_that_delivers_and_buys_sees_more(client, clerk, company):
    number_kinds(company, "delivery", "purchase_order")
    order = OrderFactory(company=company, by=clerk)
    InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    delivery = TradeFactory(company=company, by=clerk, kind="delivery", party=order.party)
    client.force_login(clerk)

    response = client.get("/")

    assert titles(response) == [
        "Orders to deliver",
        "Orders to invoice",
        "Deliveries to invoice",
        "Invoice drafts to issue",
        "Overdue",
        "Open purchase orders",
        "My last documents",
    ]
    rows = {str(panel.title): panel.rows for panel in response.context["panels"]}
    assert rows["Orders to deliver"] == [order]
    assert rows["Deliveries to invoice"] == [delivery]
    assert rows["My last documents"][0] == delivery
    page = response.content.decode()
    assert f'href="{delivery.get_absolute_url()}"' in page
    assert "Everything that was ordered has come in." in page


@pytest.mark.parametrize("title", ["Orders to deliver", "Deliveries to invoice"])
def test_a_panel_and_the_list_it_leads_to_show_the_same(client, clerk, company, title):
    number_kinds(company, "delivery")
    for _ in range(2):
        order = OrderFactory(company=company, by=clerk)
        InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
        TradeFactory(company=company, by=clerk, kind="delivery", party=order.party)
    client.force_login(clerk)

    panels = {str(panel.title): panel for panel in client.get("/").context["panels"]}
    rows = client.get(panels[title].more).context["list"]["rows"]

    assert {row.item for row in rows} == set(panels[title].rows)
    assert len(rows) == 2


def test_what_is_overdue_longest_comes_first(client, clerk, company):
    today = timezone.localdate()
    for days in (40, 100, 10):
        order = OrderFactory(company=company, by=clerk)
        InvoiceFactory(order=order, by=clerk, date=today - datetime.timedelta(days=days))
    client.force_login(clerk)

    response = client.get("/")

    panel = next(one for one in response.context["panels"] if str(one.title) == "Overdue")
    assert [str(row.invoice.number) for row in panel.rows] == ["99002", "99001"]
    assert "70 days" in response.content.decode()
    listed = client.get(panel.more).context["list"]["rows"]
    assert [row.item for row in listed] == panel.rows


def test_late_purchase_orders_come_first(client, clerk, company):
    number_kinds(company, "supplier")
    supplier = PartyFactory(company=company, is_customer=False, is_supplier=True)
    today = timezone.localdate()
    for days in (None, 3, -2, 0):
        due = None if days is None else today + datetime.timedelta(days=days)
        TradeFactory(company=company, by=clerk, kind="purchase_order", party=supplier, due_date=due)
    client.force_login(clerk)

    page = client.get("/").content.decode().partition("Open purchase orders")[2]

    numbers = re.findall(r'<a href="/documents/purchase_order/\d+/">(\d+)</a>', page)
    assert numbers[:4] == ["1003", "1004", "1002", "1001"]
    assert re.findall(r'state-(\w+)">', page)[:4] == ["overdue", "open", "open", "open"]


def test_an_administrator_sees_what_is_to_be_set_up(client, administrator, company):
    client.force_login(administrator)
    page = client.get("/").content.decode()
    assert "Number series that run low" in page
    assert "Not set up yet" in page
    assert "A stock location" in page
    assert "Last changes of settings" in page


def test_an_auditor_sees_numbers_and_no_way_to_write(client, auditor, company):
    client.force_login(auditor)
    response = client.get("/")
    assert titles(response) == [
        "Numbers given out last",
        "Completeness",
        "Void numbers",
        "Last changes of settings",
    ]
    assert b"New order" not in response.content
    assert b'href="/settings/"' not in response.content


def test_empty_panels_say_so(client, clerk, company):
    client.force_login(clerk)
    page = client.get("/").content.decode()
    assert "Every order is invoiced." in page
    assert "No drafts: every invoice has been issued." in page


def test_the_number_of_queries_does_not_depend_on_the_documents(
    client, clerk, company, django_assert_max_num_queries
):
    client.force_login(clerk)
    OrderFactory(company=company, by=clerk)
    with django_assert_max_num_queries(20) as few:
        client.get("/")
    for _ in range(5):
        DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
        OrderFactory(company=company, by=clerk)
    with django_assert_max_num_queries(20) as many:
        client.get("/")
    assert len(many) == len(few)


def test_two_roles_show_each_panel_once(rf, administrator, company):
    request = rf.get("/")
    request.user, request.company = administrator, company
    request.roles = frozenset({"Administrators", "Clerks", "Auditors"})
    shown = [panel.title for panel in panels_for(request)]
    assert len(shown) == len(set(shown))
    assert shown[0] == "Orders to invoice"


# ---- series that run low ----


def low(company) -> list[tuple[str, int]]:
    return [(level.series.code, level.left) for level in low_levels(company, on=DAY)]


def draw_some(series, count):
    with transaction.atomic():
        return draw_many(series, count, on=DAY)


def test_a_series_runs_low_at_nine_tenths_and_is_used_up_at_the_end(company):
    series = create_series(company, "CASE", register="case", start="C01", end="C20")
    draw_some(series, 17)
    assert low(company) == []
    draw_some(series, 1)
    assert low(company) == [("CASE", 2)]
    draw_some(series, 2)
    assert low(company) == [("CASE", 0)]


def test_a_warning_number_of_its_own_decides(company):
    series = create_series(
        company, "CASE", register="case", start="C001", end="C900", warning="C010"
    )
    draw_some(series, 8)
    assert low(company) == []
    draw_some(series, 1)
    assert low(company) == [("CASE", 891)]


def test_an_open_end_a_blocked_line_and_a_line_to_come_do_not_run_low(company):
    create_series(company, "OPEN", register="case", start="C1")
    blocked = create_series(company, "BLOCKED", register="project", start="P1", end="P2")
    draw_some(blocked, 2)
    line = blocked.lines.get()
    line.blocked = True
    save_line(line)
    later = create_series(company, "LATER", register="reminder", start="R1", end="R1")
    draw_some(later, 1)
    add_line(later, start="S1", end="S999", starting_date=DAY)
    assert low(company) == []


def test_a_second_line_of_the_same_date_takes_over(company):
    series = create_series(company, "CASE", register="case", start="C1", end="C3")
    add_line(series, start="D1", end="D99")
    draw_some(series, 3)
    assert low(company) == []


def test_lines_that_allow_gaps_count_too(company):
    series = create_series(
        company, "CASE", register="case", start="C1", end="C4", gap_policy="gaps_allowed"
    )
    draw_some(series, 4)
    assert low(company) == [("CASE", 0)]


def test_other_companies_series_are_not_told(company):
    other = CompanyFactory()
    draw_some(create_series(other, "CASE", register="case", start="C1", end="C1"), 1)
    assert low(company) == []


# ---- missing numbers ----


def test_nothing_is_missing_after_drawing_and_voiding(client, auditor, company, clerk):
    series = create_series(company, "CASE", register="case", start="C1", end="C99")
    numbers = draw_some(series, 5)
    with transaction.atomic():
        void(numbers[2], reason="torn", by=clerk)
    client.force_login(auditor)
    page = client.get("/numbers/missing/").content.decode()
    assert "No number is missing from any series without a cause." in page


def test_a_missing_number_is_told_by_name(client, auditor, company):
    series = create_series(company, "CASE", register="case", start="C1", end="C99")
    counter = draw_some(series, 3)[0].line.counters.get()
    # Nothing in the program can do this: somebody has worked on the database by hand.
    counter.next_value = 6
    counter.save()
    assert [str(report.missing[0].first) for report in incomplete_series(company)] == ["C4"]
    client.force_login(auditor)
    page = client.get("/numbers/missing/").content.decode()
    assert "C4" in page
    assert "C5" in page


def test_a_documented_jump_is_no_alarm(company, administrator):
    series = create_series(company, "CASE", register="case", start="C1", end="C99")
    line = draw_some(series, 3)[0].line
    line.counters.update(next_value=10)
    record_jump(line=line, period="", start=4, stop=10, reason="New year")
    assert incomplete_series(company) == []
    assert IssuedNumber.objects.of(company).filter(kind="").count() == 3


def test_missing_numbers_are_not_for_clerks(client, clerk):
    client.force_login(clerk)
    assert client.get("/numbers/missing/").status_code == 403
