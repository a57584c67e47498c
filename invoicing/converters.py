"""Parts of addresses that only have certain values."""

from __future__ import annotations

from django.urls.converters import StringConverter

from invoicing.choices import PaperKind


class PaperKindConverter(StringConverter):
    """A kind of paper that is kept of invoices."""

    regex = "|".join(PaperKind.values)
