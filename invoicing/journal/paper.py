"""The journal as paper, in the company's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from invoicing.journal.figures import SeriesFigures
from invoicing.journal.report import Journal
from invoicing.journal.rows import Row

_LOOKS = "css/print-journal.css"


@dataclass(slots=True)
class Section:
    """A series with its invoices."""

    series: SeriesFigures
    rows: list[Row] = field(default_factory=list)


def draw_page(
    journal: Journal, rows: Iterable[Row], *, number: int, by: User, at: datetime, alone: bool
) -> str:
    """The page of HTML that the PDF is drawn from; call it in the company's language.

    A page that is `alone` holds its looks in itself: it is kept as a file, and no style sheet of
    ours may stand beside it when it is opened.
    """
    by_series = {key: list(group) for key, group in groupby(rows, lambda row: row.series)}
    return render_to_string(
        "print/invoice_journal.html",
        {
            "journal": journal,
            "number": number,
            "company": journal.scope.company,
            "by": by,
            "at": at,
            "sections": [Section(one, by_series.get(one.pk, [])) for one in journal.figures.series],
            # The sums of an only series are those in all.
            "kinds_of_one": [] if journal.figures.in_several_series else journal.figures.kinds,
            "style": _style() if alone else "",
            "style_sheet": _LOOKS,
        },
    )


def _style() -> SafeString:
    """The style sheet itself, as collected on a server or where a developer has it."""
    found = finders.find(_LOOKS)
    if isinstance(found, str):
        style = Path(found).read_text()
    else:
        with staticfiles_storage.open(_LOOKS) as file:
            style = bytes(file.read()).decode()
    return format_html("<style>{}</style>", mark_safe(style))
