"""From – to – next: what the grid takes, refuses and leaves alone."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import SeriesBusy
from numbering.models import Company, CounterJump, NumberSeries, SeriesLine
from orders.models import OrderType
from orders.selectors import order_type_rows
from tests.factories import OrderFactory, order_type
from tests.orders.grid import MONTAGE, errors_of, row, save


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_from": "10999", "order_to": "11999", "order_next": "10999"}, "order_from"),
        ({"order_from": "00500", "order_to": "00600", "order_next": "00500"}, "order_from"),
    ],
)
def test_wb03_ranges_of_active_types_do_not_overlap(
    company: Company, administrator: User, changes: dict[str, str], field: str
) -> None:
    found = errors_of(company, administrator, row(company, 3, **{**MONTAGE, **changes}))
    assert list(found) == [3]
    assert "ORDER-1" in found[3][field]


def test_wb03_ranges_of_types_out_of_use_are_free(company: Company, administrator: User) -> None:
    save(
        company,
        administrator,
        row(company, 1, description=""),
        row(company, 3, **{**MONTAGE, "order_from": "00001", "order_next": "00001"}),
    )
    found = errors_of(company, administrator, row(company, 1, description="Back"))
    assert "ORDER-3" in found[1]["order_from"]
    assert not order_type(company, 1).is_active


def test_wb03_ranges_can_trade_places(company: Company, administrator: User) -> None:
    first, second = row(company, 1), row(company, 2)
    save(
        company,
        administrator,
        dataclasses.replace(first, order_from="90001", order_to="90999", order_next="90001"),
        dataclasses.replace(second, order_from="00001", order_to="10999", order_next="00001"),
    )
    assert row(company, 1).order_next == "90001"
    assert row(company, 2).order_to == "10999"
    assert not NumberSeries.objects.of(company).filter(lines__blocked=True).exists()


def test_wb03_one_bad_row_saves_nothing(company: Company, administrator: User) -> None:
    before = order_type_rows(company)
    found = errors_of(
        company,
        administrator,
        row(company, 1, order_to="12999", description="Longer"),
        row(company, 3, **{**MONTAGE, "order_from": "12000", "order_next": "12000"}),
        row(company, 4, **{**MONTAGE, "order_to": "2099x"}),
    )
    assert set(found) == {3, 4}
    assert set(found[4]) == {"order_to", "invoice_from"}  # and its invoices overlap type 3's
    assert order_type_rows(company) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_to": ""}, "order_to"),
        ({"order_from": ""}, "order_from"),
        ({"order_from": "", "order_to": ""}, "order_from"),
        ({"order_from": "20999", "order_to": "20001"}, "order_to"),
        ({"order_to": "3000"}, "order_to"),
        ({"order_from": "A1"}, "order_from"),
        ({"order_from": "1234567"}, "order_from"),
        ({"order_to": "1234567"}, "order_to"),
        ({"order_next": "19999"}, "order_next"),
        ({"order_next": "21000"}, "order_next"),
        ({"order_next": "x"}, "order_next"),
        ({"invoice_next": ""}, "invoice_next"),
        ({"invoice_from": "", "invoice_to": ""}, "invoice_from"),
        ({"side": "sideways"}, "side"),
        ({"description": "x" * 41}, "description"),
    ],
)
def test_wb03_a_mistake_is_named_at_its_field(
    company: Company, administrator: User, changes: dict[str, str], field: str
) -> None:
    found = errors_of(company, administrator, row(company, 3, **{**MONTAGE, **changes}))
    assert list(found[3]) == [field]
    assert order_type(company, 3).order_series is None


def test_wb05_six_positions_are_raised_to_seven_on_a_series_in_use(
    company: Company, administrator: User, clerk: User
) -> None:
    OrderFactory(company=company, by=clerk)
    wide = {"order_from": "00001", "order_to": "1000000"}
    assert "order_to" in errors_of(company, administrator, row(company, 1, **wide))[1]
    company.number_positions = 7
    company.save()
    save(
        company,
        administrator,
        row(company, 2, order_from="1100001", order_to="1100999", order_next="1100001"),
        row(company, 1, **wide),
    )
    assert str(OrderFactory(company=company, by=clerk).number) == "00002"


def test_wb05_a_range_in_use_is_not_cut_below_its_numbers(
    company: Company, administrator: User, clerk: User
) -> None:
    for _ in range(3):
        OrderFactory(company=company, by=clerk)
    found = errors_of(company, administrator, row(company, 1, order_to="00002"))
    assert "00003" in found[1]["order_to"]
    assert "order_from" in errors_of(company, administrator, row(company, 1, order_from="00002"))[1]
    cleared = {"order_from": "", "order_to": "", "order_next": ""}
    assert "order_from" in errors_of(company, administrator, row(company, 1, **cleared))[1]
    save(company, administrator, row(company, 1, order_to="00003"))


def test_kb07_a_series_goes_on_where_the_old_system_stopped(
    company: Company, administrator: User, clerk: User
) -> None:
    save(company, administrator, row(company, 3, **{**MONTAGE, "order_next": "20417"}))
    assert str(OrderFactory(company=company, by=clerk, slot=3).number) == "20417"
    jump = CounterJump.objects.get()
    assert (jump.from_value, jump.to_value, jump.by) == (20001, 20417, administrator)


def test_the_next_number_is_set_forward_never_back(
    company: Company, administrator: User, clerk: User
) -> None:
    OrderFactory(company=company, by=clerk)
    save(company, administrator, row(company, 1, order_next="00100"))
    assert str(OrderFactory(company=company, by=clerk).number) == "00100"
    found = errors_of(company, administrator, row(company, 1, order_next="00100"))
    assert "00100" in found[1]["order_next"]


def test_a_next_number_nobody_touched_is_left_alone(
    company: Company, administrator: User, clerk: User
) -> None:
    opened = row(company, 1, description="Renamed")
    OrderFactory(company=company, by=clerk)  # while the form was open
    save(company, administrator, opened)
    assert str(OrderFactory(company=company, by=clerk).number) == "00002"


def test_saving_the_grid_as_shown_changes_nothing(company: Company, administrator: User) -> None:
    history = NumberSeries.history.count()  # type: ignore[attr-defined]
    types = OrderType.history.count()  # type: ignore[attr-defined]
    save(company, administrator, *(shown.entry() for shown in order_type_rows(company)))
    assert NumberSeries.history.count() == history  # type: ignore[attr-defined]
    assert OrderType.history.count() == types  # type: ignore[attr-defined]


def test_a_used_up_range_is_shown_and_extended(
    company: Company, administrator: User, clerk: User
) -> None:
    save(company, administrator, row(company, 3, **{**MONTAGE, "order_to": "20001"}))
    OrderFactory(company=company, by=clerk, slot=3)
    assert row(company, 3).order_next == "20002"
    save(company, administrator, row(company, 3))
    save(company, administrator, row(company, 3, order_to="20999"))
    assert str(OrderFactory(company=company, by=clerk, slot=3).number) == "20002"


def test_a_series_blocked_on_its_own_page_stays_blocked(
    company: Company, administrator: User
) -> None:
    NumberSeries.objects.filter(code="ORDER-1").update(blocked=True)
    save(company, administrator, row(company, 1, description="Renamed"))
    assert NumberSeries.objects.get(company=company, code="ORDER-1").blocked


def test_a_range_that_was_never_used_can_be_cleared(company: Company, administrator: User) -> None:
    cleared = {"order_from": "", "order_to": "", "order_next": ""}
    save(company, administrator, row(company, 1, **cleared))
    assert order_type(company, 1).order_series is None
    assert not NumberSeries.objects.of(company).filter(code="ORDER-1").exists()


def test_a_prefix_given_on_the_page_of_the_series_stays(
    company: Company, administrator: User, clerk: User
) -> None:
    SeriesLine.objects.filter(series__code="ORDER-1").update(prefix1="SO-")
    shown = row(company, 1)
    assert (shown.order_from, shown.order_next) == ("SO-00001", "SO-00001")
    save(company, administrator, dataclasses.replace(shown, order_next="SO-00007"))
    assert str(OrderFactory(company=company, by=clerk).number) == "SO-00007"
    found = errors_of(company, administrator, row(company, 1, order_to="20000"))
    assert "page of ORDER-1" in found[1]["order_from"]


def test_somebody_elses_lock_is_no_mistake_of_the_row(
    company: Company, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise SeriesBusy("Try again.")

    monkeypatch.setattr("orders.services.type_series.save_line", busy)
    with pytest.raises(SeriesBusy):
        save(company, administrator, row(company, 1, order_to="10998"))
