"""Commissions and records of the demo company, written through the services."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from invoicing.demo.master import Demo
from numbering.choices import Restart
from numbering.models import Department, OwnKind
from numbering.services import assign_series, create_series, find_series
from numbering.services.uses import NewSeries, UseChange, save_own_kind_with_series
from numbering.trail import changed_by
from orders.entries import CommissionData, RecordData
from orders.models import Commission, Record
from orders.services.closing import cancel_card, close_card
from orders.services.commissions import save_commission
from orders.services.records import save_record

COMMISSIONS = (
    "Paper mill, new conveyor",
    "Ferry terminal, railings",
    "Town hall, lift and stairs",
    "Sawmill, spare parts agreement",
    "Cold store, compressor exchange",
    "School kitchen, ventilation",
)
# How each kind is numbered, and what its records are about.
RECORDS = {
    "case": (
        "C-{YYYY}-001",
        (
            "Delivery damaged on the way",
            "Wrong thread on 40 bolts",
            "Customer asks for another drawing",
            "Invoice sent to the old address",
            "Bearing worn out after two months",
            "Missing certificate of the steel",
        ),
    ),
    "project": ("P-101", ("New warehouse", "Web shop", "Certificate ISO 9001")),
    "subscription": ("SUB-1001", ("Machine directory, yearly", "Grease refill each quarter")),
    "finance_voucher": ("F-{YYYY}-0001", ("Depreciation of machines", "Cash count", "Rent")),
}
PERMITS = (
    "Hot work in hall 2",
    "Work at height, roof of hall 1",
    "Crane on the yard",
    "Digging at the gate",
)


def make_records(demo: Demo, today: date, random: Random) -> None:
    """Commissions, records of each kind, and the company's own kind: work permits by department."""
    _number_kinds(demo)
    commissions = _make_commissions(demo, today, random)
    for kind, (_first, titles) in RECORDS.items():
        for title in titles:
            _make(demo, kind, title, today, random, commission=random.choice([None, *commissions]))
    departments = _make_departments(demo)
    _make_permits(demo, departments)
    for title in PERMITS:
        _make(demo, "permit", title, today, random, department=random.choice(departments))
    records = Record.objects.of(demo.company).order_by("pk")
    mistaken = records.of_kind("case").last()
    assert mistaken is not None
    cancel_card(card=mistaken, by=demo.clerk, reason="Entered twice")
    for record in records.exclude(pk=mistaken.pk)[::3]:
        close_card(card=record, by=demo.clerk)


def _number_kinds(demo: Demo) -> None:
    """Series for the kinds that the company does not number yet."""
    starts = {"commission": "K-1001"} | {kind: first for kind, (first, _) in RECORDS.items()}
    for kind, start in starts.items():
        if find_series(demo.company, kind) is None:
            series = create_series(
                demo.company,
                kind.replace("_", "-").upper(),
                register=kind,
                start=start,
                restart=Restart.FISCAL_YEAR if "{YYYY}" in start else Restart.NEVER,
                by=demo.administrator,
            )
            assign_series(demo.company, kind, series, by=demo.administrator)


def _make_commissions(demo: Demo, today: date, random: Random) -> list[Commission]:
    """Those still open; the oldest is finished."""
    made = []
    for weeks, name in enumerate(COMMISSIONS):
        data = CommissionData(
            name=name,
            date=today - timedelta(weeks=4 * (len(COMMISSIONS) - weeks)),
            party=random.choice(demo.parties),
        )
        made.append(save_commission(company=demo.company, by=demo.clerk, data=data))
    close_card(card=made[0], by=demo.clerk)
    return made[1:]


def _make_departments(demo: Demo) -> list[Department]:
    found = []
    for code, name in (("WORKSHOP", "Workshop"), ("SITE", "Building sites")):
        department = Department(company=demo.company, code=code, name=name)
        changed_by(department, demo.administrator)
        department.save()
        found.append(department)
    return found


def _make_permits(demo: Demo, departments: list[Department]) -> None:
    """The company's own kind: each department numbers its permits by itself."""
    changes = [UseChange("", "", NewSeries("PERMIT", "", "W-001"))]
    changes += [
        UseChange(one.code, "", NewSeries(f"PERMIT-{one.code}", "", f"W-{one.code[0]}-001"), one)
        for one in departments
    ]
    kind = OwnKind(company=demo.company, code="permit", name="Work permits")
    save_own_kind_with_series(kind, changes, by=demo.administrator)


def _make(
    demo: Demo,
    kind: str,
    title: str,
    today: date,
    random: Random,
    *,
    commission: Commission | None = None,
    department: Department | None = None,
) -> Record:
    data = RecordData(
        title=title,
        date=today - timedelta(days=random.randint(0, 20)),
        party=random.choice([None, *demo.parties]),
        commission=commission,
        department=department,
    )
    return save_record(company=demo.company, kind=kind, by=demo.clerk, data=data)
