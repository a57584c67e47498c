"""Forms of number series and their lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.choices import GapPolicy, ManualRange, Restart
from numbering.forms.base import DATE_INPUT, CompanyForm
from numbering.forms.lines import LineFormSet
from numbering.kinds import AREAS, find_kind, register_label
from numbering.models import Company, IssuedNumber, NumberSeries, SeriesLine
from numbering.ownkinds import kinds_of

OWN_REGISTER = ""
DRAWN, EITHER, TYPED = "drawn", "either", "typed"
SOURCES = [
    (DRAWN, gettext_lazy("drawn")),
    (EITHER, gettext_lazy("drawn, or typed")),
    (TYPED, gettext_lazy("always typed")),
]


def register_choices(company: Company) -> list[tuple[Any, Any]]:
    """What a series can number: a register of its own, then those of the kinds, by area."""
    groups: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for kind in kinds_of(company):
        if kind.register not in seen:
            seen.add(kind.register)
            own = find_kind(kind.code) is None
            label = kind.label if own else register_label(kind.register)
            groups.setdefault(kind.area, {})[kind.register] = label
    return [
        (OWN_REGISTER, gettext_lazy("Only itself: numbers of your own")),
        *((AREAS[area], list(found.items())) for area, found in groups.items()),
    ]


class NewSeriesForm(forms.Form):
    """A series from just a code, a text and a next number (KeyBalance's +); the rest may wait."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Short and unique: CASES, INVOICE-26."),
    )
    description = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("What its numbers are for."),
    )
    next_number = forms.CharField(
        label=gettext_lazy("Next number"),
        max_length=60,
        initial="1",
        help_text=gettext_lazy(
            "The first number given out, as it shall look: 1, 01001, SO-0001, RE-{YYYY}/001."
        ),
    )
    register = forms.ChoiceField(
        label=gettext_lazy("What it numbers"),
        required=False,
        help_text=gettext_lazy("No two series of one register can give out the same number."),
    )
    last_number = forms.CharField(
        label=gettext_lazy("Last number"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Empty: open-ended."),
    )
    warning = forms.CharField(
        label=gettext_lazy("Warn from"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("From this number on, users are told that the series runs low."),
    )
    increment = forms.IntegerField(
        label=gettext_lazy("Step"), min_value=1, initial=1, required=False
    )
    starting_date = forms.DateField(
        label=gettext_lazy("Starting date"),
        required=False,
        widget=DATE_INPUT,
        help_text=gettext_lazy("Empty: always."),
    )
    restart = forms.ChoiceField(
        label=gettext_lazy("Starts again"), choices=Restart.choices, required=False
    )
    gap_policy = forms.ChoiceField(
        label=gettext_lazy("Gaps"), choices=GapPolicy.choices, required=False
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Numbers are"),
        choices=SOURCES,
        required=False,
    )
    kind = forms.CharField(required=False, widget=forms.HiddenInput)

    first_fields = ("code", "description", "next_number")
    more_fields = (
        "register",
        "last_number",
        "warning",
        "increment",
        "starting_date",
        "restart",
        "gap_policy",
        "source",
    )
    renamed = {
        "start": "next_number",
        "first_number": "next_number",
        "prefix1": "next_number",
        "prefix2": "next_number",
        "suffix": "next_number",
        "digits": "next_number",
        "end": "last_number",
        "warning_number": "warning",
    }

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = self.fields["register"]
        assert isinstance(register, forms.ChoiceField)
        register.choices = register_choices(company)
        for name in ("code", "next_number", "last_number", "warning"):
            self.fields[name].widget.attrs["class"] = "num-input"
        for one in self.fields.values():
            one.widget.attrs.setdefault("autocomplete", "off")

    @property
    def first(self) -> list[forms.BoundField]:
        """The three fields that are enough."""
        return [self[name] for name in self.first_fields]

    @property
    def more(self) -> list[forms.BoundField]:
        """The folded ones."""
        return [self[name] for name in self.more_fields]

    @property
    def is_unfolded(self) -> bool:
        """Whether something beneath the fold was asked for or is wrong."""
        return bool(self.initial.get("register")) or any(
            name in self.errors for name in self.more_fields
        )

    def settings(self) -> dict[str, Any]:
        """The arguments of `create_series`."""
        data = self.cleaned_data
        code = data["code"].strip().upper()
        return {
            "code": code,
            "description": data["description"].strip(),
            # Kinds' registers are in small letters: this one is nobody else's.
            "register": data["register"] or code,
            "start": data["next_number"].strip(),
            "end": data["last_number"].strip(),
            "warning": data["warning"].strip(),
            "starting_date": data["starting_date"],
            "increment": data["increment"] or 1,
            "restart": data["restart"] or Restart.NEVER,
            "gap_policy": data["gap_policy"] or GapPolicy.UNBROKEN,
            "default_numbers": data["source"] != TYPED,
            "manual_numbers": data["source"] in (EITHER, TYPED),
            "manual_range": ManualRange.INSIDE if data["last_number"] else ManualRange.ANYTHING,
        }


class SeriesForm(CompanyForm):
    """The switches of a series."""

    settled_by_service = frozenset({"code"})

    class Meta:
        model = NumberSeries
        fields = [
            "code",
            "description",
            "register",
            "manual_range",
            "default_numbers",
            "manual_numbers",
            "date_order",
            "allow_duplicates",
            "blocked",
        ]

    register = forms.ChoiceField(label=gettext_lazy("What it numbers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = self.fields["register"]
        assert isinstance(register, forms.ChoiceField)
        choices = register_choices(self.instance.company)
        known = {value for _area, group in choices[1:] for value, _label in group}
        if self.instance.register not in known:
            choices[0] = (self.instance.register, choices[0][1])
        register.choices = choices
        register.help_text = _("No two series of one register can give out the same number.")
        if IssuedNumber.objects.filter(series=self.instance.pk).exists():
            register.disabled = True
            register.help_text = _("Fixed since the first number was given out.")

    def clean_register(self) -> str:
        """A register of its own is named after the series."""
        found: str = self.cleaned_data["register"]
        return found or self.cleaned_data.get("code", self.instance.code).strip().upper()

    def _post_clean(self) -> None:
        # The service puts "drawing or typing" right and words what is wrong with a code.
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded | {"default_numbers", "manual_numbers"}


def bound_forms(series: NumberSeries, data: Any) -> tuple[SeriesForm, Any]:
    """The forms of a series and of its lines, filled with what was posted, if anything was."""
    bound_class = type("BoundSeriesForm", (SeriesForm,), {"company": series.company})
    form = bound_class(data, instance=series)
    rows = SeriesLine.objects.filter(series=series).order_by("starting_date", "first_number", "pk")
    lines = LineFormSet(data, queryset=rows, prefix="lines")
    for line in lines.forms:
        line.instance.series = series
    return form, lines
