"""What an invoice journal is about, as asked for in its address."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoicing.exceptions import NoOwnSeries
from invoicing.journal import (
    OwnType,
    Scope,
    invoice_series_of,
    own_type_of,
    types_with_own_series,
)
from numbering.models import Company, NumberSeries
from numbering.pages.filters import DayField
from numbering.periods import fiscal_year


class JournalForm(forms.Form):
    """Period, series, invoice type. Without a period it is the month that is under way."""

    date_from = DayField(label=gettext_lazy("from"))
    date_to = DayField(label=gettext_lazy("to"))
    series = forms.ChoiceField(label=gettext_lazy("Series"), required=False)
    type = forms.CharField(label=gettext_lazy("Invoice type"), required=False, max_length=40)

    def __init__(self, data: Any, *, company: Company) -> None:
        self.company = company
        given = {name: str(data.get(name) or "").replace("\x00", "") for name in self.base_fields}
        if not given["date_from"] and not given["date_to"]:
            given |= _typed(*month_of(timezone.localdate()))
        super().__init__(given, auto_id="journal_%s")
        self.all_series = {str(one.pk): one for one in invoice_series_of(company)}
        field = self.fields["series"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("All series")),
            *((key, str(one)) for key, one in self.all_series.items()),
        ]
        self.fields["type"].widget = forms.Select(
            choices=[("", _("All types")), *((one.key, one.name) for one in self.own_types)]
        )
        for name in ("series", "type"):
            self.fields[name].widget.attrs |= {"aria-label": self.fields[name].label}
            if given[name]:
                self.fields[name].widget.attrs["class"] = "is-set"

    @cached_property
    def own_types(self) -> list[OwnType]:
        """The types that the journal can be narrowed to."""
        return types_with_own_series(self.company)

    def clean_series(self) -> NumberSeries | None:
        """The series itself."""
        return self.all_series.get(self.cleaned_data["series"])

    def clean_type(self) -> OwnType | None:
        """The type, if it has a number series of its own (Winbas)."""
        key = self.cleaned_data["type"]
        try:
            return own_type_of(self.company, key) if key else None
        except NoOwnSeries as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """A period has two ends, and a type its own series."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        for name, day in (("date_from", first), ("date_to", last)):
            if day is None and name not in self.errors:
                self.add_error(name, _("Choose the first and the last day of the period."))
        if first and last and first > last:
            self.add_error("date_to", _("The period ends before it begins: choose a later day."))
        series, own_type = cleaned.get("series"), cleaned.get("type")
        if series and own_type and own_type.series.pk != series.pk:
            self.add_error(
                "series",
                _("“%(type)s” is numbered from %(series)s: choose that series, or all.")
                % {"type": own_type.name, "series": own_type.series.code},
            )
        return cleaned

    @property
    def scope(self) -> Scope:
        """What was asked for."""
        return Scope(
            company=self.company,
            first=self.cleaned_data["date_from"],
            last=self.cleaned_data["date_to"],
            series=self.cleaned_data["series"],
            own_type=self.cleaned_data["type"],
        )

    @property
    def asked(self) -> dict[str, str]:
        """The address of what is shown, without what says nothing."""
        return {name: str(value) for name, value in self.data.items() if value}

    def periods(self) -> list[tuple[str, dict[str, str], bool]]:
        """The periods that are asked for most: what they are called, and whether it is this."""
        today = timezone.localdate()
        this, year = month_of(today), year_of(today, self.company.fiscal_year_first_month)
        before_year = year[0] - timedelta(days=1)
        offered = [
            (_("This month"), this),
            (_("Last month"), month_of(this[0] - timedelta(days=1))),
            (_("This fiscal year"), year),
            (
                _("Last fiscal year"),
                year_of(before_year, self.company.fiscal_year_first_month),
            ),
        ]
        shown = (self.data["date_from"], self.data["date_to"])
        return [
            (label, self.asked | _typed(*days), shown == tuple(_typed(*days).values()))
            for label, days in offered
        ]


def month_of(day: Date) -> tuple[Date, Date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, _months_on(first, 1) - timedelta(days=1)


def year_of(day: Date, first_month: int) -> tuple[Date, Date]:
    """The first and the last day of a day's fiscal year."""
    first = Date(fiscal_year(day, first_month), first_month, 1)
    return first, _months_on(first, 12) - timedelta(days=1)


def _months_on(first: Date, count: int) -> Date:
    months = first.month - 1 + count
    return Date(first.year + months // 12, months % 12 + 1, 1)


def _typed(first: Date, last: Date) -> dict[str, str]:
    return {"date_from": first.isoformat(), "date_to": last.isoformat()}
