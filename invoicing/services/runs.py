"""Issuing many drafts together and keeping what became of each; then making their papers."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator

from django.contrib.auth.models import User

from invoicing.choices import IssueOutcome
from invoicing.models import Invoice, IssueRun, IssueRunItem
from invoicing.services.batch import BatchResult, issue_invoices
from invoicing.services.papers import keep_papers
from numbering.exceptions import ConflictError
from numbering.models import Company
from numbering.pdf import PdfUnavailable
from numbering.transactions import write

logger = logging.getLogger(__name__)

# No more are read at a time than can be made in it.
_PAPERS_AT_MOST = 100


def issue_together(*, company: Company, keys: Collection[int], by: User) -> IssueRun:
    """Issue these drafts, and keep who did it, when, and what became of each draft.

    Raises what issue_invoices raises.
    """
    with write():
        result = issue_invoices(company=company, keys=keys, by=by)
        run = IssueRun.objects.create(
            company=company,
            by=by,
            count=len(result.issued) + len(result.refusals),
            issued_count=len(result.issued),
        )
        IssueRunItem.objects.bulk_create(_items(run, result))
    return run


def make_papers(*, run: IssueRun, by: User, seconds: float) -> None:
    """Make PDFs of a run that are still to be made, one after the other, for about so long.

    One that cannot be made does not stop the others. Two people may do this at once: a paper that
    is there already is not made again. Raises PdfUnavailable where this machine makes none, and
    ConflictError.
    """
    end = time.monotonic() + seconds
    waiting = run.items.waiting().select_related("invoice__number")
    for item in waiting[:_PAPERS_AT_MOST]:
        assert item.invoice is not None
        try:
            keep_papers(invoice=item.invoice, by=by)
        except (PdfUnavailable, ConflictError):
            raise
        except Exception:
            # Whatever it is about this one: the page of the invoice makes its paper, or says why
            # there is none.
            logger.exception("The PDF of invoice %s was not made", item.invoice.number)
            run.items.filter(pk=item.pk).update(is_paper_failed=True)
        if time.monotonic() > end:
            return


def try_papers_again(*, run: IssueRun) -> None:
    """Have those PDFs made that could not be made before."""
    run.items.filter(is_paper_failed=True).update(is_paper_failed=False)


def _items(run: IssueRun, result: BatchResult) -> Iterator[IssueRunItem]:
    for position, invoice in enumerate(result.issued, start=1):
        yield IssueRunItem(
            run=run,
            position=position,
            invoice=invoice,
            name=_name(invoice),
            outcome=IssueOutcome.ISSUED,
        )
    for position, refusal in enumerate(result.refusals, start=len(result.issued) + 1):
        yield IssueRunItem(
            run=run,
            position=position,
            invoice=refusal.invoice,
            name=_name(refusal.invoice) if refusal.invoice else f"{Invoice.id_prefix}{refusal.key}",
            outcome=IssueOutcome.REFUSED,
            message=str(refusal.error),
        )


def _name(invoice: Invoice) -> str:
    """What tells a draft from the others, for the day when it is thrown away."""
    return f"{invoice.internal_id} {invoice.buyer_name}"
