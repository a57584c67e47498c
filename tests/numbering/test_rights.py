"""Who may draw from, type into or change a series."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User

from numbering.exceptions import SeriesForbidden, SetupError
from numbering.models import Company, NumberSeries, SeriesAccess
from numbering.services import (
    add_line,
    claim,
    create_series,
    delete_line,
    delete_series,
    draw,
    draw_many,
    number_entry,
    reserve,
    save_line,
    save_series,
    set_next_number,
)
from numbering.services.organisation import grant
from tests.numbering.helpers import TODAY, nothing_moves

Step = Callable[[NumberSeries, User | None], object]


def typed(series: NumberSeries, by: User | None) -> object:
    return claim("X1", company=series.company, kind="case", on=TODAY, series=series, by=by)


STEPS: dict[str, dict[str, Step]] = {
    "draw": {
        "draw": lambda series, by: draw(series, on=TODAY, by=by),
        "draw_many": lambda series, by: draw_many(series, 2, on=TODAY, by=by),
        "reserve": lambda series, by: reserve(series, on=TODAY, by=by, reference="shop"),
    },
    "type": {"claim": typed},
    "edit": {
        "save_series": lambda series, by: save_series(series, by=by),
        "save_line": lambda series, by: save_line(series.lines.get(), by=by),
        "add_line": lambda series, by: add_line(series, start="N1", by=by),
        "set_next_number": lambda series, by: set_next_number(
            series.lines.get(), 7, on=TODAY, reason="x", by=by
        ),
        "grant": lambda series, by: grant(series, {}, by=by),
        "delete_line": lambda series, by: delete_line(series.lines.get(), by=by),
        "delete_series": lambda series, by: delete_series(series, by=by),
    },
}
CASES = [(action, name) for action, steps in STEPS.items() for name in steps]


@pytest.fixture
def office(db: None) -> Group:
    return Group.objects.create(name="Office")


@pytest.fixture
def insider(office: Group) -> User:
    user = User.objects.create_user("ingrid")
    user.groups.add(office)
    return user


@pytest.fixture
def series(company: Company) -> NumberSeries:
    return create_series(company, "S", register="case", manual_numbers=True)


@pytest.mark.parametrize(("action", "step"), CASES)
def test_nw15_what_is_granted_to_one_group_is_refused_to_others(
    series: NumberSeries, office: Group, clerk: User, action: str, step: str
) -> None:
    grant(series, {office: frozenset({action})})

    with nothing_moves(series), pytest.raises(SeriesForbidden) as refused:
        STEPS[action][step](series, clerk)
    assert "the number series S: an administrator can give your group that right" in str(
        refused.value
    )
    assert refused.value.status_code == 403


@pytest.mark.parametrize(("action", "step"), CASES)
@pytest.mark.parametrize("who", ["member", "superuser", "system"])
def test_nw15_members_superusers_and_the_system_may(
    *, series: NumberSeries, office: Group, insider: User, action: str, step: str, who: str
) -> None:
    grant(series, {office: frozenset({action})})
    by = {"member": insider, "superuser": User(pk=0, is_superuser=True), "system": None}[who]
    if who == "superuser":
        by = User.objects.create_superuser("root")

    STEPS[action][step](series, by)


@pytest.mark.parametrize(("action", "step"), CASES)
def test_nw15_what_no_group_is_granted_is_open(
    series: NumberSeries, office: Group, clerk: User, action: str, step: str
) -> None:
    grant(series, {office: frozenset(set(STEPS) - {action})})
    if step in ("grant", "delete_line", "delete_series"):
        grant(series, {})

    STEPS[action][step](series, clerk)


def test_nw15_granting_replaces_and_counts_at_once_for_series_in_hand(
    series: NumberSeries, office: Group, clerk: User
) -> None:
    draw(series, on=TODAY, by=clerk)  # the plan of the draw is on the object now
    grant(NumberSeries.objects.get(), {office: frozenset({"draw", "type"})})
    with pytest.raises(SeriesForbidden, match="may not draw numbers from"):
        draw(series, on=TODAY, by=clerk)
    grant(NumberSeries.objects.get(), {office: frozenset({"type"})})

    assert str(draw(series, on=TODAY, by=clerk)) == "2"
    row = SeriesAccess.objects.get()
    assert (row.may_draw, row.may_type, row.may_edit) == (False, True, False)
    grant(series, {})
    assert not SeriesAccess.objects.exists()


def test_nw15_several_groups(series: NumberSeries, office: Group, insider: User) -> None:
    others = Group.objects.create(name="Others")
    grant(series, {office: frozenset({"draw"}), others: frozenset({"draw", "edit"})})

    draw(series, on=TODAY, by=insider)
    with pytest.raises(SeriesForbidden, match="may not change"):
        save_series(series, by=insider)


def test_nw15_nobody_locks_themselves_out(
    series: NumberSeries, office: Group, clerk: User, insider: User
) -> None:
    with pytest.raises(SetupError, match="lock yourself out of S") as refused:
        grant(series, {office: frozenset({"edit"})}, by=clerk)
    assert refused.value.field == "may_edit"
    assert not SeriesAccess.objects.exists()
    grant(series, {office: frozenset({"edit"})}, by=insider)
    assert SeriesAccess.objects.count() == 1


def test_nw15_an_unknown_right(series: NumberSeries, office: Group) -> None:
    with pytest.raises(SetupError, match="Unknown right: fly"):
        grant(series, {office: frozenset({"fly"})})


def test_nw15_the_number_field_says_so(
    series: NumberSeries, office: Group, clerk: User, insider: User
) -> None:
    grant(series, {office: frozenset({"draw"})})
    entries = [
        number_entry(series.company, "case", on=TODAY, series=series, by=who)
        for who in (clerk, insider)
    ]

    assert [entry.mode for entry in entries] == ["blocked", "optional"]
    assert "may not draw" in entries[0].message
