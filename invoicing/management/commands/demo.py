"""A demo company to look around in; for DEBUG only, its passwords are no secret."""

from __future__ import annotations

from random import Random
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from invoicing.demo.master import PASSWORD, PEOPLE, make_company
from invoicing.demo.year import live_a_year
from invoicing.models import Invoice
from numbering.models import Company
from numbering.transactions import write
from orders.models import Order, TradeDocument


class Command(BaseCommand):
    """Make the demo company with a year of orders and invoices, and print its log-ins."""

    help = "Make a demo company with three log-ins. Refuses to run outside DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the company unless it is there; everything or nothing."""
        if not settings.DEBUG:
            raise CommandError("The demo's passwords are no secret: it is made with DEBUG=1 only.")
        if Company.objects.filter(code="DEMO").exists():
            self.stdout.write("The demo company is there already; nothing was changed.")
        else:
            # The same company every time; only its dates move with the calendar.
            random = Random(2026)
            with write():
                demo = make_company(random)
                live_a_year(demo, timezone.localdate(), random)
            orders = Order.objects.of(demo.company).count()
            invoices = Invoice.objects.of(demo.company).count()
            others = TradeDocument.objects.of(demo.company).count()
            self.stdout.write(
                f"{demo.company.name}: {len(demo.parties)} customers, {len(demo.suppliers)} "
                f"suppliers, {len(demo.items)} items, {orders} orders, {invoices} invoices, "
                f"{others} other documents of sales and purchasing."
            )
        self.stdout.write("\nLog-ins (password for all three: " + PASSWORD + ")")
        for name, first, last, role in PEOPLE:
            self.stdout.write(f"  {name:<14} {first} {last}, {role}")
