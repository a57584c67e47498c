"""Reminders on their pages: proposed, made, shown, printed in the right language, cancelled."""

from __future__ import annotations

import pytest
from django.urls import reverse

from invoicing.models import Reminder, ReminderLevel
from invoicing.views import reminders as views
from numbering.models import SeriesAssignment
from tests.factories import InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.settling import credited, invoice_like, pay, reminded

NEW = reverse("invoicing:reminder_new")
LIST = reverse("invoicing:reminder_list")
# Invoices of 21 November with terms of 30 days are due on 21 December.
ON = "2027-01-10"

pytestmark = pytest.mark.usefixtures("levels")


def url(name: str, reminder: Reminder) -> str:
    return reverse(f"invoicing:reminder_{name}", args=[reminder.pk])


@pytest.fixture
def invoices(company, clerk):
    """Acme's 99001 and 99002, and Berg's 99003, over 1250.00 each."""
    found = []
    for name in ("Acme", "Acme", "Berg"):
        party = (
            found[0].party if name == "Acme" and found else PartyFactory(company=company, name=name)
        )
        order = OrderFactory(company=company, party=party)
        found.append(InvoiceFactory(order=order, by=clerk))
    return found


def ticks(*invoices) -> dict[str, str]:
    return {"on": ON} | {f"party_{invoice.party_id}": "on" for invoice in invoices}


def test_who_is_due_is_proposed_and_ticked(as_clerk, invoices):
    assert "Nobody is due" in as_clerk.get(NEW, {"on": "2026-12-24"}).content.decode()
    assert "Nobody is due" in as_clerk.get(NEW, {"on": "never"}).content.decode()
    page = as_clerk.get(NEW, {"on": ON})
    rows = page.context["form"].rows()
    assert [(row.proposal.party.name, row.proposal.total) for row in rows] == [
        ("Acme", 2500),
        ("Berg", 1250),
    ]
    assert all(row.field.value() for row in rows)
    for shown in ("99001", "99002", "99003"):
        assert shown in page.content.decode()


def test_who_has_something_to_get_back_is_not_ticked(as_clerk, invoices):
    pay(invoices[0])
    credited(invoices[0], 1)
    page = as_clerk.get(NEW, {"on": ON})
    assert [row.field.value() for row in page.context["form"].rows()] == [False, True]
    assert "125.00 is to be returned: set it off first." in page.content.decode()


def test_what_is_ticked_is_made(as_clerk, clerk, invoices):
    page = as_clerk.post(NEW, ticks(*invoices), follow=True).content.decode()
    assert "2 reminders are made: R1001 to R1002." in page
    assert [one.buyer_name for one in Reminder.objects.order_by("pk")] == ["Acme", "Berg"]
    assert set(Reminder.objects.values_list("created_by", flat=True)) == {clerk.pk}


def test_a_single_reminder_is_shown(as_clerk, invoices):
    page = as_clerk.post(NEW, ticks(invoices[2]), follow=True)
    assert page.redirect_chain[-1][0] == Reminder.objects.get().get_absolute_url()
    assert "Reminder R1001 is made." in page.content.decode()


def test_nothing_ticked_or_nothing_due_any_more_is_told(as_clerk, invoices):
    assert "Tick the customers" in as_clerk.post(NEW, {"on": ON}).content.decode()
    SeriesAssignment.objects.filter(kind="reminder").delete()
    refused = as_clerk.post(NEW, ticks(invoices[2]))
    assert "No number series is set" in refused.content.decode()
    kept = {row.proposal.party.name: row.field.value() for row in refused.context["form"].rows()}
    assert kept == {"Acme": False, "Berg": True}
    for invoice in invoices:
        pay(invoice)
    assert "Nobody is due" in as_clerk.post(NEW, ticks(invoices[2])).content.decode()
    assert not Reminder.objects.exists()


def test_without_levels_it_is_said_who_sets_them_up(as_clerk, invoices):
    ReminderLevel.objects.all().delete()
    for page in (as_clerk.get(NEW, {"on": ON}), as_clerk.post(NEW, ticks(invoices[0]))):
        assert "No levels of reminding are set up" in page.content.decode()


def test_so_many_are_shown_at_a_time(as_clerk, invoices, monkeypatch):
    monkeypatch.setattr(views, "MOST_PROPOSED", 1)
    page = as_clerk.get(NEW, {"on": ON})
    assert len(page.context["form"].rows()) == 1
    assert "2 customers are due for a reminder. The first 1 are shown" in page.content.decode()


def test_the_page_of_a_reminder_and_of_its_invoice(as_clerk, invoices):
    reminder = reminded(invoices[0])
    page = as_clerk.get(reminder.get_absolute_url()).content.decode()
    for shown in ("R1001", "99001", "99002", "2,500.00 DKK", f"Reminder R1001, {reminder}"):
        assert shown in page
    assert "R1001" in as_clerk.get(invoices[1].get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Payment reminder", "Reminder no. 2"),
        ("da", "Betalingspåmindelse", "Rykker nr. 2"),
        ("sv", "Betalningspåminnelse", "Påminnelse nr 2"),
        ("de", "Zahlungserinnerung", "2. Mahnung"),
        ("pl", "Przypomnienie o płatności", "Wezwanie do zapłaty nr 2"),
        ("fi", "Maksumuistutus", "Maksukehotus nro 2"),
    ],
)
def test_the_paper_is_in_the_customers_language(as_clerk, invoices, language, first, second):
    party = invoices[2].party
    party.language = language
    party.save()
    reminder = reminded(invoices[2])
    page = as_clerk.get(url("print", reminder)).content.decode()
    assert f'<html lang="{language}">' in page
    for shown in (first, "R1001", "99003", "Nordisk Træ ApS", "DKK"):
        assert shown in page
    assert "style=" not in page
    later = Reminder(**{f.attname: getattr(reminder, f.attname) for f in Reminder._meta.fields})
    later.pk, later.number_id, later.level, later.line_count = None, None, 2, 0
    later.save(by=reminder.created_by)
    assert second in as_clerk.get(url("print", later)).content.decode()


def test_a_reminder_is_cancelled_with_a_reason(as_clerk, invoices):
    reminder = reminded(invoices[2])
    address = url("cancel", reminder)
    assert "Type a reason" in as_clerk.post(address, {"reason": ""}).content.decode()
    page = as_clerk.post(address, {"reason": "Paid in cash"}, follow=True).content.decode()
    assert "Reminder R1001 is cancelled." in page
    assert "Paid in cash" in page
    assert "cancelled already" in as_clerk.post(address, {"reason": "x"}).content.decode()
    assert "This reminder is cancelled." in as_clerk.get(url("print", reminder)).content.decode()


def test_the_list_of_reminders(as_clerk, invoices):
    first, second = reminded(invoices[0]), reminded(invoices[2])

    def found(**query: str) -> list[Reminder]:
        return [row.item for row in as_clerk.get(LIST, query).context["list"]["rows"]]

    assert found() == [second, first]
    assert found(customer="acme") == found(q="R1001") == [first]
    assert found(level="2") == found(state="cancelled") == []
    assert "3,750.00" in as_clerk.get(LIST).content.decode()


def test_a_reminder_follows_its_number_to_the_register(as_clerk, invoices):
    reminder = reminded(invoices[2])
    page = as_clerk.get(reminder.number.get_absolute_url()).content.decode()
    assert reminder.get_absolute_url() in page
    assert invoice_like(invoices[0]).get_absolute_url() not in page
