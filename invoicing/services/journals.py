"""Printing an invoice journal: what is printed is kept, with who and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from invoicing.exceptions import JournalChanged, JournalTooLong
from invoicing.journal import Journal, Row, Scope, read_journal, rows_of
from invoicing.journal.paper import draw_page
from invoicing.models import KeptJournal
from invoicing.models.journals import HTML, PDF
from numbering.pdf import PdfUnavailable, render_pdf
from numbering.transactions import write

# A paper of some thirty pages; drawing takes about ten seconds, and a server waits for thirty.
MOST_PRINTED = 1_000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class PrintedJournal:
    """The journal that was kept; why its paper is no PDF, if it is none."""

    kept: KeptJournal
    pdf_problem: str = ""


def keep_journal(*, scope: Scope, by: User) -> PrintedJournal:
    """Print the journal of a period and keep the paper, numbered one after the other.

    Where the machine has no libraries for PDFs, the page of HTML is kept in their place. Drawing
    takes seconds, so it is done before the transaction: a journal that meanwhile got its number,
    or invoices that were issued between two looks at them, have it drawn anew. Raises
    JournalTooLong, JournalChanged.
    """
    for _attempt in range(_TRIES):
        with override(scope.company.language):
            journal = read_journal(scope)
            if journal.figures.count > MOST_PRINTED:
                break
            rows = list(rows_of(scope, count=MOST_PRINTED + 1))
        if not _agree(journal, rows):
            continue
        kept, problem = _drawn(journal, rows, by=by)
        try:
            with write():
                kept.save(force_insert=True)
        except IntegrityError:
            continue
        return PrintedJournal(kept, problem)
    else:
        raise JournalChanged(
            _("Invoices or journals were made at the same moment: nothing was printed, try again.")
        )
    raise JournalTooLong(
        _(
            "A journal of more than %(most)s invoices is not printed: choose a shorter period or"
            " one series, or export it as CSV."
        )
        % {"most": number_format(MOST_PRINTED, force_grouping=True)}
    )


def _agree(journal: Journal, rows: Iterable[Row]) -> bool:
    """Whether the invoices listed are those that were added up."""
    count, gross = 0, Decimal(0)
    for row in rows:
        count += 1
        gross += row.gross
    figures = journal.figures
    return (count, gross) == (figures.count, sum(one.gross for one in figures.sums))


def _drawn(journal: Journal, rows: list[Row], *, by: User) -> tuple[KeptJournal, str]:
    """The journal with its paper, not yet saved, and why the paper is no PDF."""
    scope, figures = journal.scope, journal.figures
    number = KeptJournal.objects.of(scope.company).next_number()
    only = figures.series[0] if len(figures.series) == 1 else None
    at, problem = timezone.now(), ""

    def page(*, alone: bool) -> str:
        with override(scope.company.language):
            return draw_page(journal, rows, number=number, by=by, at=at, alone=alone)

    try:
        content, content_type = render_pdf(page(alone=False)), PDF
    except PdfUnavailable as error:
        content, content_type, problem = page(alone=True).encode(), HTML, str(error)
    kept = KeptJournal(
        company=scope.company,
        number=number,
        date_from=scope.first,
        date_to=scope.last,
        series=scope.only,
        narrowed_to=scope.narrowed_to[:160],
        first_number=only.first if only is not None else "",
        last_number=only.last if only is not None else "",
        count=figures.count,
        missing=journal.unused.missing,
        figures=figures.as_json(),
        language=scope.company.language,
        content_type=content_type,
        content=content,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        created_at=at,
        created_by=by,
    )
    return kept, problem
