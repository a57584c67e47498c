"""What was changed in the settings: the histories of all tracked models, merged, newest first.

Each model keeps its own history table. A page asks each for its newest rows, merges them and
works out the differences; the number of queries depends on the number of models, not of rows.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core import signing
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from numbering.models import Company, Membership
from numbering.pages.change_words import Difference, Tracked, Words

PAGE_SIZE = 50
_SALT = "numbering.pages.changes"
_OWNERS = 3  # so many steps from a model to its company


@dataclass(frozen=True)
class Change:
    """One change of one object."""

    at: datetime
    by: str
    verb: str
    is_new: bool
    type_label: str
    object_text: str
    url: str
    reason: str
    # Its object, as a page asks for the changes of that one alone: the model's label and the key.
    place: str
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class ChangePage:
    """Changes, and the cursors of the neighbouring pages ("" where there is none)."""

    changes: list[Change]
    newer: str
    older: str


def tracked_models() -> list[Tracked]:
    """Every installed model with a history, by label."""
    found = []
    for model in apps.get_models():
        name = getattr(model._meta, "simple_history_manager_attribute", None)
        if name:
            found.append(Tracked(model._meta.label_lower, model, getattr(model, name).model))
    return sorted(found, key=lambda one: one.label)


def of_company(tracked: Tracked, company: Company) -> Q | None:
    """The condition that a history row belongs to a company; None where it never can.

    It looks into the histories of the owners, so that what was deleted still counts.
    """
    return _owned(tracked.model, company, _OWNERS)


def _owned(model: type[models.Model], company: Company, steps: int) -> Q | None:
    if model is Company:
        return Q(pk=company.pk) if steps < _OWNERS else Q(id=company.pk)
    names = [one for one in model._meta.fields if isinstance(one, models.ForeignKey)]
    for one in names:
        if one.related_model is Company:
            return Q(**{one.attname: company.pk})
    if steps == 0:
        return None
    known = {one.model: one for one in tracked_models()}
    # An owner without a history is never deleted: what has a number stays.
    for one in sorted(names, key=lambda one: one.related_model not in known):
        owner = one.related_model
        condition = _owned(owner, company, steps - 1)
        if condition is None or owner is User:
            continue
        rows = known[owner].rows() if owner in known else owner._default_manager.all()
        keys = rows.filter(condition).values(owner._meta.pk.attname)
        return Q(**{f"{one.attname}__in": keys})
    for one in names:
        if one.related_model is User:
            # What is told of a person is told in the companies the person is or was a member of.
            members = known[Membership].rows().filter(company=company.pk).values("user")
            return Q(**{f"{one.attname}__in": members})
    return None


def read_changes(
    company: Company,
    *,
    only: str = "",
    condition: Q | None = None,
    object_keys: Mapping[str, Iterable[Any]] | None = None,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
    links: bool = False,
) -> ChangePage:
    """A page of a company's changes.

    `only` is the label of one model, `object_keys` restricts to these objects by model label,
    `links` leads to the settings screens (administrators).
    """
    cursor = _read(after or before)
    backwards = bool(before and not after and cursor)
    streams = []
    for tracked in tracked_models():
        if (only and tracked.label != only) or (
            object_keys is not None and tracked.label not in object_keys
        ):
            continue
        owned = of_company(tracked, company)
        if owned is None:
            continue
        rows = tracked.rows().filter(owned)
        if object_keys is not None:
            key = tracked.model._meta.pk.attname
            rows = rows.filter(**{f"{key}__in": list(object_keys[tracked.label])})
        if condition is not None:
            rows = rows.filter(condition)
        if cursor:
            rows = rows.filter(_beyond(tracked, cursor, backwards=backwards))
        streams.append(
            [
                (_place(tracked, row), tracked, row)
                for row in _newest(tracked, rows, size + 1, backwards=backwards)
            ]
        )
    merged = list(heapq.merge(*streams, key=lambda item: item[0], reverse=not backwards))
    more = len(merged) > size
    merged = merged[:size]
    if backwards:
        merged.reverse()
    has_newer, has_older = (more, True) if backwards else (bool(cursor), more)
    return ChangePage(
        changes=_described([(tracked, row) for _key, tracked, row in merged], links=links),
        newer=_write(merged[0][0]) if merged and has_newer else "",
        older=_write(merged[-1][0]) if merged and has_older else "",
    )


Place = tuple[datetime, str, int]


def _place(tracked: Tracked, row: Any) -> Place:
    return (row.history_date, tracked.label, row.history_id)


def _newest(tracked: Tracked, rows: QuerySet[Any], size: int, *, backwards: bool) -> Sequence[Any]:
    key = tracked.model._meta.pk.attname
    earlier = (
        tracked.rows()
        .filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
        .order_by("-history_id")
    )
    sign = "" if backwards else "-"
    return list(
        rows.annotate(earlier_id=Subquery(earlier.values("history_id")[:1]))
        .select_related("history_user")
        .order_by(f"{sign}history_date", f"{sign}history_id")[:size]
    )


def _beyond(tracked: Tracked, cursor: Place, *, backwards: bool) -> Q:
    at, label, key = cursor
    way = "gt" if backwards else "lt"
    condition = Q(**{f"history_date__{way}": at})
    if tracked.label == label:
        return condition | Q(**{"history_date": at, f"history_id__{way}": key})
    further = tracked.label > label if backwards else tracked.label < label
    return condition | Q(history_date=at) if further else condition


def _write(place: Place) -> str:
    return signing.dumps([place[0].isoformat(), place[1], place[2]], salt=_SALT)


def _read(cursor: str) -> Place | None:
    try:
        at, label, key = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    moment = parse_datetime(at)
    return (moment, label, key) if moment else None


# ---- from rows to words ----------------------------------------------------------------------


def _described(found: list[tuple[Tracked, Any]], *, links: bool) -> list[Change]:
    earlier: dict[tuple[str, int], Any] = {}
    for tracked in {one for one, _row in found}:
        keys = [row.earlier_id for one, row in found if one == tracked and row.earlier_id]
        for row in tracked.rows().filter(history_id__in=keys) if keys else ():
            earlier[tracked.label, row.history_id] = row
    words = Words(found, earlier.values())
    verbs = {"+": _("added"), "~": _("changed"), "-": _("deleted")}
    return [
        Change(
            at=row.history_date,
            by=words.person(row.history_user),
            verb=verbs.get(row.history_type, ""),
            is_new=row.history_type == "+",
            type_label=tracked.name,
            object_text=words.title(tracked, row),
            url=_settings_url(tracked, row) if links and row.history_type != "-" else "",
            reason=row.history_change_reason or "",
            place=f"{tracked.label}:{getattr(row, tracked.model._meta.pk.attname)}",
            differences=words.differences(
                tracked, row, earlier.get((tracked.label, row.earlier_id))
            ),
        )
        for tracked, row in found
    ]


def _settings_url(tracked: Tracked, row: Any) -> str:
    meta = tracked.model._meta
    key = getattr(row, meta.pk.attname)
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[key])
    except NoReverseMatch:
        return ""
