"""An invoice's number before issue: drawn early, or typed over one that was."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from invoicing.exceptions import AlreadyNumbered, NothingToInvoice
from invoicing.models import Invoice
from invoicing.services.content import lines_of
from invoicing.services.locks import locked_draft
from numbering.models import NumberSeries
from numbering.services import void
from numbering.services.documents import series_of
from numbering.transactions import write


def draw_invoice_number(
    *,
    invoice: Invoice,
    by: User,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> Invoice:
    """Draw a draft's number before it is issued (Offer-Cube: to reserve it, so to speak).

    The number is spent from now on. A `typed_number` is claimed instead, also over a number that
    was drawn early; `series` is the related one that was picked. Raises AlreadyNumbered,
    AlreadyIssued, NothingToInvoice, SeriesNotAssigned, and what drawing and claiming raise.
    """
    with write(lambda: series_of(invoice, "number").code):
        stored = locked_draft(invoice)
        if not lines_of(stored):
            raise NothingToInvoice(_("The draft has no lines: there is nothing to number."))
        if stored.number is not None and typed_number in ("", str(stored.number)):
            raise AlreadyNumbered(
                _("The draft has the number %(number)s already.") % {"number": stored.number}
            )
        choose_number(stored, by=by, typed_number=typed_number, series=series)
        stored.updated_by = by
        stored.version += 1
        stored.is_number_wanted = True
        stored.save(by=by)
    return stored


def choose_number(
    stored: Invoice, *, by: User, typed_number: str, series: NumberSeries | None
) -> None:
    """Have the next save claim what was typed, or draw from the series that was picked.

    A number drawn early stays spent when another is typed over it (Offer-Cube): void, with that
    reason.
    """
    former = stored.number
    if typed_number and typed_number != str(former or ""):
        stored.type_number("number", typed_number)
        if former is not None:
            void(
                former,
                reason=_("%(number)s was typed over it") % {"number": typed_number},
                by=by,
            )
            stored.number = None
    if series is not None:
        stored.pick_series("number", series)
