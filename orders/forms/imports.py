"""The file to import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.forms.fields import EntryForm


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
