"""Relations between series, and who may do what with one, on their screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from numbering.exceptions import SeriesForbidden, SetupError
from numbering.models import Company, NumberSeries, SeriesAccess
from numbering.services import create_series, draw, pickable_series, set_relations
from numbering.transactions import write
from tests.factories import DAY, WinbasCompanyFactory
from tests.settings.series import SeriesPage, screen


@pytest.fixture
def series(company: Company) -> NumberSeries:
    """The series whose relations and rights are set."""
    return create_series(company, "QUOTE", register="sales_quote", start="Q1")


@pytest.fixture
def export(company: Company) -> NumberSeries:
    """Another one that numbers the same."""
    return create_series(company, "EXPORT", register="sales_quote", start="X1")


def test_bc08_a_related_series_is_added_and_removed_and_goes_one_way(
    office: Client, series: NumberSeries, export: NumberSeries, shown: Any
) -> None:
    assert office.post(screen("relations", series), {"related": [export.pk]}).status_code == 302

    assert pickable_series(series) == [series, export]
    assert pickable_series(export) == [export]
    assert "EXPORT" in shown(office.get(screen("change", series)))
    assert "may be picked instead of" in shown(office.get(screen("change", export)))

    assert office.post(screen("relations", series), {}).status_code == 302
    assert pickable_series(series) == [series]


def test_bc08_relations_are_in_the_history_with_who_set_them(
    office: Client, series: NumberSeries, export: NumberSeries, shown: Any
) -> None:
    office.post(screen("relations", series), {"related": [export.pk]})
    office.post(screen("relations", series), {})

    text = shown(office.get(screen("history", series)))

    assert "Relation" in text
    assert "Anna Berg" in text


def test_bc08_only_series_of_this_company_that_number_the_same_are_offered(
    office: Client, company: Company, series: NumberSeries, export: NumberSeries
) -> None:
    elsewhere = create_series(
        WinbasCompanyFactory(code="OTHER"), "QUOTE", register="sales_quote", start="Q1"
    )
    strange = create_series(company, "CASE", register="case", start="C1")

    form = office.get(screen("relations", series)).context["form"]
    assert list(form.fields["related"].queryset) == [export]
    for one in (elsewhere, strange, series):
        refused = office.post(screen("relations", series), {"related": [one.pk]})
        assert "related" in refused.context["form"].errors
        assert pickable_series(series) == [series]


def test_bc08_the_service_refuses_other_registers_and_companies(
    company: Company, series: NumberSeries
) -> None:
    elsewhere = create_series(
        WinbasCompanyFactory(code="OTHER"), "QUOTE", register="sales_quote", start="Q1"
    )
    strange = create_series(company, "CASE", register="case", start="C1")

    for one in (elsewhere, strange):
        with pytest.raises(SetupError, match=f"{one.code} cannot stand in") as refusal:
            set_relations(series, [one])
        assert refusal.value.field == "related"
    set_relations(series, [series])
    assert not series.relations.exists()


def test_bc08_credit_notes_may_be_numbered_from_an_invoice_series(company: Company) -> None:
    credit = create_series(company, "CREDIT", register="credit_note", start="C1")
    invoices = NumberSeries.objects.get(company=company, code="INVOICE-1")

    set_relations(credit, [invoices])

    assert pickable_series(credit) == [credit, invoices]


def test_nw15_a_group_is_granted_to_draw_and_others_are_refused(
    office: Client, series: NumberSeries, clerk: User, administrator: User, shown: Any
) -> None:
    group = Group.objects.get(name="Administrators")

    response = office.post(screen("rights", series), {f"draw-{group.pk}": "on"})

    assert response.status_code == 302
    assert "administrators" in shown(office.get(screen("change", series)))
    with write(), pytest.raises(SeriesForbidden):
        draw(series, on=DAY, by=clerk)
    with write():
        assert str(draw(series, on=DAY, by=administrator)) == "Q1"

    office.post(screen("rights", series), {})
    assert not SeriesAccess.objects.filter(series=series).exists()
    with write():
        assert str(draw(series, on=DAY, by=clerk)) == "Q2"


def test_nw15_nobody_locks_themselves_out(office: Client, series: NumberSeries) -> None:
    group = Group.objects.get_or_create(name="Auditors")[0]

    response = office.post(screen("rights", series), {f"edit-{group.pk}": "on"})

    assert response.status_code == 200
    assert "lock yourself out" in str(response.context["form"].errors)
    assert not SeriesAccess.objects.filter(series=series).exists()


def test_nw15_who_may_not_change_the_series_is_told_so_and_changes_nothing(
    office: Client, series: NumberSeries, export: NumberSeries, shown: Any
) -> None:
    board = Group.objects.create(name="Board")
    SeriesAccess.objects.create(series=series, group=board, may_edit=True)

    saved = SeriesPage(office, series).save(description="Mine now")
    related = office.post(screen("relations", series), {"related": [export.pk]})
    policy = office.post(
        screen("policy", series), {"policy": "fill_gaps", "lines": [series.lines.get().pk]}
    )

    for response in (saved, related, policy):
        assert response.status_code == 200
        assert "You may not change the number series QUOTE" in shown(response)
    series.refresh_from_db()
    assert series.description == ""
    assert not series.relations.exists()
    assert series.lines.get().gap_policy == "unbroken"
    assert "Board" in shown(office.get(screen("rights", series)))
