"""Make, change and delete number series."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, ManualRange, Origin, Restart
from numbering.engine.request import User
from numbering.engine.rights import refuse_edit
from numbering.exceptions import InvalidFormat, SeriesInUse
from numbering.kinds import register_of
from numbering.models import Company, Counter, IssuedNumber, NumberSeries
from numbering.services.lines import add_line
from numbering.services.locks import lock_settings, settings_changed
from numbering.services.overlaps import prove_no_overlap
from numbering.services.policy import drop_counters
from numbering.trail import changed_by
from numbering.transactions import write

_FLAGS = {
    "default_numbers",
    "manual_numbers",
    "date_order",
    "manual_range",
    "allow_duplicates",
    "is_system",
    "blocked",
}


def create_series(
    company: Company,
    code: str,
    *,
    register: str,
    description: str = "",
    start: str = "1",
    end: str = "",
    starting_date: date | None = None,
    increment: int = 1,
    warning: str = "",
    restart: str = Restart.NEVER,
    gap_policy: str = GapPolicy.UNBROKEN,
    by: User = None,
    **flags: Any,
) -> NumberSeries:
    """Make a series and its first line, given as sample numbers (`start`, `end`, `warning`).

    `register` is a register or a kind, whose register is then meant. An empty `start` makes a
    series without lines. `flags` are the series' switches. Raises InvalidFormat, NumberTooLong,
    OverlappingLines, naming the field; nothing is saved then.
    """
    unknown = flags.keys() - _FLAGS
    if unknown:
        raise TypeError(f"create_series has no flags {', '.join(sorted(unknown))}")
    with write():
        series = save_series(
            NumberSeries(
                company=company,
                code=code,
                description=description,
                register=register_of(register),
                **flags,
            ),
            by=by,
        )
        if start:
            add_line(
                series,
                start=start,
                end=end,
                starting_date=starting_date,
                increment=increment,
                warning=warning,
                restart=restart,
                gap_policy=gap_policy,
                by=by,
            )
    return series


def save_series(series: NumberSeries, *, by: User = None) -> NumberSeries:
    """Save a new or changed series; its lines are proved against all others again.

    The code is upper-cased; drawing and typing cannot both be off (Business Central: clearing
    one turns the other on). Raises InvalidFormat for a bad code, SeriesInUse where the register
    of a series with numbers would change, OverlappingLines.
    """
    with write():
        refuse_edit(series, by)
        lock_settings(series.company_id, series.pk)
        before = NumberSeries.objects.filter(pk=series.pk).first()
        series.code = _checked_code(series)
        _keep_one_on(series, before)
        if series.manual_range not in ManualRange.values:
            raise InvalidFormat(_("Choose what typed numbers may be."), field="manual_range")
        if before is not None and before.register != series.register:
            _refuse_register_change(series)
        changed_by(series, by)
        series.save()
        settings_changed(series)
        prove_no_overlap(series)
        if series.date_order and before is not None and not before.date_order:
            _remember_last_date(series)
    return series


def delete_series(series: NumberSeries, *, by: User = None) -> None:
    """Delete a series that was never used.

    Raises SeriesInUse for a fixed series and where the series is assigned, related or has issued
    a number.
    """
    with write():
        refuse_edit(series, by)
        lock_settings(series.company_id, series.pk)
        if series.is_system:
            raise SeriesInUse(
                _("%(code)s is a fixed series: it can be edited and blocked, not deleted.")
                % {"code": series.code},
                series=series,
            )
        uses = where_used(series)
        if uses:
            raise SeriesInUse(
                _("The number series %(code)s is used by %(uses)s: block it instead.")
                % {"code": series.code, "uses": ", ".join(uses)},
                series=series,
            )
        for line in series.lines.order_by("pk"):
            drop_counters(line)
        changed_by(series, by)
        series.delete()


def where_used(series: NumberSeries) -> list[str]:
    """What refers to the series, in words; empty where nothing does."""
    uses = []
    for relation in NumberSeries._meta.related_objects:
        model = relation.related_model
        if model.__name__.startswith("Historical") or relation.name in ("lines", "access"):
            continue
        count = model._default_manager.filter(**{relation.field.name: series}).count()
        if count:
            uses.append(f"{model._meta.verbose_name_plural} ({count})")
    return uses


def _checked_code(series: NumberSeries) -> str:
    code = series.code.strip().upper()
    if not code or len(code) > 20 or not code.isprintable():
        raise InvalidFormat(_("A code has 1 to 20 letters, digits or signs."), field="code")
    others = NumberSeries.objects.of(series.company).filter(code=code).exclude(pk=series.pk)
    if others.exists():
        raise InvalidFormat(
            _("There is a number series %(code)s already: choose another code.") % {"code": code},
            field="code",
        )
    return code


def _keep_one_on(series: NumberSeries, before: NumberSeries | None) -> None:
    if series.default_numbers or series.manual_numbers:
        return
    if before is not None and before.manual_numbers:
        series.default_numbers = True
    else:
        series.manual_numbers = True


def _remember_last_date(series: NumberSeries) -> None:
    """Dates drawn before the series was put in date order count as well."""
    drawn = IssuedNumber.objects.filter(
        series=series, origin__in=(Origin.DRAWN, Origin.RESERVED)
    ).aggregate(last=Max("document_date"))
    Counter.objects.filter(line__series=series).update(last_date=drawn["last"])


def _refuse_register_change(series: NumberSeries) -> None:
    if IssuedNumber.objects.filter(series_id=series.pk).exists():
        raise SeriesInUse(
            _("The number series %(code)s has issued numbers: its register cannot change.")
            % {"code": series.code},
            field="register",
            series=series,
        )
