"""Commissions and records of the demo company, and a kind of records that it made up itself."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from functools import partial
from random import Random

from invoicing.demo.diary import Diary
from invoicing.demo.documents import DAYS
from invoicing.demo.master import Demo
from numbering.models import OwnKind
from numbering.services.uses import NewSeries, UseChange, save_own_kind_with_series
from orders.entries import CommissionData, RecordData
from orders.models import Record
from orders.services.closing import cancel_card, close_card
from orders.services.commissions import save_commission
from orders.services.records import save_record

COMMISSIONS = (
    "Paper mill, new conveyor",
    "Ferry terminal, railings",
    "Town hall, lift and stairs",
    "Sawmill, agreement on spare parts",
    "Cold store, exchange of compressors",
    "School kitchen, ventilation",
)
# Orders of the oldest ones are still to be delivered, which a closed commission would not take.
FINISHED = 2
# What the records of each kind are about.
RECORDS = {
    "case": (
        "Delivery damaged on the way",
        "Wrong thread on 40 bolts",
        "Customer asks for another drawing",
        "Invoice sent to the old address",
        "Bearing worn out after two months",
        "Certificate of the steel is missing",
        "Parcel left at the wrong gate",
    ),
    "project": ("New warehouse", "Web shop", "Certificate ISO 9001"),
    "subscription": (
        "Machine directory, yearly",
        "Grease refill each quarter",
        "Inspection of hoses twice a year",
    ),
    "finance_voucher": (
        "Depreciation of machines",
        "Cash count",
        "Rent of hall 2",
        "Difference of the stock count",
    ),
    "permit": (
        "Hot work in hall 2",
        "Work at height, roof of hall 1",
        "Crane on the yard",
        "Digging at the gate",
        "Night work on the conveyor",
    ),
}
PERMIT = "permit"


def make_commissions(demo: Demo, diary: Diary) -> None:
    """A commission every other month; by today one is finished."""

    def begin(name: str, day: Date) -> None:
        party = demo.parties[len(demo.commissions)]
        data = CommissionData(name=name, date=day, party=party)
        demo.commissions.append(save_commission(company=demo.company, by=demo.clerk, data=data))

    def finish(day: Date) -> None:
        demo.commissions[FINISHED] = close_card(card=demo.commissions[FINISHED], by=demo.clerk)

    for name, day in zip(COMMISSIONS, _days(diary, len(COMMISSIONS)), strict=True):
        diary.on(day, partial(begin, name))
    diary.on(diary.today, finish)


class Records:
    """Records of each kind over the year: most are closed after a while, one was a mistake."""

    def __init__(self, demo: Demo, diary: Diary, random: Random) -> None:
        self.demo, self.diary, self.random = demo, diary, random

    def begin(self) -> None:
        """Enter them into the diary, the company's own kind among them."""
        _make_permits(self.demo)
        for kind, titles in RECORDS.items():
            days = _days(self.diary, len(titles))
            for index, (title, day) in enumerate(zip(titles, days, strict=True)):
                self.diary.on(day, partial(self._enter, kind, title, index))

    def _enter(self, kind: str, title: str, index: int, day: Date) -> None:
        demo, open_ones = self.demo, [one for one in self.demo.commissions if one.is_open]
        data = RecordData(
            title=title,
            date=day,
            party=self.random.choice(demo.parties) if kind in ("case", "subscription") else None,
            commission=self.random.choice(open_ones) if open_ones and index % 2 else None,
            department=demo.departments[index % 2] if kind == PERMIT else None,
        )
        record = save_record(company=demo.company, kind=kind, by=demo.clerk, data=data)
        if kind == "case" and index == 3:
            cancel_card(card=record, by=demo.clerk, reason="Entered twice")
        elif kind != "subscription":
            self.diary.after(day, 40, lambda on: self._close(record))

    def _close(self, record: Record) -> None:
        close_card(card=record, by=self.demo.clerk)


def _days(diary: Diary, count: int) -> list[Date]:
    """So many days of the year, as far from each other as can be; the last one is not long ago."""
    return [diary.today - timedelta(days=DAYS * (count - n) // count - 9) for n in range(count)]


def _make_permits(demo: Demo) -> None:
    """The company's own kind: work permits, which each department numbers by itself."""
    changes = [UseChange("", PERMIT, NewSeries("PERMIT", "", "W-001"))]
    changes += [
        UseChange(
            one.code, PERMIT, NewSeries(f"PERMIT-{one.code}", "", f"W-{one.code[0]}-001"), one
        )
        for one in demo.departments
    ]
    kind = OwnKind(company=demo.company, code=PERMIT, name="Work permits")
    save_own_kind_with_series(kind, changes, by=demo.administrator)
