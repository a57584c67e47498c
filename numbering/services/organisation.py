"""Kinds of documents that a company makes up, and who may do what with a series."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.contrib.auth.models import Group, User
from django.utils.translation import gettext as _

from numbering.engine.request import User as Person
from numbering.engine.rights import ACTIONS, refuse_edit
from numbering.exceptions import InvalidFormat, SeriesInUse, SetupError
from numbering.kinds import all_kinds
from numbering.models import (
    IssuedNumber,
    NumberSeries,
    OwnKind,
    SeriesAccess,
    SeriesAssignment,
)
from numbering.services.locks import lock_settings, settings_changed
from numbering.trail import changed_by
from numbering.transactions import write

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def save_own_kind(kind: OwnKind, *, by: Person = None) -> OwnKind:
    """Save a kind that an administrator made up; it numbers in a register of its own.

    Raises InvalidFormat for a code that is malformed, taken or changed, and for an empty name.
    """
    kind.code, kind.name = kind.code.strip().lower(), kind.name.strip()
    if not _CODE.fullmatch(kind.code):
        raise InvalidFormat(
            _("A code has small letters, digits and _, and begins with a letter."), field="code"
        )
    if not 1 <= len(kind.name) <= 80:
        raise InvalidFormat(_("A name has 1 to 80 characters."), field="name")
    with write():
        lock_settings(kind.company_id)
        before = OwnKind.objects.filter(pk=kind.pk).first()
        if before is not None and before.code != kind.code:
            raise InvalidFormat(
                _("The code stays: numbers in the register refer to it."), field="code"
            )
        own = OwnKind.objects.filter(company=kind.company, code=kind.code).exclude(pk=kind.pk or 0)
        built_in = {name for one in all_kinds() for name in (one.code, one.register)}
        if kind.code in built_in or own.exists():
            raise InvalidFormat(
                _("There is a kind %(code)s already: choose another code.") % {"code": kind.code},
                field="code",
            )
        changed_by(kind, by)
        kind.save()
    return kind


def delete_own_kind(kind: OwnKind, *, by: Person = None) -> None:
    """Delete a kind that was never used. Raises SeriesInUse."""
    with write():
        lock_settings(kind.company_id)
        if (
            SeriesAssignment.objects.filter(company=kind.company, kind=kind.code).exists()
            or NumberSeries.objects.of(kind.company).in_register(kind.code).exists()
            or IssuedNumber.objects.of(kind.company).filter(kind=kind.code).exists()
        ):
            raise SeriesInUse(
                _("%(name)s has a number series or numbers and stays.") % {"name": kind.name}
            )
        changed_by(kind, by)
        kind.delete()


def grant(
    series: NumberSeries, rights: Mapping[Group, frozenset[str]], *, by: Person = None
) -> None:
    """Reserve actions on a series ("draw", "type", "edit") for groups; replaces what was granted.

    What no group is granted stays open to everybody whose role allows it. Raises SetupError for
    an unknown action and where the administrator would lock themselves out, SeriesForbidden.
    """
    unknown = {action for actions in rights.values() for action in actions} - set(ACTIONS)
    if unknown:
        raise SetupError(_("Unknown right: %(rights)s.") % {"rights": ", ".join(sorted(unknown))})
    with write():
        lock_settings(series.company_id, series.pk)
        refuse_edit(series, by)
        rows = {row.group_id: row for row in SeriesAccess.objects.filter(series=series)}
        for group, actions in rights.items():
            row = rows.pop(group.pk, None) or SeriesAccess(series=series, group=group)
            wanted = {f"may_{action}": action in actions for action in ACTIONS}
            if row.pk is not None and all(getattr(row, name) == on for name, on in wanted.items()):
                continue
            for name, on in wanted.items():
                setattr(row, name, on)
            changed_by(row, by)
            row.save()
        for row in rows.values():
            changed_by(row, by)
            row.delete()
        settings_changed(series)
        _refuse_lock_out(series, rights, by)


def _refuse_lock_out(
    series: NumberSeries, rights: Mapping[Group, frozenset[str]], by: Person
) -> None:
    editors = {group.pk for group, actions in rights.items() if "edit" in actions}
    if not editors or not isinstance(by, User) or by.is_superuser:
        return
    if not by.groups.filter(pk__in=editors).exists():
        raise SetupError(
            _("You would lock yourself out of %(code)s: let a group that you are in change it.")
            % {"code": series.code},
            field="may_edit",
            series=series,
        )
