"""The file to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orders.forms.fields import EntryForm
from orders.imports.tables import MOST_BYTES, TOO_LARGE


class UploadForm(EntryForm):
    """A CSV or XLSX file; what is in it, the service judges."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX. Nothing is saved before you have seen what would change."),
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
            raise ValidationError(TOO_LARGE)
        return file
