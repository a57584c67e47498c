"""The demo company's settings and master data, all written through the services."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model

from invoicing.choices import ReferenceChoice
from invoicing.demo.forms import make_print_forms
from invoicing.demo.names import CUSTOMERS, ITEMS, MASTER_SERIES, TYPED
from invoicing.models import BankDetails, PaymentTerms
from invoicing.services.bank_details import save_bank_details
from numbering.access import ADMINISTRATORS, AUDITORS, CLERKS
from numbering.models import Company, Department, Membership
from numbering.presets import load_preset
from numbering.services import assign_series, create_series
from numbering.trail import changed_by
from orders.choices import TaxCategory
from orders.entries import ItemData, PartyData
from orders.models import Commission, Item, Party, StockLocation, TaxRate
from orders.services.companies import prepare_company
from orders.services.items import save_item
from orders.services.order_types import couple_stock_locations, save_order_type
from orders.services.parties import save_party
from orders.services.stock import set_stock

PASSWORD = "nummerwerk"
PEOPLE = (
    ("administrator", "Ada", "Lindqvist", ADMINISTRATORS),
    ("clerk", "Cleo", "Bergström", CLERKS),
    ("auditor", "August", "Holm", AUDITORS),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the documents are made of."""

    company: Company
    administrator: User
    clerk: User
    # Customers.
    parties: list[Party]
    items: list[Item]
    # Made by demo.papers, for all that is not an order or an invoice.
    prospects: list[Party] = field(default_factory=list)
    suppliers: list[Party] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    commissions: list[Commission] = field(default_factory=list)


def make_company(random: Random) -> Demo:
    """The company with its people, order types, customers, items and stock."""
    company = Company.objects.create(
        code="DEMO",
        name="Verkstad Norr AB",
        street="Smedjegatan 14",
        postcode="972 33",
        city="Luleå",
        country="SE",
        tax_id="SE556677889901",
        email="order@verkstadnorr.example",
        phone="+46 920 555 010",
        currency="SEK",
        automatic_item_numbers=True,
        advances_through_receivables=True,
    )
    people = {name: _person(company, name, *rest) for name, *rest in PEOPLE}
    administrator, clerk = people["administrator"], people["clerk"]
    _make_settings(company, administrator)
    parties = make_parties(company, clerk, CUSTOMERS, is_customer=True)
    return Demo(company, administrator, clerk, parties, _make_items(company, clerk, random))


def _person(company: Company, name: str, first: str, last: str, role: str) -> User:
    user, created = User.objects.get_or_create(
        username=name,
        defaults={
            "first_name": first,
            "last_name": last,
            "email": f"{name}@verkstadnorr.example",
            "is_staff": role == ADMINISTRATORS,
        },
    )
    if created:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    user.groups.add(Group.objects.get(name=role))
    Membership.objects.get_or_create(company=company, user=user)
    return user


def _make_settings(company: Company, by: User) -> None:
    prepare_company(company=company)
    load_preset("winbas", company=company, by=by)
    make_series(company, MASTER_SERIES, by)
    for slot, name, first, last in (
        (8, "Shared invoice series", "700001", "799999"),
        (9, "Advance payments", "900001", "909999"),
    ):
        save_order_type(
            company=company,
            by=by,
            slot=slot,
            description=name,
            invoice_from=first,
            invoice_to=last,
            invoice_next=first,
        )
    for code, name, percent in (("25", "25 %", 25), ("12", "12 %", 12), ("6", "6 %", 6)):
        add_setting(TaxRate(company=company, code=code, name=name, percent=percent), by)
    export = TaxRate(company=company, code="0", name="No tax", percent=0)
    export.category, export.exemption_reason = TaxCategory.EXPORT, "Export outside the EU"
    add_setting(export, by)
    for code, name, days, cash in (
        ("30", "30 days net", 30, False),
        ("10", "10 days net", 10, False),
        ("CASH", "Cash", 0, True),
    ):
        terms = PaymentTerms(company=company, code=code, name=name, days=days, is_cash=cash)
        terms.is_default = code == "30"
        add_setting(terms, by)
    _make_bank_details(company, by)
    make_print_forms(company, by)
    _make_locations(company, by)


def _make_bank_details(company: Company, by: User) -> None:
    """Swedish customers pay with an OCR number, those of other countries with an RF reference."""
    details = BankDetails(
        company=company,
        bank_name="Norrlandsbanken",
        iban="SE45 5000 0000 0583 9825 7466",
        bic="ESSESESS",
        bankgiro="555-0009",
        reference=ReferenceChoice.BY_COUNTRY,
        ocr_length_digit=True,
    )
    save_bank_details(details, by=by)


def _make_locations(company: Company, by: User) -> None:
    add_setting(StockLocation(company=company, code="MAIN", name="Main store", is_default=True), by)
    hall = StockLocation(company=company, code="HALL", name="Assembly hall")
    add_setting(hall, by)
    consignment = StockLocation(company=company, code="CONS", name="Consignment, Malmö")
    consignment.in_total_stock = False
    add_setting(consignment, by)
    couple_stock_locations(company=company, couplings={6: hall}, by=by)


def add_setting(setting: Model, by: User) -> None:
    """Save a setting in the administrator's name."""
    changed_by(setting, by)
    setting.save()


def make_series(company: Company, rows: list[str], by: User) -> None:
    """A series for each kind named, and set for it."""
    for row in rows:
        kind, code, description, start, end = row.split("|")
        series = create_series(
            company,
            code,
            register=kind,
            description=description,
            start=start,
            end=end,
            manual_numbers=kind in TYPED,
            by=by,
        )
        assign_series(company, kind, series, by=by)


def make_parties(company: Company, by: User, rows: list[str], **ticks: Any) -> list[Party]:
    """Entries of the address book, ticked so."""
    parties = []
    for row in rows:
        name, street, postcode, city, country, language = row.split("|")
        data = PartyData(
            name=name,
            street=street,
            postcode=postcode,
            city=city,
            country=country,
            language=language,
            email=_address(name, country),
            **ticks,
        )
        parties.append(save_party(company=company, by=by, data=data))
    return parties


def _address(name: str, country: str) -> str:
    """Where invoices go to; nobody has these addresses."""
    plain = unicodedata.normalize("NFKD", name.partition(" ")[0]).encode("ascii", "ignore")
    return f"invoices@{plain.decode().lower()}-{country.lower()}.example"


def _make_items(company: Company, by: User, random: Random) -> list[Item]:
    rates = {rate.code: rate for rate in TaxRate.objects.filter(company=company)}
    locations = list(StockLocation.objects.filter(company=company).order_by("pk"))
    items = []
    for row in ITEMS:
        text, unit, price, rate = row.split("|")
        data = ItemData(text=text, unit=unit, price=Decimal(price), tax_rate=rates[rate])
        item = save_item(company=company, by=by, data=data)
        for location in locations:
            quantity = Decimal(random.randint(0, 180))
            set_stock(item=item, location=location, quantity=quantity, by=by)
        items.append(item)
    return items
