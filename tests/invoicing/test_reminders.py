"""Who is reminded of what, when, and what stays of it."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from invoicing.exceptions import NoReminderLevels, NothingToRemind, ReminderCancelled
from invoicing.models import Invoice, Reminder, ReminderLevel, ReminderLine
from invoicing.proposals import propose_reminders
from invoicing.services.reminders import cancel_reminder, make_reminders
from numbering.exceptions import SeriesNotAssigned
from numbering.kinds import documents_of
from numbering.models import Company, IssuedNumber, SeriesAssignment
from numbering.presets import load_preset
from orders.exceptions import EntryErrors
from orders.models import Party
from tests.factories import DAY, InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.settling import credited, pay

pytestmark = pytest.mark.usefixtures("levels")


def after_due(days: int) -> datetime.date:
    """So many days after the invoices of DAY are due, by terms of 30 days."""
    return DAY + datetime.timedelta(days=30 + days)


@pytest.fixture
def party(company: Company) -> Party:
    """Somebody who is slow to pay."""
    return PartyFactory(company=company, name="Acme Byg")


@pytest.fixture
def invoice(company: Company, clerk: User, party: Party) -> Invoice:
    """99001 over 1250.00, due 30 days after DAY."""
    return invoice_of(party, clerk)


def invoice_of(party: Party, by: User, date: datetime.date = DAY) -> Invoice:
    order = OrderFactory(company=party.company, by=by, party=party)
    return InvoiceFactory(order=order, by=by, date=date)


def proposed(company: Company, days: int) -> list[tuple[str, int, list[int]]]:
    """Customer, level, and the levels of the invoices, so many days after the due date."""
    return [
        (one.party.name, one.level.level, [line.level for line in one.lines])
        for one in propose_reminders(company=company, on=after_due(days))
    ]


def remind(party: Party, by: User, days: int) -> Reminder:
    """Make the customer's reminder on that day."""
    (made,) = make_reminders(company=party.company, by=by, on=after_due(days), parties=[party.pk])
    return made


def test_an_invoice_climbs_from_level_to_level(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    """Worked example: 8 days after the due date, then 10 days after each reminder, three times."""
    assert proposed(company, 7) == []
    assert proposed(company, 8) == [("Acme Byg", 1, [1])]
    remind(party, clerk, 9)
    assert proposed(company, 18) == []
    assert proposed(company, 19) == [("Acme Byg", 2, [2])]
    remind(party, clerk, 30)
    assert proposed(company, 40) == [("Acme Byg", 3, [3])]
    remind(party, clerk, 40)
    assert proposed(company, 400) == []


def test_one_reminder_lists_all_that_the_customer_has_overdue(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    """Worked example: 1250.00, of which 250.00 is paid, and 1250.00; a fee of 40.00: 2290.00."""
    pay(invoice, 250)
    remind(party, clerk, 8)
    invoice_of(party, clerk, DAY + datetime.timedelta(days=12))  # overdue by 6 days then
    invoice_of(party, clerk, DAY + datetime.timedelta(days=30))  # not due yet
    reminder = remind(party, clerk, 18)
    assert (reminder.level, reminder.fee, reminder.open, reminder.total) == (2, 40, 2250, 2290)
    assert reminder.pay_by == after_due(18 + 7)
    lines = reminder.lines.order_by("position")
    assert [(one.invoice_number, one.days, one.open, one.level) for one in lines] == [
        ("99001", 18, 1000, 2),
        ("99002", 6, 1250, 0),
    ]
    # What was only listed has not been reminded: it waits from its own due date.
    assert proposed(company, 20) == [("Acme Byg", 1, [2, 1])]


def test_what_is_paid_credited_or_owed_to_the_customer_is_not_reminded(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    other = invoice_of(party, clerk)
    pay(other)
    credited(other, 1)
    (proposal,) = propose_reminders(company=company, on=after_due(8))
    assert [line.balance.invoice for line in proposal.lines] == [invoice]
    assert proposal.credit == 125
    credited(invoice, 10)
    assert proposed(company, 8) == []


def test_each_customer_has_one_reminder_and_the_numbers_follow_each_other(
    company: Company, clerk: User
) -> None:
    parties = [PartyFactory(company=company) for _ in range(3)]
    for party in parties * 2:
        invoice_of(party, clerk)
    made = make_reminders(
        company=company, by=clerk, on=after_due(8), parties=[one.pk for one in parties]
    )
    assert [str(one.number) for one in made] == ["R1001", "R1002", "R1003"]
    assert [one.lines.count() for one in made] == [2, 2, 2]
    number = made[0].number
    assert documents_of("reminder", [number.pk]) == {number.pk: made[0]}


def test_few_statements_however_many_customers(company: Company, clerk: User) -> None:
    counts = []
    for size in (2, 9):
        parties = [PartyFactory(company=company) for _ in range(size)]
        for party in parties:
            invoice_of(party, clerk)
        with CaptureQueriesContext(connection) as queries:
            make_reminders(
                company=company, by=clerk, on=after_due(8), parties=[one.pk for one in parties]
            )
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_nobody_is_reminded_twice_of_the_same(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    remind(party, clerk, 8)
    for parties in ([party.pk], []):
        with pytest.raises(NothingToRemind):
            make_reminders(company=company, by=clerk, on=after_due(8), parties=parties)
    assert Reminder.objects.count() == 1


def test_customers_of_another_company_are_not_reminded(
    company: Company, clerk: User, outsider: User, invoice: Invoice
) -> None:
    elsewhere = PartyFactory(company=outsider.memberships.get().company)
    invoice_of(elsewhere, outsider)
    with pytest.raises(NothingToRemind):
        remind_in(company, clerk, elsewhere)


def remind_in(company: Company, by: User, party: Party) -> list[Reminder]:
    return make_reminders(company=company, by=by, on=after_due(8), parties=[party.pk])


def test_without_levels_or_a_series_nothing_is_made(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    SeriesAssignment.objects.filter(company=company, kind="reminder").delete()
    with pytest.raises(SeriesNotAssigned):
        remind(party, clerk, 8)
    ReminderLevel.objects.all().delete()
    with pytest.raises(NoReminderLevels):
        remind(party, clerk, 8)
    assert not Reminder.objects.exists()


def test_kb03_reminders_take_their_fixed_series(company: Company, clerk: User) -> None:
    """The series that KeyBalance ships is there, and is what a reminder is numbered by."""
    SeriesAssignment.objects.filter(company=company, kind="reminder").delete()
    load_preset("keybalance", company=company)
    party = PartyFactory(company=company)
    invoice_of(party, clerk)
    assert remind(party, clerk, 8).number.series.code == "RYKKER"


def test_a_cancelled_reminder_counts_no_more(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    remind(party, clerk, 8)
    second = remind(party, clerk, 20)
    with pytest.raises(EntryErrors):
        cancel_reminder(reminder=second, by=clerk, reason="")
    cancel_reminder(reminder=second, by=clerk, reason="Agreed by telephone")
    with pytest.raises(ReminderCancelled):
        cancel_reminder(reminder=second, by=clerk, reason="Again")
    number = IssuedNumber.objects.get(pk=second.number_id)
    assert (number.state, number.reason) == ("void", "Agreed by telephone")
    assert proposed(company, 20) == [("Acme Byg", 2, [2])]
    assert str(remind(party, clerk, 20).number) == "R1003"


def test_the_text_is_in_the_customers_language_with_number_and_id(
    company: Company, clerk: User, party: Party, invoice: Invoice
) -> None:
    party.language = "da"
    party.save()
    reminder = remind(party, clerk, 8)
    assert reminder.shown_text == f"Rykker R1001, {reminder.internal_id}"
    ReminderLevel.objects.update(text_da="Something else")
    party.name = "Later"
    party.save()
    reminder.refresh_from_db()
    assert (reminder.shown_text[:12], reminder.buyer_name) == ("Rykker R1001", "Acme Byg")


def _add_line(reminder: Reminder) -> None:
    line = reminder.lines.get()
    line.pk, line.invoice = None, invoice_of(reminder.party, reminder.created_by)
    line.save()


ATTEMPTS = {
    "total": lambda reminder: Reminder.objects.update(total=1),
    "buyer": lambda reminder: Reminder.objects.update(buyer_name="Somebody"),
    "delete": lambda reminder: Reminder.objects.all()._raw_delete("default"),
    "line": lambda reminder: reminder.lines.update(open=1),
    "line deleted": lambda reminder: reminder.lines.all().delete(),
    "line added": _add_line,
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_reminder_stays_as_it_was_made(
    clerk: User, party: Party, invoice: Invoice, attempt: str
) -> None:
    reminder = remind(party, clerk, 8)
    with pytest.raises(DatabaseError, match="stays as it was made"), transaction.atomic():
        ATTEMPTS[attempt](reminder)
    assert ReminderLine.objects.get().open == Decimal(1250)
