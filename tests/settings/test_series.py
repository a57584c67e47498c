"""Number series on the settings screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from numbering.models import (
    Company,
    Counter,
    CounterJump,
    IssuedNumber,
    NumberSeries,
    SeriesAssignment,
    SeriesLine,
)
from numbering.services import create_series, peek
from tests.factories import DAY, OrderFactory
from tests.settings.conftest import posted, posted_form

ADD = "admin:numbering_numberseries_add"
CHANGE = "admin:numbering_numberseries_change"
PREVIEW = "admin:numbering_numberseries_preview"


def series_of(company: Company, code: str) -> NumberSeries:
    return NumberSeries.objects.get(company=company, code=code)


class Page:
    """The page of a series: `page.save(code="X", line0__last_number="99")`."""

    def __init__(self, client: Client, series: NumberSeries) -> None:
        self.client = client
        self.url = reverse(CHANGE, args=[series.pk])

    def data(self, **changes: Any) -> dict[str, Any]:
        context = self.client.get(self.url).context
        data = posted_form(context["form"]) | posted(context["lines"], "lines")
        for place, value in changes.items():
            line, sep, name = place.partition("__")
            key = f"lines-{line.removeprefix('line')}-{name}" if sep else place
            data.pop(key, None)
            if value is not None:
                data[key] = value
        return data

    def add_line(self, **parts: Any) -> dict[str, Any]:
        data = self.data()
        number = data["lines-TOTAL_FORMS"]
        data["lines-TOTAL_FORMS"] = number + 1
        usual = {"digits": "1", "increment": "1", "restart": "never", "gap_policy": "unbroken"}
        return data | {f"lines-{number}-{name}": value for name, value in (usual | parts).items()}

    def save(self, **changes: Any) -> Any:
        return self.client.post(self.url, self.data(**changes))


@pytest.fixture
def page(office: Client, company: Company) -> Page:
    return Page(office, series_of(company, "ORDER-1"))


def test_kb01_code_text_and_next_number_make_a_series(office: Client, company: Company) -> None:
    response = office.post(
        reverse(ADD), {"code": "cases", "description": "Sager", "next_number": "1001"}
    )

    series = series_of(company, "CASES")
    assert response.headers["Location"] == reverse(CHANGE, args=[series.pk])
    assert (series.code, series.description) == ("CASES", "Sager")
    assert peek(series, on=DAY) == "1001"


def test_kb01_a_series_made_for_a_kind_numbers_it_at_once(office: Client, company: Company) -> None:
    page = office.get(reverse(ADD), {"kind": "case"})
    data = posted_form(page.context["form"]) | {"code": "SAG", "next_number": "SAG-001"}

    office.post(f"{reverse(ADD)}?kind=case", data)

    assert SeriesAssignment.objects.get(company=company, kind="case").series.code == "SAG"


def test_kb03_a_fixed_series_can_be_edited_and_blocked_not_deleted(
    office: Client, company: Company, shown: Any
) -> None:
    series = create_series(company, "FIXED", register="case", is_system=True)
    delete = reverse("admin:numbering_numberseries_delete", args=[series.pk])

    assert "fixed series" in shown(office.get(delete))
    assert office.post(delete).status_code == 422
    assert Page(office, series).save(description="Renamed", blocked="on").status_code == 302

    series.refresh_from_db()
    assert (series.description, series.blocked) == ("Renamed", True)


def test_a_series_in_use_says_where_and_is_kept(
    office: Client, company: Company, shown: Any
) -> None:
    series = series_of(company, "CUSTOMER")
    delete = reverse("admin:numbering_numberseries_delete", args=[series.pk])

    assert "Used by" in shown(office.get(delete))
    assert office.post(delete).status_code == 422
    assert NumberSeries.objects.filter(pk=series.pk).exists()


def test_an_unused_series_can_be_deleted(office: Client, company: Company) -> None:
    series = create_series(company, "UNUSED", register="case")

    office.post(reverse("admin:numbering_numberseries_delete", args=[series.pk]))

    assert not NumberSeries.objects.filter(pk=series.pk).exists()


def test_bc01_a_second_line_starts_on_its_date(page: Page, company: Company) -> None:
    data = page.add_line(
        starting_date="2027-01-01",
        prefix1="27-",
        digits="4",
        first_number="1",
        last_number="9999",
    )

    assert page.client.post(page.url, data).status_code == 302

    series = series_of(company, "ORDER-1")
    assert peek(series, on=DAY) == "00001"
    assert peek(series, on=DAY.replace(year=2027)) == "27-0001"


def test_bc01_a_line_may_be_typed_as_two_sample_numbers(page: Page, company: Company) -> None:
    data = page.add_line(
        starting_date="2027-01-01", digits="", sample_start="SO-0001", sample_end="SO-9999"
    )

    assert page.client.post(page.url, data).status_code == 302

    line = SeriesLine.objects.get(series__company=company, prefix1="SO-")
    assert (line.digits, line.first_number, line.last_number) == (4, 1, 9999)


def test_bc02_the_gap_policy_can_be_switched_and_keeps_its_place(
    page: Page, company: Company
) -> None:
    OrderFactory(company=company)

    assert page.save(line0__gap_policy="gaps_allowed").status_code == 302

    assert peek(series_of(company, "ORDER-1"), on=DAY) == "00002"


def test_bc03_a_number_of_more_than_20_characters_is_refused_at_its_field(
    page: Page, company: Company, shown: Any
) -> None:
    data = page.add_line(
        starting_date="2027-01-01",
        prefix1="A-VERY-LONG-PREFIX",
        digits="6",
        first_number="1",
        last_number="999999",
    )

    response = page.client.post(page.url, data)

    assert response.status_code == 200
    assert "digits" in response.context["lines"].forms[1].errors
    assert "A-VERY-LONG-PREFIX" in shown(response)
    assert SeriesLine.objects.filter(series__company=company, series__code="ORDER-1").count() == 1


def test_nw03_an_overlap_names_the_other_series_and_saves_nothing(
    page: Page, company: Company, shown: Any
) -> None:
    response = page.save(description="Changed", line0__last_number="95000")

    errors = response.context["lines"].forms[0].errors
    assert "ORDER-2" in str(errors)
    assert "90001" in str(errors)
    assert 'value="95000"' in shown(response)
    assert 'value="Changed"' in shown(response)
    series = series_of(company, "ORDER-1")
    assert series.description == "Faktura"
    assert series.lines.get().last_number == 10999


def test_a_line_with_issued_numbers_keeps_its_look(page: Page, company: Company) -> None:
    OrderFactory(company=company)

    response = page.save(line0__prefix1="X")

    assert "prefix1" in response.context["lines"].forms[0].errors
    assert series_of(company, "ORDER-1").lines.get().prefix1 == ""


def test_saving_without_a_change_writes_no_history(page: Page, company: Company) -> None:
    series = series_of(company, "ORDER-1")
    before = series.history.count()

    assert page.save().status_code == 302

    assert series.history.count() == before
    assert series.lines.get().history.count() == 1


def test_the_preview_uses_no_number(page: Page, company: Company, shown: Any) -> None:
    OrderFactory(company=company)

    def state() -> list[Any]:
        models = (NumberSeries, SeriesLine, Counter, IssuedNumber)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = state()
    series = series_of(company, "ORDER-1")
    data = page.data(line0__last_number="10500") | {"series": series.pk}

    text = shown(page.client.get(reverse(PREVIEW), data))

    assert "00002" in text
    assert "10500" in text
    assert state() == before
    assert page.client.post(reverse(PREVIEW), data).status_code == 405


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_number": "95000"}, "ORDER-2"),
        ({"last_number": "0"}, "before the first"),
        ({"digits": "0"}, "1 to 18 digits"),
        ({"first_number": "x"}, "whole number"),
        ({"sample_start": "no digits"}, "no digits"),
        ({"prefix1": "A" * 19}, "20"),
    ],
)
def test_the_preview_says_what_is_wrong(
    page: Page, company: Company, shown: Any, typed: dict[str, str], sentence: str
) -> None:
    changes = {f"line0__{name}": value for name, value in typed.items()}
    data = page.data(**changes) | {"series": series_of(company, "ORDER-1").pk}

    response = page.client.get(reverse(PREVIEW), data)

    assert response.status_code == 200
    assert sentence in shown(response)


def test_the_preview_of_two_samples_tells_the_parts(page: Page, shown: Any) -> None:
    data = {"sample_start": "SO-0001", "sample_end": "SO-9999", "restart": "never"}
    data |= {"gap_policy": "unbroken", "register": "case"}

    text = shown(page.client.get(reverse(PREVIEW), data))

    assert "SO-0002" in text
    assert "&quot;prefix1&quot;: &quot;SO-&quot;" in text


def test_the_next_number_is_set_with_a_reason(
    office: Client, company: Company, administrator: User
) -> None:
    series = series_of(company, "ORDER-1")
    url = reverse("admin:numbering_numberseries_next", args=[series.pk])
    data = {"line": series.lines.get().pk, "next_number": "00500", "on": DAY.isoformat()}

    refused = office.post(url, data | {"reason": ""})
    assert "reason" in refused.context["form"].errors
    assert peek(series, on=DAY) == "00001"

    office.post(url, data | {"reason": "From the old system"})

    assert peek(series, on=DAY) == "00500"
    jump = CounterJump.objects.get(line__series=series, to_value=500)
    assert (jump.reason, jump.by) == ("From the old system", administrator)


def test_the_next_number_cannot_go_back_to_an_issued_one(office: Client, company: Company) -> None:
    OrderFactory(company=company)
    series = series_of(company, "ORDER-1")

    response = office.post(
        reverse("admin:numbering_numberseries_next", args=[series.pk]),
        {
            "line": series.lines.get().pk,
            "next_number": "1",
            "on": DAY.isoformat(),
            "reason": "Again",
        },
    )

    assert "next_number" in response.context["form"].errors
    assert peek(series, on=DAY) == "00002"


def test_the_history_shows_old_and_new(page: Page, company: Company, shown: Any) -> None:
    page.save(description="Faktura Nord")
    series = series_of(company, "ORDER-1")

    text = shown(page.client.get(reverse("admin:numbering_numberseries_history", args=[series.pk])))

    assert "Anna Berg" in text
    assert "Faktura Nord" in text
    assert "Faktura</" in text


def test_a_series_is_reached_from_its_numbers_and_leads_to_them(
    page: Page, company: Company, shown: Any
) -> None:
    assert f"{reverse('numbering:register')}?series=" in shown(page.client.get(page.url))


def test_the_list_costs_the_same_however_many_series_there_are(
    office: Client, company: Company, django_assert_num_queries: Any
) -> None:
    url = reverse("admin:numbering_numberseries_changelist")
    office.get(url)
    with django_assert_num_queries(13):
        office.get(url)
    for number in range(15):
        create_series(company, f"CASE-{number}", register="case", start=f"C{number}-001")
    with django_assert_num_queries(13):
        response = office.get(url)
    assert "C14-001" in response.content.decode()


def test_where_numbers_are_used_is_picked_in_place(office: Client, company: Company) -> None:
    series = create_series(company, "SAG", register="case")
    url = reverse("admin:numbering_seriesassignment_changelist")
    forms = office.get(url).context["screen"].forms
    data = {name: value for form in forms for name, value in posted_form(form).items()}

    assert office.post(url, data | {"case-series": str(series.pk)}).status_code == 302
    assert SeriesAssignment.objects.get(company=company, kind="case").series == series

    wrong = office.post(url, data | {"project-series": str(series.pk)})
    assert "series" in wrong.context["screen"].general["project"].errors


def test_a_missing_series_is_marked(office: Client, company: Company) -> None:
    SeriesAssignment.objects.filter(company=company, kind="customer").delete()

    page = office.get(reverse("admin:numbering_seriesassignment_changelist"))

    assert [use.kind.code for use in page.context["missing"]] == ["customer"]
