"""Where numbers are used: kinds by area, departments, new series in their rows, own kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from numbering.models import Company, Department, NumberSeries, OwnKind, SeriesAssignment
from numbering.ownkinds import kinds_of
from numbering.pages.changes import read_changes
from numbering.services import assign_series, create_series, series_for
from numbering.services.organisation import save_own_kind
from tests.factories import WinbasCompanyFactory
from tests.settings.conftest import Screen

URL = reverse("admin:numbering_seriesassignment_changelist")


@pytest.fixture
def north(company: Company) -> Department:
    return Department.objects.create(company=company, code="NORTH", name="North")


@pytest.fixture
def south(company: Company) -> Department:
    return Department.objects.create(company=company, code="SOUTH", name="South")


def uses(company: Company, kind: str) -> dict[str, str]:
    """Department → series of a kind; "" is the general row."""
    rows = SeriesAssignment.objects.filter(company=company, kind=kind)
    return {
        row.department.code if row.department else "": row.series.code
        for row in rows.select_related("department", "series").order_by("pk")
    }


# ---- the rows ----


def test_bc07_every_kind_is_there_grouped_by_area(screen: Screen, company: Company) -> None:
    save_own_kind(OwnKind(company=company, code="permit", name="Permits"))

    areas = screen.get().context["areas"]

    labels = [str(label) for label, _uses in areas]
    assert labels == ["Sales", "Purchasing", "Stock", "Production", "Finance", "Own kinds"]
    codes = {use.kind.code for _label, found in areas for use in found}
    assert codes == {kind.code for kind in kinds_of(company)}
    assert "permit" in codes


def test_kb05_only_series_that_number_the_kind_can_be_picked(
    screen: Screen, company: Company
) -> None:
    create_series(company, "SAG", register="case")

    form = screen.get().context["screen"].general["case"]

    assert [label for _key, label in form.fields["series"].choices] == [
        "–",
        "SAG",
        "+ New series …",
    ]


@pytest.mark.parametrize(
    "kind", ["sales_order", "project", "purchase_order", "case", "subscription", "finance_voucher"]
)
def test_kb05_kb09_a_series_is_picked_for_each_kind(
    screen: Screen, company: Company, kind: str
) -> None:
    series = create_series(company, "MINE", register=kind, start="M-001")

    assert screen.save(**{f"{kind}-series": series.pk}).status_code == 302

    assert series_for(company, kind) == series
    assert "M-001" in screen.get().content.decode()


def test_ew07_numbers_that_do_not_suit_the_ledger_are_told(
    screen: Screen, company: Company
) -> None:
    wide = create_series(company, "S", register="supplier", start="700000", end="999999")

    screen.save(**{"supplier-series": wide.pk})

    assert series_for(company, "supplier") == wide
    assert "700000 has 6 digits" in screen.get().content.decode()


def test_bc07_the_next_number_is_shown(screen: Screen, shown: Callable[[Any], str]) -> None:
    form = screen.get().context["screen"].general["customer"]

    assert form.next_text == "10001"
    assert 'data-next="10001"' in shown(screen.get())


def test_orders_and_invoices_lead_to_the_order_types(
    screen: Screen, shown: Callable[[Any], str]
) -> None:
    grid = reverse("admin:orders_ordertype_changelist")

    areas = screen.get().context["areas"]

    elsewhere = {use.kind.code for _label, found in areas for use in found if use.elsewhere}
    assert {"sales_order", "service_order", "invoice", "credit_note"} <= elsewhere
    assert f'href="{grid}">by order type</a>' in shown(screen.get())


def test_kb01_a_new_series_is_made_in_its_row(screen: Screen, company: Company) -> None:
    response = screen.save(
        **{
            "case-series": "new",
            "case-code": "sag",
            "case-description": "Sager",
            "case-next_number": "SAG-001",
        }
    )

    assert response.status_code == 302
    series = series_for(company, "case")
    assert (series.code, series.description, series.register) == ("SAG", "Sager", "case")
    assert "SAG-001" in screen.get().content.decode()


def test_everything_or_nothing_is_saved(
    screen: Screen, company: Company, shown: Callable[[Any], str]
) -> None:
    series = create_series(company, "MINE", register="project")
    before = list(NumberSeries.objects.of(company).values_list("code", flat=True))

    page = screen.save(
        **{
            "project-series": series.pk,
            "case-series": "new",
            "case-code": "customer",
            "case-next_number": "C-01",
            "reminder-series": "new",
            "reminder-code": "REM",
            "reminder-next_number": "no digits",
        }
    )

    general = page.context["screen"].general
    assert "already" in str(general["case"].errors["code"])
    assert "next_number" in general["reminder"].errors
    assert 'value="C-01"' in shown(page)
    assert "Nothing was saved yet." in shown(page)
    assert uses(company, "project") == {}
    assert list(NumberSeries.objects.of(company).values_list("code", flat=True)) == before


def test_a_new_series_wants_a_code_and_a_number(screen: Screen) -> None:
    page = screen.save(**{"case-series": "new", "case-next_number": ""})

    assert set(page.context["screen"].general["case"].errors) == {"code", "next_number"}


def test_only_what_was_changed_is_saved(screen: Screen, company: Company) -> None:
    """A colleague's choice, made while this screen was open, stays."""
    data = screen.data()
    theirs = create_series(company, "THEIRS", register="case")
    assign_series(company, "case", theirs)
    mine = create_series(company, "MINE", register="project")

    assert screen.client.post(URL, data | {"project-series": mine.pk}).status_code == 302

    assert uses(company, "case") == {"": "THEIRS"}
    assert uses(company, "project") == {"": "MINE"}


# ---- departments ----


def test_kb04_a_departments_row_beats_the_general_one(
    screen: Screen, company: Company, north: Department, south: Department
) -> None:
    general = create_series(company, "PO", register="purchase_order", start="P1", end="P999")
    own = create_series(company, "PO-N", register="purchase_order", start="N1", end="N999")
    screen.save(**{"purchase_order-series": general.pk})

    assert screen.add("purchase_order", north, own.pk).status_code == 302

    assert uses(company, "purchase_order") == {"": "PO", "NORTH": "PO-N"}
    assert series_for(company, "purchase_order", department=north) == own
    assert series_for(company, "purchase_order", department=south) == general
    page = screen.get()
    assert [form.next_text for form in page.context["screen"].special] == ["N1"]


def test_kb04_a_new_series_is_made_in_a_departments_row(
    screen: Screen, company: Company, north: Department
) -> None:
    screen.add("purchase_order", north, "new", code="PO-N", next_number="N-0001")

    series = series_for(company, "purchase_order", department=north)
    assert (series.code, series.description) == ("PO-N", "Purchase orders, North")
    assert uses(company, "purchase_order") == {"NORTH": "PO-N"}


def test_a_departments_row_is_removed(
    screen: Screen, company: Company, administrator: User, north: Department
) -> None:
    screen.add("case", north, create_series(company, "SAG", register="case").pk)

    assert screen.save(**{"rows-0-DELETE": "on"}).status_code == 302

    assert uses(company, "case") == {}
    newest = read_changes(company, only="numbering.seriesassignment").changes[0]
    assert (newest.verb, newest.by) == ("deleted", "Anna Berg")


def test_departments_trade_places(
    screen: Screen, company: Company, north: Department, south: Department
) -> None:
    one = create_series(company, "ONE", register="case", start="1-001", end="1-999")
    two = create_series(company, "TWO", register="case", start="2-001", end="2-999")
    screen.add("case", north, one.pk)
    screen.add("case", south, two.pk)

    screen.save(**{"rows-0-department": south.pk, "rows-1-department": north.pk})

    assert uses(company, "case") == {"SOUTH": "ONE", "NORTH": "TWO"}


def test_a_department_has_one_row_a_kind(
    screen: Screen, company: Company, north: Department
) -> None:
    series = create_series(company, "SAG", register="case")
    screen.add("case", north, series.pk)

    page = screen.add("case", north, series.pk)

    assert "department" in page.context["screen"].special[1].errors
    assert uses(company, "case") == {"NORTH": "SAG"}


def test_a_row_without_a_series_is_refused_and_an_empty_one_left_out(
    screen: Screen, company: Company, north: Department
) -> None:
    assert "series" in screen.add("case", north, "").context["screen"].special[0].errors
    empty = {"rows-0-kind_code": "case", "rows-TOTAL_FORMS": 1}
    assert screen.save(**empty).status_code == 302


def test_another_companys_series_and_departments_are_not_there(
    screen: Screen, company: Company, north: Department
) -> None:
    other = WinbasCompanyFactory(code="OTHER")
    strange = create_series(other, "SAG", register="case")
    theirs = Department.objects.create(company=other, code="X", name="Theirs")

    assert screen.save(**{"case-series": strange.pk}).status_code == 200
    assert screen.add("case", theirs, "new", code="A", next_number="1").status_code == 200
    assert uses(company, "case") == {}
    assert "Theirs" not in screen.get().content.decode()


@pytest.mark.parametrize("count", ["-1", "abc", "99999999", ""])
def test_a_made_up_count_of_rows_breaks_nothing(screen: Screen, count: str) -> None:
    assert screen.save(**{"rows-TOTAL_FORMS": count}).status_code == 302


def test_the_screen_costs_the_same_however_many_rows_there_are(
    screen: Screen, company: Company, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        department = Department.objects.create(company=company, code=f"D{number}", name="D")
        start = f"{number}X001"
        series = create_series(company, f"S{number}", register="case", start=start, end="")
        assign_series(company, "case", series, department=department)
    screen.get()
    with django_assert_max_num_queries(18):
        screen.get()
