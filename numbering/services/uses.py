"""Save "Where numbers are used": which series numbers which kind, department by department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from numbering.engine.request import User
from numbering.exceptions import ConflictError, NumberingError, SetupError, SetupRefused
from numbering.kinds import find_kind, register_of
from numbering.models import Company, Department, NumberSeries, OwnKind
from numbering.ownkinds import label_of
from numbering.services.locks import lock_settings
from numbering.services.lookup import put_series
from numbering.services.organisation import save_own_kind
from numbering.services.series import create_series
from numbering.services.setuprules import check_setup
from numbering.transactions import write


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A series to be made on the spot (KeyBalance's +)."""

    code: str
    description: str
    next_number: str


@dataclass(frozen=True, slots=True)
class UseChange:
    """A row to be saved; None as its series clears it, `key` names it in errors."""

    key: str
    kind: str
    series: NumberSeries | NewSeries | None
    department: Department | None = None


class UseErrors(SetupError):
    """What is wrong, row by row; nothing was saved."""

    def __init__(self, rows: Mapping[str, NumberingError]) -> None:
        super().__init__(" ".join(str(error) for error in rows.values()))
        self.rows = dict(rows)


def save_uses(company: Company, changes: Sequence[UseChange], *, by: User = None) -> None:
    """Save rows of the screen, all or none; new series are made and assigned at once.

    Rows that are cleared go first, so that departments may trade places. Raises UseErrors.
    """
    errors: dict[str, NumberingError] = {}
    with write():
        lock_settings(company.pk)
        for change in sorted(changes, key=lambda one: one.series is not None):
            try:
                with transaction.atomic():
                    _save_use(company, change, by)
            except ConflictError:
                raise  # nothing is wrong with the row
            except NumberingError as error:
                errors.setdefault(change.key, error)
        if errors:
            raise UseErrors(errors)
        if changes:
            _check_all(company, changes)


def save_own_kind_with_series(
    kind: OwnKind, changes: Sequence[UseChange], *, by: User = None
) -> OwnKind:
    """Save a kind of a company's own together with what numbers it, all or nothing.

    The changes are taken for the kind, whatever kind they name: it may have none before. Raises
    InvalidFormat as `save_own_kind`, and UseErrors.
    """
    with write():
        save_own_kind(kind, by=by)
        save_uses(kind.company, [replace(one, kind=kind.code) for one in changes], by=by)
    return kind


def _check_all(company: Company, changes: Sequence[UseChange]) -> None:
    """Check the set-up that the rows come to together; what is wrong is said in the row of the
    series that it is about. Raises UseErrors.
    """
    try:
        check_setup(company, field="series")
    except SetupRefused as error:
        about = (one for one in changes if error.series and one.series == error.series)
        raise UseErrors({next(about, changes[0]).key: error}) from error


def _save_use(company: Company, change: UseChange, by: User) -> None:
    series = change.series
    if isinstance(series, NewSeries):
        known = find_kind(change.kind)
        series = create_series(
            company,
            series.code,
            register=register_of(change.kind),
            description=series.description or _name_of(company, change),
            start=series.next_number,
            manual_numbers=known is not None and known.is_proposed,
            by=by,
        )
    put_series(company, change.kind, series, department=change.department, by=by)


def _name_of(company: Company, change: UseChange) -> str:
    """What a series without a text of its own is for."""
    name = str(label_of(company, change.kind))
    return f"{name}, {change.department.name}" if change.department else name
