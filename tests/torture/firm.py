"""The company whose documents are saved: one series for each way of numbering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import connection, models

from numbering.documents import DrawsInBulk, NumberedModel, NumberField
from numbering.engine.plan import plan_of
from numbering.models import Company, NumberSeries
from numbering.services import add_line, create_series, series_for
from orders.entries import LineData, OrderTypeRow
from orders.models import OrderType, Party, TaxRate
from orders.services.order_types import save_order_types
from tests.factories import CompanyFactory, PartyFactory, UserFactory, line_data, order_type

FIELDS = ("first", "second", "third")
NEW_YEAR = date(2027, 1, 1)
# Whose numbers may not have a hole; LOOSE is the one that may.
VOUCHER_SERIES = {
    "WHOLE": {"start": "W1"},
    "FILL": {"start": "F1", "gap_policy": "fill_gaps"},
    "LOOSE": {"start": "L1", "gap_policy": "gaps_allowed"},
    "YEAR": {"start": "{YYYY}-1", "restart": "fiscal_year"},
    "LOOSEYEAR": {
        "start": "L{YYYY}-1",
        "restart": "fiscal_year",
        "gap_policy": "gaps_allowed",
    },
    "TURN": {"start": "OLD1"},  # and from the new year on NEW1
}


class VoucherQuerySet(DrawsInBulk, models.QuerySet["Voucher"]):
    """Vouchers."""


class Voucher(NumberedModel):
    """A document with up to three numbers of different series, in any order of its fields."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    date = models.DateField()
    token = models.CharField(max_length=80, unique=True)
    # The codes of the series of its fields, in their order, with blanks between.
    wanted = models.CharField(max_length=80)
    first = NumberField(kind="voucher")
    second = NumberField(kind="voucher")
    third = NumberField(kind="voucher")

    objects = VoucherQuerySet.as_manager()

    class Meta:
        app_label = "torture"  # no app of the project: its table is made by hand

    def __str__(self) -> str:
        return self.token

    def wanted_series(self) -> dict[str, str]:
        """The code of each field that has a number."""
        return dict(zip(FIELDS, self.wanted.split(), strict=False))

    def number_due(self, field: str) -> bool:
        return field in self.wanted_series()

    def number_series(self, field: str) -> NumberSeries:
        return series_by_code[self.wanted_series()[field]]


# Of the company at work; a process reads each series once, as a web process does not: a plan that
# is older than the counter is what the engine must bear.
series_by_code: dict[str, NumberSeries] = {}


@dataclass(frozen=True, slots=True)
class Firm:
    """What the work needs to know."""

    company: Company
    by: User
    party: Party
    type: OrderType
    items: NumberSeries
    rate: TaxRate

    def lines(self) -> list[LineData]:
        """The two lines of an order."""
        return [line_data(self.company, tax_rate=self.rate) for _ in range(2)]

    @property
    def series(self) -> dict[str, NumberSeries]:
        """Every series whose documents are saved, by its name in the ledger."""
        orders, invoices = self.type.order_series, self.type.invoice_series
        assert orders is not None
        assert invoices is not None
        return {"ORDER": orders, "INVOICE": invoices, "ITEM": self.items, **series_by_code}


def make_voucher_table() -> None:
    """Once for each migrated database."""
    with connection.schema_editor() as editor:
        editor.create_model(Voucher)


def found_firm() -> Firm:
    """Make the company in the connected database."""
    company = CompanyFactory(code="TORTURE")
    by = UserFactory(username="worker")
    save_order_types(
        company=company,
        by=by,
        rows=[
            OrderTypeRow(
                slot=1,
                description="Order",
                order_from="000001",
                order_to="899999",
                order_next="000001",
                invoice_from="000001",
                invoice_to="899999",
                invoice_next="000001",
            )
        ],
    )
    for code, facts in VOUCHER_SERIES.items():
        create_series(company, code, register="voucher", **facts)
    turn = NumberSeries.objects.get(company=company, code="TURN")
    add_line(turn, start="NEW1", starting_date=NEW_YEAR)
    PartyFactory(company=company, by=by)
    return open_firm()


def open_firm() -> Firm:
    """The company of the connected database, with all that a warm process has read already."""
    company = Company.objects.get(code="TORTURE")
    series_by_code.clear()
    for code in VOUCHER_SERIES:
        series_by_code[code] = NumberSeries.objects.select_related("company").get(
            company=company, code=code
        )
    firm = Firm(
        company=company,
        by=User.objects.get(username="worker"),
        party=Party.objects.select_related("company").get(company=company),
        type=order_type(company, 1),
        items=series_for(company, "item"),
        rate=TaxRate.objects.get(company=company, code="25"),
    )
    for series in firm.series.values():
        plan_of(series)
    return firm
