"""Forms of the steps beside a series' page: next number, gap policy, next year's lines."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.choices import GapPolicy
from numbering.exceptions import NumberingError
from numbering.formats import parse_in_format, parse_sample
from numbering.forms.base import DATE_INPUT
from numbering.models import SeriesLine
from numbering.services import Proposal


class NextNumberForm(forms.Form):
    """Where a line shall go on counting, and why."""

    line = forms.ModelChoiceField(
        SeriesLine.objects.none(), label=gettext_lazy("Line"), empty_label=None
    )
    next_number = forms.CharField(
        label=gettext_lazy("Next number"),
        max_length=60,
        help_text=gettext_lazy("The number as it shall look, or its counter alone."),
        widget=forms.TextInput(attrs={"class": "num-input", "autocomplete": "off"}),
    )
    on = forms.DateField(
        label=gettext_lazy("On the date"),
        widget=DATE_INPUT,
        help_text=gettext_lazy("For a line that starts again: a day of the year or month meant."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept for the auditor beside the numbers that are left out."),
    )

    def __init__(self, *args: Any, lines: Iterable[SeriesLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [line.pk for line in lines]
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = SeriesLine.objects.filter(pk__in=keys).order_by(
            "starting_date", "first_number", "pk"
        )

    def clean(self) -> dict[str, Any]:
        """Turn the number into its counter."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        line, typed, on = data.get("line"), data.get("next_number"), data.get("on")
        if line is None or on is None or not typed:
            return data
        typed = typed.strip()
        value = line.format.value_of(typed, on)
        if value is None and typed.isascii() and typed.isdigit() and len(typed) <= 18:
            value = int(typed)
        if value is None:
            self.add_error(
                "next_number",
                _("“%(typed)s” is no number of this line: it looks like %(sample)s.")
                % {"typed": typed, "sample": line.text(line.first_number, on)},
            )
        data["value"] = value
        return data


class PolicyForm(forms.Form):
    """The gap policy that lines shall have."""

    policy = forms.ChoiceField(
        label=gettext_lazy("Gap policy"), choices=GapPolicy.choices, widget=forms.RadioSelect
    )
    lines = forms.ModelMultipleChoiceField(
        SeriesLine.objects.none(),
        label=gettext_lazy("Lines"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the lines that shall be switched.")},
    )

    def __init__(self, *args: Any, lines: Iterable[SeriesLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = SeriesLine.objects.filter(pk__in=[line.pk for line in lines]).order_by(
            "starting_date", "first_number", "pk"
        )


class ProposalForm(forms.Form):
    """A line proposed for the next year: take it or not, and its ends as sample numbers."""

    save = forms.BooleanField(label=gettext_lazy("Save"), required=False, initial=True)
    starting_date = forms.DateField(label=gettext_lazy("From the day"), widget=DATE_INPUT)
    start = forms.CharField(label=gettext_lazy("First number"), max_length=60)
    end = forms.CharField(label=gettext_lazy("Last number"), max_length=60, required=False)

    renamed = {
        "first_number": "start",
        "prefix1": "start",
        "prefix2": "start",
        "suffix": "start",
        "digits": "start",
        "last_number": "end",
        "warning_number": "end",
    }

    def __init__(self, data: Any, *, proposal: Proposal) -> None:
        self.proposal = proposal
        line = proposal.line
        initial = {
            "save": True,
            "starting_date": line.starting_date,
            "start": line.sample(line.first_number),
            "end": "" if line.last_number is None else line.sample(line.last_number),
        }
        prefix = f"line-{proposal.former.pk}"
        super().__init__(data, initial=initial, prefix=prefix)
        for name in ("start", "end"):
            self.fields[name].widget.attrs |= {"class": "num-input", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Read the samples into the line's parts."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("save"):
            self.errors.clear()  # what is not taken need not be right
        if self.errors or not data.get("save"):
            return data
        try:
            data["line"] = self._line(data)
        except NumberingError as error:
            self.add_error(self.renamed.get(error.field, error.field or None), str(error))
        return data

    def _line(self, data: dict[str, Any]) -> SeriesLine:
        """The proposed line as typed; its warning moves along with its first number."""
        line = copy(self.proposal.line)
        line.starting_date = data["starting_date"]
        if "start" not in self.changed_data and "end" not in self.changed_data:
            return line
        fmt, former_first = line.format, line.first_number
        try:
            first = parse_in_format(data["start"], fmt, field="start")
        except NumberingError:
            fmt, first = parse_sample(data["start"], field="start")
            line.prefix1, line.date_part, line.prefix2 = fmt.prefix1, fmt.date_part, fmt.prefix2
            line.digits, line.suffix = fmt.digits, fmt.suffix
        line.first_number = first
        line.last_number = (
            parse_in_format(data["end"], fmt, field="end") if data["end"].strip() else None
        )
        if line.warning_number is not None:
            line.warning_number += first - former_first
        return line
