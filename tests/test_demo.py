"""The demo company is made by the services and refuses to be made in earnest."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from invoicing.demo import year
from invoicing.models import Invoice
from numbering.models import Company, NumberSeries
from numbering.services import completeness
from orders.grouping import documents_of
from orders.models import (
    Commission,
    ItemJournal,
    Order,
    ProductionOrder,
    Record,
    TradeDocument,
)
from orders.tradekinds import trade_kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, monkeypatch) -> Company:
    settings.DEBUG = True
    few = {"orders": 12, "quotes": 12, "purchases": 12, "batches": 3}
    monkeypatch.setattr(year.live_a_year, "__kwdefaults__", few)
    call_command("demo", stdout=StringIO())
    return Company.objects.get(code="DEMO")


def test_the_demo_is_refused_outside_debug():
    with pytest.raises(CommandError, match="DEBUG=1 only"):
        call_command("demo", stdout=StringIO())
    assert not Company.objects.exists()


def test_the_demo_has_a_year_of_complete_numbers(demo):
    orders = Order.objects.of(demo)
    assert orders.count() > 12
    assert orders.filter(date__lt=timezone.localdate() - timedelta(days=200)).exists()
    for series in NumberSeries.objects.of(demo):
        assert completeness(series).is_complete, series.code


def test_the_demo_shows_every_kind_of_trade_document(demo):
    written = set(TradeDocument.objects.of(demo).values_list("kind", flat=True))
    assert written == {kind.code for kind in trade_kinds()}
    assert all(
        model.objects.of(demo).exists() for model in (Commission, ItemJournal, ProductionOrder)
    )
    assert Record.objects.of(demo).values_list("kind", flat=True).distinct().count() >= 4


def test_the_demo_has_commissions_and_records_of_many_kinds(demo):
    assert Commission.objects.of(demo).open().exists()
    assert {"case", "project", "permit"} <= set(
        Record.objects.of(demo).values_list("kind", flat=True)
    )
    assert Record.objects.of(demo).filter(state="cancelled").exists()
    assert any(documents_of(one)[0] for one in Commission.objects.of(demo))


def test_invoice_numbers_of_the_demo_follow_their_dates(demo):
    # Of type 1; advances and cash notes have series of their own.
    issued = Invoice.objects.of(demo).filter(number__series__code="INVOICE-1")
    dates = list(issued.order_by("number__value").values_list("date", flat=True))
    assert dates == sorted(dates)


def test_the_demo_says_its_log_ins_every_time(demo):
    said = StringIO()
    call_command("demo", stdout=said)
    assert "there already" in said.getvalue()
    for name in ("administrator", "clerk", "auditor"):
        assert name in said.getvalue()
    assert Company.objects.count() == 1


def test_the_demo_shows_every_way_of_invoicing(demo):
    invoices = Invoice.objects.of(demo).issued()
    kinds = set(invoices.values_list("kind", flat=True))
    assert kinds >= {"invoice", "credit_note", "cash_note", "advance"}
    assert invoices.filter(lines__settles__isnull=False).exists()
    free = invoices.filter(order=None, lines__tax_rate__isnull=False)
    assert set(free.values_list("kind", flat=True)) == {"invoice", "credit_note", "cash_note"}
