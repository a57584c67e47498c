"""Claim a number that somebody typed, or that comes from an old system."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from numbering.choices import ManualRange, Origin, State
from numbering.engine.chain import add_event, add_issues, is_chained, save_head
from numbering.engine.counters import locked_counter, remember_typed
from numbering.engine.events import reuse_of
from numbering.engine.plan import StalePlan, plan_of
from numbering.engine.request import User, now, user_id
from numbering.engine.rights import granted, refuse_forbidden
from numbering.engine.sequences import is_native
from numbering.engine.turns import take_turn
from numbering.exceptions import (
    ManualNumberNotAllowed,
    NumberingError,
    NumberOutOfRange,
    NumberTaken,
    NumberTooLong,
    RuleError,
    SeriesBlocked,
    SeriesBusy,
    SetupError,
)
from numbering.formats import MAX_LENGTH
from numbering.kinds import SUFFIX_LENGTH, longest_number, register_of
from numbering.models import Company, Counter, IssuedNumber, NumberSeries
from numbering.ownkinds import label_of
from numbering.periods import checked_date
from numbering.services.chains import hold_chain, stays_chained
from numbering.services.drawing import peek
from numbering.services.matching import Match, Matcher
from numbering.transactions import busy_as_conflict, require_transaction


def claim(
    text: str,
    *,
    company: Company,
    kind: str,
    on: date,
    by: User = None,
    series: NumberSeries | None = None,
    origin: str = Origin.TYPED,
    reference: str = "",
) -> IssuedNumber:
    """Take a typed number for a document dated `on`; every series skips it from then on.

    With a series, its rules hold: it must take typed numbers, and they may have to lie inside
    the range of one of its lines (Winbas: inside from – to). Without, the number need only be new
    in the register of the kind (Offer-Cube: a number from an old system). Raises NumberTaken,
    NumberTooLong, NumberOutOfRange, ManualNumberNotAllowed, SeriesBlocked, RuleError, and
    TransactionManagementError outside a transaction.
    """
    require_transaction()
    if series is not None and series.company_id != company.pk:
        raise SetupError(
            _("%(series)s is the number series of another company.") % {"series": series.code},
            field="series",
            series=series,
        )
    text, on = checked_text(text), checked_date(on)
    register = series.register if series is not None else register_of(kind)
    _check_room_for_suffix(text, register)
    match = Matcher(company, register).match(text, on, series)
    if series is not None:
        refuse_forbidden(series, granted(series), "type", by)
        _check_series(text, series, match, on)
    number = IssuedNumber(
        company=company,
        register=register,
        text=text,
        series=match.series if match else series,
        line_id=match.line.id if match else None,
        period=match.line.period(on) if match else "",
        scope=match.line.scope(on) if match else "",
        value=match.value if match else None,
        kind=kind,
        document_date=on,
        issued_at=now(),
        issued_by_id=user_id(by),
        origin=origin,
        reference=reference,
    )
    with busy_as_conflict(series.code if series is not None else ""):
        counter = None
        if match is not None and not is_native(match.line):
            counter = _held_counter(match, on)
        entered = _enter(
            number,
            may_repeat=series is not None and series.allow_duplicates,
            chained=counter if match is not None and is_chained(match.line) else None,
        )
        if counter is not None and entered.value is not None:
            remember_typed(counter, entered.value)
        return entered


def checked_text(text: str) -> str:
    """A typed number without blanks around it. Raises RuleError or NumberTooLong."""
    text = text.strip()
    if not text:
        raise RuleError(_("Type a number."), field="number")
    if len(text) > MAX_LENGTH:
        raise NumberTooLong(
            _("“%(text)s” has %(length)d characters; a number has %(limit)d at most.")
            % {"text": text, "length": len(text), "limit": MAX_LENGTH}
        )
    if not text.isprintable() or " " in text:
        raise RuleError(_("A number has letters, digits and signs, no spaces."), field="number")
    return text


def _check_room_for_suffix(text: str, register: str) -> None:
    """A typed number leaves the room that payments need; see longest_number."""
    limit = longest_number(register)
    if len(text) > limit:
        raise NumberTooLong(
            _(
                "Payments add %(suffix)d characters to this number: it has %(limit)d at most, and"
                " “%(text)s” has %(length)d."
            )
            % {"suffix": SUFFIX_LENGTH, "limit": limit, "text": text, "length": len(text)}
        )


def _check_series(text: str, series: NumberSeries, match: Match | None, on: date) -> None:
    if series.blocked:
        raise SeriesBlocked(
            _("The number series %(code)s is blocked: an administrator can unblock it.")
            % {"code": series.code},
            series=series,
        )
    if not series.manual_numbers and _can_draw(series, on):
        raise ManualNumberNotAllowed(
            _("The number series %(code)s takes no typed numbers: leave the number empty.")
            % {"code": series.code},
            series=series,
        )
    if series.manual_range != ManualRange.INSIDE:
        return
    allowed = plan_of(series, fresh=True).open_lines(on)
    if match is None or match.line.id not in {line.id for line in allowed}:
        raise NumberOutOfRange(
            _(
                "%(text)s is outside the range of the number series %(code)s: type a number "
                "within %(ranges)s."
            )
            % {
                "text": text,
                "code": series.code,
                "ranges": ", ".join(line.range_text for line in allowed),
            },
            series=series,
        )


def _can_draw(series: NumberSeries, on: date) -> bool:
    """Business Central: where a series cannot draw, a number may be typed instead."""
    try:
        peek(series, on=on)
    except NumberingError:
        return False
    return True


def _held_counter(match: Match, on: date) -> Counter:
    """Wait for draws under way on the line, and let no other pass until this one is decided."""
    plan = plan_of(match.series, fresh=True)
    try:
        period = match.line.period(on)
        take_turn(require_transaction(), plan, match.line, period)
        return locked_counter(plan, match.line, period)
    except StalePlan as error:
        raise SeriesBusy(
            _("The number series %(code)s was changed just now: save again.")
            % {"code": match.series.code}
        ) from error


def _enter(number: IssuedNumber, *, may_repeat: bool, chained: Counter | None) -> IssuedNumber:
    """Write the number into the register, taking over a freed one. Raises NumberTaken."""
    there = IssuedNumber.objects.filter(
        company_id=number.company_id, register=number.register, text=number.text
    )
    if number.scope:
        there = there.filter(scope__in=("", number.scope))
    there = there.order_by("-repetition", "-pk")
    seen = there.filter(state=State.FREE).first() if chained is None else None
    if seen is not None and stays_chained(seen):
        # Freed on a line that prints it for another date. Its counter comes before it.
        chained = hold_chain(seen)
    # Locked: a freed number is taken by one only.
    known = there.select_for_update().first()
    if known is not None and known.state == State.FREE:
        return _take_over(known, number, chained)
    if known is not None and not may_repeat:
        raise _taken(known)
    if known is not None:
        number.repetition = known.repetition + 1
        number.line_id, number.value = None, None
        chained = None
    if chained is not None:
        add_issues(chained, [number])
    try:
        with transaction.atomic():
            number.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(number) from error
    if chained is not None:
        save_head(chained)
    return number


def _take_over(known: IssuedNumber, number: IssuedNumber, chained: Counter | None) -> IssuedNumber:
    event = reuse_of(known, at=number.issued_at, by=number.issued_by)
    fields = ["kind", "document_date", "issued_at", "issued_by_id", "origin", "reference"]
    if chained is not None and (chained.line_id, chained.period) != (known.line_id, known.period):
        chained = hold_chain(known)
    if chained is not None:
        add_event(chained, event, known)
    for field in fields:
        setattr(known, field, getattr(number, field))
    known.state, known.reason = State.IN_USE, ""
    if chained is not None:
        add_issues(chained, [known])
        save_head(chained)
    event.save()
    fields = [*(field.removesuffix("_id") for field in fields), "chain_position", "chain_hash"]
    known.save(update_fields=[*fields, "state", "reason"])
    return known


def _taken(known: IssuedNumber) -> NumberTaken:
    return NumberTaken(
        _("%(text)s is taken already (%(kind)s of %(on)s): type another number.")
        % {
            "text": known.text,
            "kind": label_of(known.company, known.kind) if known.kind else _("number"),
            "on": date_format(known.document_date, "SHORT_DATE_FORMAT"),
        }
    )
