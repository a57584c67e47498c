"""Setting where customers pay to and the reference they pay with."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.choices import ReferenceChoice
from invoicing.exceptions import ReferenceNeedsAccount, ReferenceTooLong
from invoicing.models import BankDetails, CustomerReference
from invoicing.references.bases import KEY_LENGTH, digits_of
from invoicing.selectors import bank_details_of
from invoicing.services.references import REGISTERS, reference_maker_of
from numbering.exceptions import NumberingError
from numbering.models import SeriesLine
from numbering.services import peek
from numbering.trail import changed_by
from numbering.transactions import write


def save_bank_details(details: BankDetails, *, by: User | None = None) -> BankDetails:
    """Save a company's accounts and references; issued invoices keep theirs.

    Raises ValidationError for what is wrong in a field, ReferenceNeedsAccount where a customer's
    agreed reference would lose its account, and ReferenceTooLong where numbers have no room.
    """
    with write():
        details.full_clean()
        _keep_what_customers_need(details)
        _leave_room_in_kid(details)
        changed_by(details, by)
        details.save()
    return details


def save_customer_reference(row: CustomerReference, *, by: User | None = None) -> CustomerReference:
    """Save the reference that was agreed with a customer. Raises ReferenceNeedsAccount."""
    with write():
        missing = bank_details_of(row.party.company).missing_for(row.reference)
        if missing is not None:
            raise ReferenceNeedsAccount(
                _("%(what)s That is done in Settings › Bank details.") % {"what": missing.message},
                field="reference",
            )
        changed_by(row, by)
        row.save()
    return row


def agreed_choices(details: BankDetails) -> list[str]:
    """The references that customers of the company have by agreement, each once."""
    rows = CustomerReference.objects.filter(party__company_id=details.company_id)
    return list(rows.order_by("reference").values_list("reference", flat=True).distinct())


def _keep_what_customers_need(details: BankDetails) -> None:
    for choice in agreed_choices(details):
        missing = details.missing_for(choice)
        if missing is not None:
            raise ReferenceNeedsAccount(
                _("There are customers with this payment reference. %(what)s")
                % {"what": missing.message},
                field=missing.fields[0],
            )


def _leave_room_in_kid(details: BankDetails) -> None:
    """A KID of an agreed length must hold every number of today's lines."""
    if details.kid_length is None or not _uses_kid(details):
        return
    maker = reference_maker_of(details)
    lines = SeriesLine.objects.in_registers(details.company, REGISTERS).filter(
        blocked=False, series__blocked=False
    )
    for line in lines.select_related("series").order_by("series__code", "pk"):
        number = _longest_number(line)
        needed = KEY_LENGTH if maker.lines.rivals(line.pk) else len(digits_of(number))
        if needed >= details.kid_length:
            raise ReferenceTooLong(
                _(
                    "Number %(number)s of series %(series)s needs a KID of %(needed)d digits with"
                    " its check digit."
                )
                % {"number": number, "series": line.series.code, "needed": needed + 1},
                field="kid_length",
            )


def _uses_kid(details: BankDetails) -> bool:
    used = {details.reference, *agreed_choices(details)}
    by_country = ReferenceChoice.BY_COUNTRY in used
    return ReferenceChoice.KID in used or (
        by_country and details.missing_for(ReferenceChoice.KID) is None
    )


def _longest_number(line: SeriesLine) -> str:
    """The last number of a line; of an open-ended one the next, for it has no last."""
    today = timezone.localdate()
    if line.last_number is not None:
        return line.text(line.last_number, today)
    try:
        return peek(line.series, on=today)
    except NumberingError:
        return line.text(line.first_number, today)
