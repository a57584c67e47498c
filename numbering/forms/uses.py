"""The rows of "Where numbers are used"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.exceptions import NumberingError
from numbering.kinds import NumberKind, registers_of
from numbering.models import Department, NumberSeries
from numbering.pages.forms import add_domain_error
from numbering.selectors import SeriesStanding
from numbering.services.uses import NewSeries, UseChange

NEW = "new"
_RENAMED = {
    "end": "next_number",
    "start": "next_number",
    "first_number": "next_number",
    "prefix1": "next_number",
    "prefix2": "next_number",
    "suffix": "next_number",
    "digits": "next_number",
    "lines": "next_number",
}


class SeriesSelect(forms.Select):
    """Each series tells its next number, so that the page shows it when another one is picked."""

    standings: Mapping[int, SeriesStanding] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value).isdigit() and int(value) in self.standings:
            option["attrs"]["data-next"] = next_text(self.standings[int(value)])
        return option


def next_text(standing: SeriesStanding) -> str:
    """The next number of a series, or a word for why there is none."""
    if standing.next_number:
        return standing.next_number
    return _("none") if standing.series.default_numbers else _("typed")


class UseForm(forms.Form):
    """The series of one kind: one there is, or a new one made on the spot."""

    series = forms.ChoiceField(label=gettext_lazy("Series"), required=False, widget=SeriesSelect)
    # What the row was when it was shown: only what a person has changed is saved.
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=20, required=False)
    description = forms.CharField(label=gettext_lazy("Text"), max_length=120, required=False)
    next_number = forms.CharField(
        label=gettext_lazy("Next number"), max_length=60, required=False, initial="1"
    )

    def __init__(
        self,
        *args: Any,
        kind: NumberKind,
        series: Sequence[NumberSeries],
        standings: Mapping[int, SeriesStanding],
        assigned: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.by_key = {str(one.pk): one for one in series}
        self.standings = standings
        self.assigned = assigned
        registers = registers_of(kind.code)
        # What is stored is offered too, or saving something else would clear it.
        fitting = [one for one in series if one.register in registers or one.pk == assigned]
        field = self.fields["series"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(field.widget, SeriesSelect)
        field.choices = [
            ("", "–"),
            *((str(one.pk), str(one)) for one in fitting),
            (NEW, _("+ New series …")),
        ]
        field.widget.standings = standings
        field.label = str(kind.label)
        field.error_messages["invalid_choice"] = _(
            "This series does not number %(kind)s: choose one of its register."
        ) % {"kind": kind.label}
        self.initial.setdefault("series", str(assigned or ""))
        self.initial.setdefault("was", self.place(str(assigned or "")))
        for name in ("code", "next_number"):
            self.fields[name].widget.attrs["class"] = "num-input"
            # Told apart where the page lists what is wrong.
            self.fields[name].label = f"{kind.label}, {str(self.fields[name].label).lower()}"
        for one in self.fields.values():
            one.widget.attrs.setdefault("autocomplete", "off")

    def place(self, series: str) -> str:
        """The row in short: whose it is and which series it has."""
        return series

    @property
    def is_new(self) -> bool:
        """Whether a new series is being typed."""
        return bool(self["series"].value() == NEW)

    @property
    def standing(self) -> SeriesStanding | None:
        """Where the series stands that the row shows."""
        shown = str(self["series"].value() or "")
        return self.standings.get(int(shown)) if shown.isdigit() else None

    @property
    def next_text(self) -> str:
        """What the next number of the row's series is."""
        return next_text(self.standing) if self.standing else ""

    def clean(self) -> dict[str, Any]:
        """A new series needs a code and a next number."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("series") == NEW and not self.is_going:
            if not data.get("code"):
                self.add_error("code", _("Type a short code, for example CASES."))
            if not data.get("next_number"):
                self.add_error("next_number", _("Type the first number, as it shall look."))
        return data

    @property
    def is_going(self) -> bool:
        """Whether the row is to be removed."""
        return False

    def wanted(self) -> NumberSeries | NewSeries | None:
        """The series that the row shall have."""
        data = self.cleaned_data
        if data["series"] == NEW:
            return NewSeries(data["code"], data["description"], data["next_number"])
        return self.by_key.get(data["series"])

    def changes(self) -> list[UseChange]:
        """What saving the row changes."""
        if self.cleaned_data["was"] == self.place(self.cleaned_data["series"]):
            return []
        return [UseChange(str(self.prefix), self.kind.code, self.wanted())]

    def refuse(self, error: NumberingError) -> None:
        """Say in the row what a service found."""
        field = _RENAMED.get(error.field, error.field)
        if self.cleaned_data.get("series") != NEW and field != "department":
            field = "series"
        add_domain_error(self, error, **{error.field: field})


class DepartmentUseForm(UseForm):
    """The series of one kind in one department."""

    kind_code = forms.CharField(widget=forms.HiddenInput)
    department = forms.ChoiceField(label=gettext_lazy("Department"))
    DELETE = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        departments: Sequence[Department],
        department: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.departments = {str(one.pk): one for one in departments}
        self.stored_department = department
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        names = [(key, str(one)) for key, one in self.departments.items()]
        field.choices = [("", _("Department …")), *names]
        field.error_messages["required"] = _("Choose a department.")
        self.initial.setdefault("department", str(department or ""))
        self.initial.setdefault("kind_code", self.kind.code)

    def place(self, series: str) -> str:
        department: Any = self.stored_department or ""
        if self.is_bound and hasattr(self, "cleaned_data"):
            department = self.cleaned_data.get("department", "")
        return f"{department}:{series}"

    @property
    def is_going(self) -> bool:
        """Removed, or added and left empty."""
        if not self.is_bound:
            return False
        typed = any(self[name].value() for name in ("department", "series", "was"))
        return not typed or bool(self["DELETE"].value())

    def full_clean(self) -> None:
        """Nothing is wrong with a row that is going."""
        super().full_clean()
        if self.is_going:
            self.errors.clear()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_going and not data.get("series") and "series" not in self.errors:
            self.add_error("series", _("Choose a series, or remove the row."))
        return data

    def changes(self) -> list[UseChange]:
        """A row that moves to another department leaves the one it had."""
        data = self.cleaned_data
        key, kind = str(self.prefix), self.kind.code
        had, _sep, _series = data["was"].partition(":")
        found = []
        if had in self.departments and (self.is_going or had != data.get("department")):
            found.append(UseChange(key, kind, None, self.departments[had]))
        if not self.is_going and data["was"] != self.place(data["series"]):
            department = self.departments[data["department"]]
            found.append(UseChange(key, kind, self.wanted(), department))
        return found
