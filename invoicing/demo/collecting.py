"""How the demo company's customers pay, and how it reminds those who do not."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from random import Random

from invoicing.choices import PaymentWay
from invoicing.demo.diary import Diary
from invoicing.demo.documents import DAYS
from invoicing.demo.master import Demo
from invoicing.models import InvoiceBalance, ReminderLevel
from invoicing.proposals import propose_reminders
from invoicing.selectors import other_side, usual_amounts
from invoicing.services.companies import equip_with_levels
from invoicing.services.payments import record_payment, set_off
from invoicing.services.reminders import make_reminders

FEE = Decimal(60)
# Statements come from the bank each week; reminders go out every second week.
WEEK, FORTNIGHT = 7, 14
# Every so many customers take their time.
SLOW = 6


class Collecting:
    """The clerk's mornings with the bank statement, and the letters to those who are not on it."""

    def __init__(self, demo: Demo, diary: Diary) -> None:
        self.demo = demo
        self.diary = diary
        # Its own chances, so that the other documents are the same with payments and without.
        self.random = Random(1926)

    def begin(self) -> None:
        """Set up the levels of reminding, and begin a year ago."""
        equip_with_levels(self.demo.company, self.demo.administrator)
        for level in ReminderLevel.objects.of(self.demo.company).filter(level__gt=1):
            level.fee = FEE
            level.save()
        first = self.diary.today - timedelta(days=DAYS)
        self.diary.after(first, WEEK, self.read_statement)
        self.diary.after(first, FORTNIGHT, self.remind)

    def read_statement(self, day: Date) -> None:
        """Most customers pay in time, some in parts, some late, a few not at all."""
        due = (
            InvoiceBalance.objects.of(self.demo.company)
            .unsettled()
            .filter(gross__gt=0, due_date__lte=day + timedelta(days=5))
        )
        for balance in list(due.select_related("invoice").oldest_first()):
            chance = self.random.random()
            if balance.party_id % SLOW == 0:
                chance += 0.5
            if chance < 0.56:
                self._pay(balance, day, None)
            elif chance < 0.6 and balance.open > 100:
                self._pay(balance, day, (balance.open / 2).quantize(Decimal("0.01")))
        self._return_credits(day)
        self.diary.after(day, WEEK, self.read_statement)

    def _return_credits(self, day: Date) -> None:
        """What a customer has to get back is set off, or returned when it is due."""
        credits = InvoiceBalance.objects.of(self.demo.company).credits()
        for credit in credits.select_related("invoice").oldest_first():
            others = list(other_side(credit).oldest_first())
            if others:
                set_off(
                    invoice=credit.invoice,
                    by=self.demo.clerk,
                    date=day,
                    amounts=usual_amounts(credit, others),
                )
            elif credit.due_date <= day:
                self._pay(credit, day, None)

    def _pay(self, balance: InvoiceBalance, day: Date, amount: Decimal | None) -> None:
        way = PaymentWay.CARD if self.random.random() < 0.05 else PaymentWay.BANK
        record_payment(
            invoice=balance.invoice, by=self.demo.clerk, date=day, amount=amount, way=way
        )

    def remind(self, day: Date) -> None:
        """Everybody who is due for it, unless there is something to set off first.

        The last letters are for whoever looks at the demo to send.
        """
        if day > self.diary.today - timedelta(days=FORTNIGHT):
            return
        proposals = propose_reminders(company=self.demo.company, on=day)
        parties = [one.party.pk for one in proposals if not one.credit]
        if parties:
            make_reminders(company=self.demo.company, by=self.demo.clerk, on=day, parties=parties)
        self.diary.after(day, FORTNIGHT, self.remind)
