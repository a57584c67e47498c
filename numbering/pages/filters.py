"""Filters of a list: small selects and periods, each a few form fields and a condition."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from numbering.pages.lists import ListPage

Choices = Iterable[tuple[Any, Any]]


class Filter(ABC):
    """One filter; its key is its name in the address."""

    def __init__(self, key: str, label: StrOrPromise) -> None:
        self.key = key
        self.label = label

    @abstractmethod
    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        """The form fields; the first choice of a select is the filter's own name."""

    @abstractmethod
    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        """What a row must fulfil; an empty Q where nothing was chosen."""


class ChoiceFilter(Filter):
    """A select of fixed choices; `choices` may be a function of the page.

    `where` turns the choice into a condition that is more than equality.
    """

    def __init__(
        self,
        key: str,
        label: StrOrPromise,
        choices: Choices | Callable[[ListPage], Choices],
        *,
        lookup: str = "",
        where: Callable[[str], Q] | None = None,
    ) -> None:
        super().__init__(key, label)
        self.choices = choices
        self.lookup = lookup or key
        self.where = where

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        found = self.choices(page) if callable(self.choices) else self.choices
        choices = [("", self.label), *(pair for pair in found if pair[0] != "")]
        return {self.key: forms.ChoiceField(label=self.label, choices=choices, required=False)}

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        value = cleaned.get(self.key)
        if not value:
            return Q()
        return self.where(value) if self.where else Q(**{self.lookup: value})


class RelatedFilter(Filter):
    """A select of rows: series, users, order types. One query."""

    def __init__(
        self,
        key: str,
        label: StrOrPromise,
        rows: Callable[[ListPage], QuerySet[Any]],
        *,
        lookup: str = "",
        text: Callable[[Any], str] | None = None,
    ) -> None:
        super().__init__(key, label)
        self.rows = rows
        self.text = text or row_text
        self.lookup = lookup or key

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        rows = list(self.rows(page))
        choices = [("", self.label), *((str(row.pk), self.text(row)) for row in rows)]
        return {self.key: forms.ChoiceField(label=self.label, choices=choices, required=False)}

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        value = cleaned.get(self.key)
        return Q(**{self.lookup: value}) if value else Q()


def row_text(row: Any) -> str:
    """What a row is called; people by their full names."""
    full_name = getattr(row, "get_full_name", None)
    return (full_name() if full_name else "") or str(row)


class PeriodFilter(Filter):
    """From – to, both days included. `moments`: the field holds moments, not days."""

    def __init__(
        self, key: str, label: StrOrPromise, *, lookup: str = "", moments: bool = False
    ) -> None:
        super().__init__(key, label)
        self.lookup = lookup or key
        self.moments = moments

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        return {
            f"{self.key}_from": DayField(label=_("from")),
            f"{self.key}_to": DayField(label=_("to")),
        }

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        return self.within(cleaned)

    def within(self, cleaned: Mapping[str, Any]) -> Q:
        """What a row of the period fulfils."""
        first, last = cleaned.get(f"{self.key}_from"), cleaned.get(f"{self.key}_to")
        found = Q()
        if first:
            start = timezone.make_aware(datetime.combine(first, time.min))
            found &= Q(**{f"{self.lookup}__gte": start if self.moments else first})
        if last and self.moments:
            end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
            found &= Q(**{f"{self.lookup}__lt": end})
        elif last:
            found &= Q(**{f"{self.lookup}__lte": last})
        return found


class DayField(forms.DateField):
    """A day, written as the browser's date field sends it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        """A day between 1900 and 2999: no other can be the day of a document."""
        day = super().clean(value)
        if day is not None and not 1900 <= day.year <= 2999:
            raise ValidationError(_("This cannot be the day of a document."))
        return day
