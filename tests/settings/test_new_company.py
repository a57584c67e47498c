"""From an empty database to the first invoice: make a company, choose a set-up, write an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice, PaymentTerms
from numbering.models import Company, Membership, NumberSeries
from numbering.presets import all_presets
from orders.models import Order, OrderType, Party, StockLocation, TaxRate
from orders.services.companies import TAX_RATES
from tests.factories import UserFactory
from tests.pages.conftest import lines_typed
from tests.settings.conftest import posted_form

ADD = reverse("admin:numbering_company_add")
PRESETS = reverse("admin:presets")

# Preset → first customer, order and invoice.
FIRST_NUMBERS = {
    "keybalance": ("10001", "1", "1"),
    "winbas": ("10001", "00001", "99001"),
    "business-central": ("C00010", "101001", "103001"),
    "easywinart": ("10001", "20001", "50001"),
    "offer-cube": ("c1", "n1", "r1"),
    "offer-cube-example": ("K1", "AUF-26/0001XYZ", "RE-2026/001"),
}


@pytest.fixture
def nobody(db: None) -> User:
    """An administrator on an empty database: a role, no company."""
    user = UserFactory(username="nora", first_name="Nora")
    user.groups.add(Group.objects.get_or_create(name="Administrators")[0])
    return user


@pytest.fixture
def browser_of(client: Client, nobody: User) -> Client:
    client.force_login(nobody)
    return client


def make_company(client: Client, **fields: Any) -> Company:
    """As typed into the form: everything else stays as the form proposes it."""
    form = client.get(ADD).context["adminform"].form
    typed = {"code": "ny", "name": "Ny Fabrik", "country": "SE", "currency": "SEK"} | fields
    response = client.post(ADD, posted_form(form) | typed)
    assert response.headers["Location"] == PRESETS
    return Company.objects.get(code="NY")


def open_preset(client: Client, name: str) -> Any:
    return client.post(reverse("admin:preset", args=[name]))


def install(client: Client, name: str, *, also: list[str] | None = None) -> Any:
    """What the button sends: the ticks as they are shown."""
    shown = [one.name for one, _text in open_preset(client, name).context["preview"].completions]
    data = {"install": "yes", "also": shown if also is None else also}
    return client.post(reverse("admin:preset", args=[name]), data, follow=True)


def tasks(page: Any) -> list[str]:
    """What the start page says is not set up yet."""
    panel = next(one for one in page.context["panels"] if one.title == "Not set up yet")
    return [task.text for task in panel.rows]


def first_numbers(client: Client, company: Company) -> tuple[str, str, str]:
    """Enter a customer, write an order, make and issue its invoice."""
    form = client.get(reverse("orders:party_new")).context["form"]
    client.post(reverse("orders:party_new"), posted_form(form) | {"name": "Acme"})
    party = Party.objects.get(company=company)
    line = {"text": "Chair", "quantity": "2", "price": "100"}
    line["tax_rate"] = str(TaxRate.objects.filter(company=company)[0].pk)
    typed = {
        "order_type": OrderType.objects.of(company).for_orders()[0].pk,
        "party": party.pk,
        "date": "2026-11-21",
    }
    client.post(reverse("orders:order_new"), typed | lines_typed([line]))
    order = Order.objects.get(company=company)
    quantity = {f"quantity_{order.lines.get().pk}": "2"}
    url = reverse("invoicing:invoice_new", args=[order.pk])
    client.post(url, {"date": "2026-11-21"} | quantity)
    invoice = Invoice.objects.get(company=company)
    client.post(reverse("invoicing:invoice_issue", args=[invoice.pk]))
    invoice.refresh_from_db()
    return str(party.customer_number), str(order.number), str(invoice.number)


def test_who_administers_and_has_no_company_is_led_to_make_one(browser_of: Client) -> None:
    page = browser_of.get("/", follow=True)

    assert page.redirect_chain == [(ADD, 302)]
    assert "A code and a name are enough" in page.content.decode()
    assert browser_of.get(PRESETS).headers["Location"] == ADD


@pytest.mark.parametrize("name", FIRST_NUMBERS)
def test_bc15_ew01_oc02_from_nothing_to_the_first_invoice(browser_of: Client, name: str) -> None:
    company = make_company(browser_of)

    page = install(browser_of, name)

    assert page.redirect_chain == [("/", 302)]
    assert "is installed" in page.content.decode()
    assert tasks(page) == ["Address and tax identity of the company, for its invoices"]
    assert first_numbers(browser_of, company) == FIRST_NUMBERS[name]


def test_every_preset_is_walked() -> None:
    assert {one.name for one in all_presets()} == set(FIRST_NUMBERS)


def test_a_superuser_walks_the_same_way(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True))
    company = make_company(client)
    install(client, "winbas")

    assert first_numbers(client, company) == FIRST_NUMBERS["winbas"]


@pytest.mark.parametrize(("country", "rates"), [*TAX_RATES.items(), ("FR", ("0",)), ("", ("0",))])
def test_a_new_company_is_usable_at_once(
    browser_of: Client, nobody: User, country: str, rates: tuple[str, ...]
) -> None:
    company = make_company(browser_of, country=country)

    assert Membership.objects.get(company=company).user == nobody
    codes = TaxRate.objects.filter(company=company).order_by("-percent")
    assert tuple(rate.code for rate in codes) == rates
    terms = PaymentTerms.objects.filter(company=company).order_by("-days")
    assert [(one.days, one.is_cash, one.is_default) for one in terms] == [
        (30, False, True),
        (0, True, False),
    ]
    assert StockLocation.objects.get(company=company).is_default
    assert OrderType.objects.of(company).count() == 9


def test_a_country_without_known_rates_is_asked_for_them(browser_of: Client) -> None:
    make_company(browser_of, country="FR")

    page = install(browser_of, "easywinart")

    assert "The tax rates of your country: there is only one of 0 %" in tasks(page)


def test_while_nothing_is_set_up_the_start_page_leads_to_the_set_ups(browser_of: Client) -> None:
    make_company(browser_of)

    page = browser_of.get("/")

    assert page.context["panels"][0].title == "Not set up yet"
    assert tasks(page)[0] == "Number series: choose a ready-made set-up, or make your own"
    assert f'href="{PRESETS}"' in page.content.decode()


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("keybalance", {"An order type, so that orders can be written", "Customers", "Items"}),
        ("winbas", {"Customers", "Items"}),
        ("business-central", {"An order type, so that orders can be written"}),
        ("easywinart", {"An order type, so that orders can be written"}),
        ("offer-cube", {"An order type, so that orders can be written", "Items"}),
    ],
)
def test_what_a_preset_does_not_bring_is_told(
    browser_of: Client, name: str, missing: set[str]
) -> None:
    make_company(browser_of)

    page = install(browser_of, name, also=[])

    told = {text.removeprefix("Number series for: ") for text in tasks(page)}
    assert told - {"Address and tax identity of the company, for its invoices"} == missing


def test_bc15_the_preview_shows_what_will_be_made_and_makes_nothing(browser_of: Client) -> None:
    company = make_company(browser_of)

    page = open_preset(browser_of, "business-central")

    preview = page.context["preview"]
    first = {one.series.code: one.next_number for one in preview.series}
    assert (len(first), first["S-INV+"], first["CUST"]) == (12, "103001", "C00010")
    assert "103001–104999" in page.content.decode()
    assert [one.name for one, _text in preview.completions] == ["order-type"]
    assert not NumberSeries.objects.of(company).exists()
    assert not OrderType.objects.of(company).active().for_orders().exists()


def test_wb21_the_preview_names_the_order_types(browser_of: Client) -> None:
    make_company(browser_of)

    preview = open_preset(browser_of, "winbas").context["preview"]

    assert preview.besides == ["1 Faktura", "2 Kredit"]
    assert [one.next_number for one in preview.series] == ["00001", "99001", "90001", "90001"]


def test_ew01_the_preview_says_what_is_left_out_and_why(
    browser_of: Client, shown: Callable[[Any], str]
) -> None:
    make_company(browser_of)
    install(browser_of, "keybalance")

    page = open_preset(browser_of, "easywinart")

    assert "SALES-ORDER · Orders: numbered by SALGORDRE (1–)" in shown(page)
    assert "There already" not in shown(page)
    assert page.context["preview"].completions == []


def test_oc02_a_preset_installed_twice_changes_nothing(browser_of: Client) -> None:
    company = make_company(browser_of)
    install(browser_of, "offer-cube")
    before = NumberSeries.history.filter(company=company).count()

    preview = open_preset(browser_of, "offer-cube").context["preview"]
    install(browser_of, "offer-cube")

    assert (len(preview.report.kept), preview.does_something) == (5, False)
    assert NumberSeries.history.filter(company=company).count() == before


def test_nothing_is_half_installed(browser_of: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A completion that is refused takes the preset back with it."""
    company = make_company(browser_of)

    def refuse(*args: Any, **kwargs: Any) -> None:
        from numbering.exceptions import RuleError

        raise RuleError("Not today.")

    monkeypatch.setattr("config.presets.complete_company", refuse)
    url = reverse("admin:preset", args=["keybalance"])
    page = browser_of.post(url, {"install": "yes", "also": ["customer"]})

    assert page.status_code == 422
    assert "Not today." in page.content.decode()
    assert not NumberSeries.objects.of(company).exists()


def test_looking_is_a_post_and_an_unknown_set_up_is_not_there(browser_of: Client) -> None:
    make_company(browser_of)

    url = reverse("admin:preset", args=["keybalance"])
    assert browser_of.get(url).headers["Location"] == PRESETS
    assert open_preset(browser_of, "unheard-of").status_code == 404


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_only_administrators_install(
    client: Client, company: Company, clerk: User, auditor: User, role: str
) -> None:
    client.force_login({"clerk": clerk, "auditor": auditor}[role])
    before = NumberSeries.objects.count()

    assert client.get(PRESETS).status_code == 403
    url = reverse("admin:preset", args=["keybalance"])
    assert client.post(url, {"install": "yes"}).status_code == 403
    assert NumberSeries.objects.count() == before


def test_a_second_company_gets_its_own(
    client: Client, company: Company, administrator: User
) -> None:
    client.force_login(administrator)
    before = NumberSeries.objects.of(company).count()
    second = make_company(client)

    install(client, "offer-cube")

    assert NumberSeries.objects.of(second).filter(code="SALES-ORDER").exists()
    assert NumberSeries.objects.of(company).count() == before
