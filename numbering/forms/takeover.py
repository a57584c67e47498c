"""The file of an old system, and what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from numbering.models import Company, NumberSeries
from numbering.ownkinds import kinds_of
from numbering.services.takeover.fields import FIELDS, NEEDED, Columns

MOST_BYTES = 20 * 1024 * 1024
# So many are read, compared and entered before a server takes the page for dead.
MOST_ROWS = 100_000
# Each cell of a workbook is a piece of XML: reading it takes several times as long.
MOST_SHEET_ROWS = 20_000
_TOO_LARGE = _(
    "The file is larger than 20 MB: divide it into several files, or have it taken over on the"
    " server with “manage.py take_over”."
)
_NOT_THERE = ""


class OldFileForm(forms.Form):
    """A CSV or XLSX file; what is in it, the service judges."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV up to 20 MB and 100,000 rows, or XLSX up to 20,000 rows. Nothing is taken over"
            " before you have seen what would be."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty: its first row holds the names of the columns."),
        },
    )

    def clean_file(self) -> Any:
        """A file that is much too large is not even read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_TOO_LARGE)
        return file


class ColumnsForm(forms.Form):
    """Which column holds what, and of what kind rows are that do not say so."""

    use_required_attribute = False

    def __init__(self, heads: Sequence[str], company: Company, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heads = heads
        columns = [(str(index), head or f"({index + 1})") for index, head in enumerate(heads)]
        for one in FIELDS:
            is_needed = one.key in NEEDED
            nothing = _("Choose a column") if is_needed else _("not in the file")
            self.fields[one.key] = forms.ChoiceField(
                label=one.label,
                required=is_needed,
                choices=[(_NOT_THERE, nothing), *columns],
                error_messages={"required": _("Tell which column it is.")},
            )
        series = NumberSeries.objects.of(company).filter(blocked=False).order_by("code", "pk")
        self.fields["place"] = forms.ChoiceField(
            label=_("Rows that say neither kind nor series are"),
            required=False,
            choices=[
                ("", _("a fault")),
                (_("of this kind"), [(f"kind:{one.code}", one.label) for one in kinds_of(company)]),
                (_("of this series"), [(f"series:{one.code}", str(one)) for one in series]),
            ],
            help_text=_(
                "With a series its rules hold: it is not blocked, and its numbers lie inside its"
                " range where it wants that. With a kind a number need only be new."
            ),
        )

    def clean(self) -> dict[str, Any]:
        """One column is one thing."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for one in FIELDS:
            column = cleaned.get(one.key)
            if column and column in taken:
                self.add_error(
                    one.key,
                    _("This column is the %(other)s already.") % {"other": taken[column]},
                )
            elif column:
                taken[column] = str(self.fields[one.key].label)
        return cleaned

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """One for each thing a column may hold."""
        return [self[one.key] for one in FIELDS]

    @property
    def columns(self) -> Columns:
        """As the service takes them."""
        chosen = ((one.key, self.cleaned_data[one.key]) for one in FIELDS)
        return {key: int(column) for key, column in chosen if column}

    @property
    def place(self) -> dict[str, str]:
        """The kind or the series of rows that say neither."""
        what, _sign, code = self.cleaned_data["place"].partition(":")
        return {what: code} if code else {}
