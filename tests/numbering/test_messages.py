"""Every refusal names what it is about, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group, User
from django.db import OperationalError
from django.utils import timezone

from numbering import exceptions
from numbering.exceptions import ConflictError, NumberingError, RuleError, SetupError
from numbering.models import Company, NumberSeries, SeriesRelation
from numbering.services import (
    assign_series,
    claim,
    create_series,
    delete_line,
    delete_series,
    draw,
    draw_many,
    peek,
    reserve,
    save_line,
    save_series,
    series_for,
    set_next_number,
    use,
)
from numbering.services.organisation import grant
from numbering.transactions import write
from orders.models import Item, TaxRate
from tests.numbering.helpers import TODAY

Refusal = Callable[[Company], object]


def series(company: Company, **facts: object) -> NumberSeries:
    facts = {"register": "case", "start": "K01", "end": "K09", **facts}
    return create_series(company, "SER", **facts)  # type: ignore[arg-type]


def used(company: Company, count: int = 1, **facts: object) -> NumberSeries:
    made = series(company, **facts)
    draw_many(made, count, on=TODAY)
    return made


def typed(made: NumberSeries, text: str, on: date = TODAY) -> object:
    return claim(text, company=made.company, kind="case", on=on, series=made)


def changed(made: NumberSeries, **facts: object) -> object:
    line = made.lines.get()
    for name, value in facts.items():
        setattr(line, name, value)
    return save_line(line)


def next_number(made: NumberSeries, value: int, reason: str = "x") -> object:
    return set_next_number(made.lines.get(), value, on=TODAY, reason=reason, by=None)


def blocked(made: NumberSeries) -> NumberSeries:
    made.blocked = True
    return save_series(made)


def line_blocked(made: NumberSeries) -> NumberSeries:
    changed(made, blocked=True)
    return made


def forbidden(company: Company) -> object:
    made = series(company)
    grant(made, {Group.objects.create(name="Office"): frozenset({"draw"})})
    return draw(made, on=TODAY, by=User.objects.create_user("carl"))


def item(made: NumberSeries, **_facts: object) -> Item:
    assign_series(made.company, "item", made)
    rate = TaxRate.objects.create(company=made.company, code="25", name="25 %", percent=25)
    return Item(company=made.company, text="Chair", tax_rate=rate)


def deleted(company: Company) -> object:
    made = item(series(company, register="item"))
    made.save()
    return made.delete()


def not_related(company: Company) -> object:
    made = item(series(company, register="item"))
    made.pick_series("number", create_series(company, "OTHER", register="item", start="X1"))
    made.save()
    return None


def expired(company: Company) -> object:
    past = timezone.now() - timedelta(days=1)
    return use(reserve(series(company), on=TODAY, reference="x", expires_at=past), reference="y")


def overlapping(company: Company) -> object:
    series(company)
    return create_series(company, "TWO", register="case", start="K05")


def too_busy(company: Company) -> object:
    made = series(company)
    with patch(
        "numbering.services.drawing.draw_numbers",
        side_effect=OperationalError("database is locked"),
    ):
        return draw(made, on=TODAY)


def related_twice(company: Company) -> object:
    made = series(company)
    SeriesRelation.objects.create(
        series=create_series(company, "TWO", register="case", start="X1"), related=made
    )
    return delete_series(made)


# What the sentence must hold: series, line or number, date, and what to do.
REFUSALS: list[tuple[str, Refusal, list[str]]] = [
    ("SeriesNotAssigned", lambda c: series_for(c, "case"),
     ["Cases", "an administrator can choose one under Settings"]),
    ("NoLineForDate", lambda c: draw(series(c, starting_date=date(2027, 1, 1)), on=TODAY),
     ["SER", "2026-11-21", "an administrator can add a line"]),
    ("SeriesExhausted", lambda c: draw(used(c, 9), on=TODAY),
     ["SER", "K01–K09", "2026-11-21", "raise its last number or add a line"]),
    ("SeriesExhausted", lambda c: draw_many(series(c), 10, on=TODAY),
     ["SER", "K01–K09", "2026-11-21", "raise its last number or add a line"]),
    ("SeriesBlocked", lambda c: draw(blocked(series(c)), on=TODAY),
     ["SER", "an administrator can unblock it"]),
    ("SeriesBlocked", lambda c: typed(blocked(series(c)), "K05"),
     ["SER", "an administrator can unblock it"]),
    ("SeriesBlocked", lambda c: draw(line_blocked(series(c)), on=TODAY),
     ["SER", "2026-11-21", "an administrator can unblock one"]),
    ("SeriesBlocked",
     lambda c: typed(
         line_blocked(series(c, manual_numbers=True, manual_range="inside")), "K05"
     ),
     ["SER", "2026-11-21", "an administrator can unblock one"]),
    ("SeriesForbidden", forbidden, ["SER", "an administrator can give your group that right"]),
    ("OverlappingLines", overlapping,
     ["K05–", "SER", "K01–K09", "both print K05", "Change the range or the prefix"]),
    ("InvalidFormat", lambda c: series(c, start="KLM"), ["KLM", "type a sample number such as"]),
    ("InvalidFormat", lambda c: series(c, end="L09"), ["L09", "only the counter may differ"]),
    ("InvalidFormat", lambda c: changed(series(c), last_number=0), ["K00", "K01"]),
    ("InvalidFormat", lambda c: changed(series(c), warning_number=10), ["K01–K09", "Warn from"]),
    ("InvalidFormat", lambda c: (series(c), series(c, start="X1", end="")),
     ["SER", "choose another code"]),
    ("NumberTooLong", lambda c: changed(series(c), prefix1="K" * 19),
     ["21", "20", "Shorten the prefix"]),
    ("NumberTooLong", lambda c: typed(series(c, manual_numbers=True), "X" * 21), ["21", "20"]),
    ("NumberTooLong", lambda c: series(c, register="invoice", start="K" * 12 + "01", end=""),
     ["6", "13", "14"]),
    ("SeriesInUse", lambda c: changed(used(c), prefix1="X"), ["K01–K09", "start a new line"]),
    ("SeriesInUse", lambda c: changed(used(c, 5), last_number=4), ["K01–K09", "below K05"]),
    ("SeriesInUse", lambda c: changed(used(c), starting_date=date(2027, 1, 1)),
     ["K01–K09", "cannot start after 2026-11-21"]),
    ("SeriesInUse", lambda c: delete_line(used(c).lines.get()), ["K01–K09", "block the line"]),
    ("SeriesInUse", lambda c: delete_series(used(c)), ["SER", "issued numbers (1)", "block it"]),
    ("SeriesInUse", related_twice, ["SER", "relations (1)", "block it"]),
    ("SeriesInUse", lambda c: delete_series(series(c, is_system=True)),
     ["SER", "can be edited and blocked"]),
    ("SeriesInUse", lambda c: next_number(used(c, 3), 2),
     ["K03", "must be higher", "start a line with a new prefix"]),
    ("AutomaticNumberNotAllowed", lambda c: peek(series(c, default_numbers=False), on=TODAY),
     ["SER", "type one"]),
    ("ManualNumberNotAllowed", lambda c: typed(series(c), "K05"),
     ["SER", "leave the number empty"]),
    ("SeriesNotRelated", not_related, ["OTHER", "SER", "pick another series, or leave it"]),
    ("NumberTaken", lambda c: typed(used(c, manual_numbers=True), "K01"),
     ["K01", "2026-11-21", "type another number"]),
    ("NumberOutOfRange",
     lambda c: typed(series(c, manual_numbers=True, manual_range="inside"), "K77"),
     ["K77", "SER", "type a number within K01–K09"]),
    ("NumberOutOfRange", lambda c: next_number(series(c), 70), ["within K01–K09"]),
    ("NumberOutOfRange", lambda c: next_number(series(c, increment=4), 6),
     ["K01–K09", "steps of 4", "K05 or K09"]),
    ("DateOrderViolation", lambda c: draw(used(c, date_order=True), on=date(2026, 1, 1)),
     ["SER", "2026-01-01", "Use 2026-11-21 or later"]),
    ("ImpossibleDate", lambda c: draw(series(c), on=date(2206, 11, 21)),
     ["2206-11-21", "check the year"]),
    ("NumberedDocumentKept", deleted, ["K01", "SER", "cancel it instead"]),
    ("NumberStateError", expired, ["K01", "reserved", "reserve another one"]),
    ("RuleError", lambda c: next_number(series(c), 5, " "), ["Say why"]),
    ("RuleError", lambda c: typed(series(c, manual_numbers=True), " "), ["Type a number"]),
    ("SetupError",
     lambda c: assign_series(c, "project", series(c)),
     ["SER", "choose a series of its register"]),
    ("SeriesBusy", too_busy, ["SER", "try again in a moment"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "refused", "told"), REFUSALS)
def test_every_refusal_names_what_it_is_about_and_the_way_out(
    company: Company, rule: str, refused: Refusal, told: list[str]
) -> None:
    with pytest.raises(NumberingError) as caught, write():
        refused(company)

    assert type(caught.value).__name__ == rule
    message = str(caught.value)
    assert [words for words in told if words not in message] == [], message
    assert message.endswith(".")
    assert "%(" not in message
    assert "  " not in message


# What is refused of files, of set-ups and of other systems is tried in tests/imports and
# tests/takeover, in tests/settings/test_control_unit and in tests/api.
ELSEWHERE = (
    *("FileUnreadable", "SetupRefused"),
    *("IdempotencyKeyReused", "NumberNotYours", "RequestInProgress"),
)


def test_every_rule_is_tried_here() -> None:
    rules = {
        name
        for name, rule in vars(exceptions).items()
        if isinstance(rule, type) and issubclass(rule, (SetupError, RuleError, ConflictError))
    }

    assert rules - {rule for rule, _refused, _told in REFUSALS} == {"ConflictError", *ELSEWHERE}
