"""The lines of a number series as a grid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from numbering.exceptions import NumberingError
from numbering.formats import parse_in_format, parse_sample
from numbering.forms.base import DATE_INPUT
from numbering.models import SeriesLine


class LineForm(forms.ModelForm[SeriesLine]):
    """A line of a series as its parts; a new one may be typed as two sample numbers instead."""

    sample_start = forms.CharField(
        label=gettext_lazy("First number as a sample"), max_length=60, required=False
    )
    sample_end = forms.CharField(
        label=gettext_lazy("Last number as a sample"), max_length=60, required=False
    )

    class Meta:
        model = SeriesLine
        fields = [
            "starting_date",
            "prefix1",
            "date_part",
            "prefix2",
            "digits",
            "suffix",
            "first_number",
            "last_number",
            "increment",
            "warning_number",
            "restart",
            "gap_policy",
            "blocked",
        ]
        widgets = {
            "starting_date": DATE_INPUT,
            **{
                name: forms.TextInput(attrs={"inputmode": "numeric", "class": "num-input"})
                for name in ("digits", "first_number", "last_number", "increment", "warning_number")
            },
        }

    mono = ("prefix1", "prefix2", "suffix", "sample_start", "sample_end")
    short_choices = {
        "date_part": {"": "–", "YYYY": "YYYY", "YY": "YY", "YYYYMM": "YYYYMM", "YYMM": "YYMM"},
        "restart": {
            "never": gettext_lazy("never"),
            "fiscal_year": gettext_lazy("yearly"),
            "month": gettext_lazy("monthly"),
        },
        "gap_policy": {
            "unbroken": gettext_lazy("none, ever"),
            "fill_gaps": gettext_lazy("filled"),
            "gaps_allowed": gettext_lazy("allowed"),
        },
    }
    # Where the sentence of an engine's field is shown.
    renamed = {"start": "sample_start", "end": "sample_end", "warning": "warning_number"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in self.short_choices.items():
            self.fields[name].choices = list(labels.items())  # type: ignore[attr-defined]
        for name, one in self.fields.items():
            one.label = capfirst(one.label)
            one.help_text = ""
            one.widget.attrs["autocomplete"] = "off"
            if name in self.mono:
                one.widget.attrs["class"] = "num-input"
            if name not in ("sample_start", "sample_end"):
                one.widget.attrs["data-part"] = name
        for name in ("digits", "increment"):
            self.fields[name].required = False

    def clean_digits(self) -> int:
        """Empty counts as one digit: no zeros in front."""
        found: int | None = self.cleaned_data["digits"]
        return 1 if found is None else found

    def clean_increment(self) -> int:
        """Empty counts by one."""
        found: int | None = self.cleaned_data["increment"]
        return 1 if found is None else found

    def clean(self) -> dict[str, Any]:
        """Two sample numbers say what the parts are."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("sample_start", ""), data.get("sample_end", "")
        if start or end:
            try:
                data |= parts_of_samples(start, end)
            except NumberingError as error:
                self.add_error(self.renamed.get(error.field, "sample_start"), str(error))
            for name in ("prefix1", "prefix2", "suffix", "first_number", "last_number", "digits"):
                if name in self.errors and name in data:
                    del self.errors[name]
        return data

    def _post_clean(self) -> None:
        # `save_line` checks the line, in words that name the number at fault.
        for name in self.Meta.fields:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


def parts_of_samples(start: str, end: str) -> dict[str, Any]:
    """The parts of a line that is typed as two sample numbers. Raises InvalidFormat."""
    fmt, first = parse_sample(start, field="start")
    last = parse_in_format(end, fmt, field="end") if end.strip() else None
    return {
        "prefix1": fmt.prefix1,
        "date_part": fmt.date_part,
        "prefix2": fmt.prefix2,
        "digits": fmt.digits,
        "suffix": fmt.suffix,
        "first_number": first,
        "last_number": last,
    }


class BaseLineFormSet(forms.BaseModelFormSet[SeriesLine, LineForm]):
    """All lines of a series."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The tick for removing is set by the button."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget = forms.HiddenInput()


LineFormSet = forms.modelformset_factory(
    SeriesLine, form=LineForm, formset=BaseLineFormSet, extra=0, can_delete=True
)
