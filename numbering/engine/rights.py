"""Who may draw from, type into or edit a series."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.exceptions import SeriesForbidden
from numbering.models import NumberSeries, SeriesAccess

ACTIONS = ("draw", "type", "edit")
_WORDS = {
    "draw": gettext_lazy("draw numbers from"),
    "type": gettext_lazy("type numbers into"),
    "edit": gettext_lazy("change"),
}


def granted(series: NumberSeries) -> dict[str, frozenset[int]]:
    """For each action that is reserved, the groups that may do it."""
    rows = list(SeriesAccess.objects.filter(series_id=series.pk))
    reserved = {
        action: frozenset(row.group_id for row in rows if getattr(row, f"may_{action}"))
        for action in ACTIONS
    }
    return {action: groups for action, groups in reserved.items() if groups}


def refuse_forbidden(
    series: NumberSeries, access: Mapping[str, frozenset[int]], action: str, by: object
) -> None:
    """Raise SeriesForbidden where an action is reserved for groups that the user is not in.

    The system itself (no user) and superusers may do everything.
    """
    groups = access.get(action)
    if groups is None or not isinstance(by, User) or by.is_superuser:
        return
    if by.groups.filter(pk__in=groups).exists():
        return
    raise SeriesForbidden(
        _(
            "You may not %(action)s the number series %(code)s: an administrator can give your "
            "group that right."
        )
        % {"action": _WORDS[action], "code": series.code},
        series=series,
    )


def refuse_edit(series: NumberSeries, by: object) -> None:
    """Raise SeriesForbidden where only other groups may change the series."""
    if series.pk is not None:
        refuse_forbidden(series, granted(series), "edit", by)
