"""Changes of settings in words: who, which object, and each field's value before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from numbering.formatting import person_name
from numbering.kinds import kind_label, register_label
from numbering.models import Company
from numbering.pages.columns import show


@dataclass(frozen=True)
class Difference:
    """A field and its values before and after, as words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Tracked:
    """A model with a history."""

    label: str
    model: type[models.Model]
    history: type[models.Model]

    @property
    def name(self) -> str:
        """What users call it."""
        return str(capfirst(self.model._meta.verbose_name))

    def rows(self) -> QuerySet[Any]:
        """Its history."""
        return self.history._default_manager.all()


class Words:
    """Values as words; the rows that foreign keys point to are fetched once per model."""

    def __init__(self, found: list[tuple[Tracked, Any]], earlier: Iterable[Any]) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for row in [*(row for _tracked, row in found), *earlier]:
            for one in row._meta.fields:
                if isinstance(one, models.ForeignKey) and not one.name.startswith("history_"):
                    related = one.related_model
                    wanted.setdefault(related, set()).add(getattr(row, one.attname))
        self.texts: dict[tuple[type[models.Model], Any], str] = {}
        for model, keys in wanted.items():
            for key, related_row in model._base_manager.in_bulk(keys - {None}).items():
                is_person = isinstance(related_row, User)
                self.texts[model, key] = self.person(related_row) if is_person else str(related_row)

    @staticmethod
    def person(user: Any) -> str:
        """Who; the program itself where nobody was logged in."""
        if user is None:
            return _("the program")
        return person_name(user)

    def value(self, model: type[models.Model], name: str, row: Any) -> str:
        """A field's value as a person reads it."""
        one = model._meta.get_field(name)
        if isinstance(one, models.ForeignKey):
            key = getattr(row, one.attname)
            if key is None:
                return ""
            related = one.related_model
            return self.texts.get((related, key), _("deleted (%(key)s)") % {"key": key})
        value = getattr(row, name)
        # A field whose values are codes may know their words.
        in_words = getattr(one, "in_words", None)
        if in_words is not None:
            return str(in_words(value)) if value else ""
        choices = dict(getattr(one, "flatchoices", None) or ())
        if value in choices:
            return str(choices[value])
        if name == "kind":
            return str(kind_label(value))
        if name == "register":
            return str(register_label(value))
        return show(value)

    def title(self, tracked: Tracked, row: Any) -> str:
        """What the object is called, with the object that it is a part of in front."""
        meta = tracked.model._meta
        owners = [
            self.texts.get((one.related_model, getattr(row, one.attname)))
            for one in meta.fields
            if isinstance(one, models.ForeignKey)
            and one.related_model is not Company
            and not one.null
        ]
        has_text = any(isinstance(one, models.CharField) for one in meta.fields)
        own = str(row.instance) if has_text else ""
        if hasattr(row, "kind") and own == row.kind:
            own = str(kind_label(row.kind))
            owners = []
        # A team's group is called like the team.
        parts = dict.fromkeys(text for text in (*owners, own) if text)
        return " › ".join(parts) if parts else f"{getattr(row, meta.pk.attname)}"

    def differences(self, tracked: Tracked, row: Any, earlier: Any) -> list[Difference]:
        """What a change changed; of a new object, what differs from an empty one."""
        if row.history_type == "-":
            return []
        found = []
        for one in tracked.model._meta.fields:
            if one.primary_key or not hasattr(row, one.attname):
                continue
            new_value = getattr(row, one.attname)
            if earlier is not None:
                if getattr(earlier, one.attname) == new_value:
                    continue
                old = self.value(tracked.model, one.name, earlier)
            else:
                default = one.get_default() if one.has_default() else None
                # Its company and what it is a part of stand in its title already.
                told = isinstance(one, models.ForeignKey) and not one.null
                if told or new_value in (default, "", None, False):
                    continue
                old = ""
            label = str(capfirst(one.verbose_name))
            found.append(Difference(label, old, self.value(tracked.model, one.name, row)))
        return found
