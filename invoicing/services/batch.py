"""Issuing many drafts together: consecutive numbers, and one bad draft stops none of the others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.exceptions import DraftGone, NothingToInvoice, TooManyTogether
from invoicing.models import Invoice
from invoicing.services.content import Content, lines_of_all
from invoicing.services.freezing import SomeRefused, freeze_all, worked_out
from invoicing.services.locks import hold_invoices, refuse_issued
from invoicing.services.series import SeriesOfMany
from invoicing.services.settling import hold_credited, settle_at_issue
from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.services.upcoming import upcoming_numbers
from numbering.transactions import write

# Whoever draws from the same series meanwhile waits, on SQLite whoever writes at all: not longer
# than NUMBERING_LOCK_TIMEOUT lets them, on a small machine. That is 2 ms a draft.
MOST_TOGETHER = 2_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """A draft that is not issued, and why; without the draft where there is none any more."""

    key: int
    error: NumberingError
    invoice: Invoice | None = None


@dataclass(slots=True)
class Batch:
    """Drafts as they would be issued now, in the order of their numbers; and those that cannot."""

    contents: list[Content] = field(default_factory=list)
    refusals: dict[int, Refusal] = field(default_factory=dict)
    # The number that each would get, by the key of the draft.
    numbers: dict[int, str] = field(default_factory=dict)

    @property
    def drafts(self) -> list[Invoice]:
        """Those that can be issued."""
        return [content.invoice for content in self.contents]

    def refuse(self, key: int, error: NumberingError, invoice: Invoice | None = None) -> None:
        """Set a draft aside; its first reason counts."""
        self.refusals.setdefault(key, Refusal(key, error, invoice))


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of each draft: issued, in the order of the numbers, or not and why."""

    issued: list[Invoice]
    refusals: list[Refusal]


def issue_invoices(*, company: Company, keys: Collection[int], by: User) -> BatchResult:
    """Issue these drafts of a company in one transaction, in order of their dates, then entry.

    Each draft that cannot be issued is told with its reason; the others get consecutive numbers.
    The result is the same as of issuing one after the other, and takes a few statements beyond
    the rows that it writes. Raises TooManyTogether, NothingToInvoice without any, and
    ConflictError.
    """
    keys = _checked(keys)
    with write():
        hold_invoices(company, keys)
        batch = read_batch(company=company, keys=keys, by=by)
        credited = hold_credited(batch.drafts)
        while batch.contents:
            try:
                with transaction.atomic():
                    balances = freeze_all(batch.contents, by=by)
                    settle_at_issue(balances, credited, by=by)
                break
            except SomeRefused as late:
                # What only the draw itself brings to light: the counters are given back, and the
                # others are read again, because they carry numbers that they do not have.
                batch = _without(batch, late, company, by)
    return BatchResult(batch.drafts, _in_order(batch.refusals))


def read_batch(*, company: Company, keys: Collection[int], by: User) -> Batch:
    """What issuing these drafts together would do now; nothing is drawn, locked or stored."""
    keys = _checked(keys)
    batch = Batch()
    invoices = _read(company, keys)
    for key in keys - invoices.keys():
        batch.refuse(key, DraftGone(_("The draft is not there any more: it was thrown away.")))
    _work_out(batch, invoices.values(), by)
    _foresee(batch, by)
    return batch


def _checked(keys: Collection[int]) -> set[int]:
    keys = set(keys)
    if not keys:
        raise NothingToInvoice(_("Pick the drafts to issue."))
    if len(keys) > MOST_TOGETHER:
        raise TooManyTogether(
            _(
                "%(count)d drafts are more than the %(most)d that are issued together: pick fewer,"
                " for example those of a shorter period, and issue the others afterwards."
            )
            % {"count": len(keys), "most": MOST_TOGETHER}
        )
    return keys


def _read(company: Company, keys: Collection[int]) -> dict[int, Invoice]:
    invoices = Invoice.objects.of(company).to_freeze().filter(pk__in=keys).order_by("date", "pk")
    found = {invoice.pk: invoice for invoice in invoices}
    series, shared = SeriesOfMany(), None
    for invoice in found.values():
        invoice.series_of_many = series
        # One company for all: what is known of it, they all know.
        shared = invoice.company = shared or invoice.company
    return found


def _work_out(batch: Batch, invoices: Collection[Invoice], by: User) -> None:
    """Those that can be issued are as they will be issued, all at the same moment."""
    lines, now = lines_of_all(invoices), timezone.now()
    for invoice in invoices:
        try:
            refuse_issued(invoice)
            batch.contents.append(worked_out(invoice, lines[invoice.pk], by=by, at=now))
        except NumberingError as error:
            batch.refuse(invoice.pk, error, invoice)


def _foresee(batch: Batch, by: User) -> None:
    """The numbers that the drafts would get; those that would get none are set aside.

    Whoever gets one number but not another leaves the first to the next: so it is asked again.
    """
    while batch.contents:
        found = upcoming_numbers(batch.drafts, by=by)
        refused = {one.document.pk: one.error for one in found if one.error is not None}
        if not refused:
            batch.numbers = {one.document.pk: one.text for one in found if one.field == "number"}
            return
        _set_aside(batch, refused)


def _set_aside(batch: Batch, errors: dict[int, NumberingError]) -> None:
    for invoice in batch.drafts:
        if invoice.pk in errors:
            batch.refuse(invoice.pk, errors[invoice.pk], invoice)
    batch.contents = [one for one in batch.contents if one.invoice.pk not in errors]


def _without(batch: Batch, late: SomeRefused, company: Company, by: User) -> Batch:
    """The rest of a batch, as stored, without those that the draw refused."""
    _set_aside(batch, late.errors)
    rest = Batch(refusals=batch.refusals)
    _work_out(rest, _read(company, {one.pk for one in batch.drafts}).values(), by)
    return rest


def _in_order(refusals: dict[int, Refusal]) -> list[Refusal]:
    return [refusals[key] for key in sorted(refusals)]
