"""What users are warned of when a number is given out or a series chosen. Nothing fails here."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.choices import Origin
from numbering.kinds import find_kind
from numbering.models import Company, IssuedNumber, NumberSeries, SeriesAssignment, SeriesLine
from numbering.services.drawing import numbers_left


def warning_for(number: IssuedNumber) -> str:
    """That the series of a drawn number runs low; "" below the line's warning number.

    Business Central: a warning number never fails a draw.
    """
    line, series, value = number.line, number.series, number.value
    if number.origin == Origin.TYPED or line is None or series is None or value is None:
        return ""
    if line.warning_number is None or value < line.warning_number:
        return ""
    left = numbers_left(series, on=number.document_date)
    if left is None:
        return _("The number series %(series)s has passed its warning number %(warning)s.") % {
            "series": series.code,
            "warning": line.text(line.warning_number, number.document_date),
        }
    if not left:
        return _(
            "%(number)s was the last number of the series %(series)s: an administrator can extend"
            " it or add a line."
        ) % {"number": number.text, "series": series.code}
    return ngettext(
        "The number series %(series)s runs low: %(left)d number is left.",
        "The number series %(series)s runs low: %(left)d numbers are left.",
        left,
    ) % {"series": series.code, "left": left}


def account_warning(company: Company, kind: str, text: str) -> str:
    """That a customer or supplier number is not fit for bookkeeping; "" where it is.

    easyWinArt: such numbers have exactly one digit more than the ledger accounts (DATEV).
    """
    known = find_kind(kind)
    wanted = company.ledger_account_digits + 1
    digits = sum(sign.isdigit() for sign in text)
    if known is None or not known.is_ledger_account or not text or digits == wanted:
        return ""
    return _(
        "%(number)s has %(digits)d digits; for bookkeeping, numbers of %(kind)s have exactly"
        " %(wanted)d, one more than ledger accounts."
    ) % {"number": text, "digits": digits, "kind": known.label, "wanted": wanted}


def assignment_warning(company: Company, kind: str, series: NumberSeries) -> str:
    """The same of a series about to number customers or suppliers: its first and last numbers."""
    known = find_kind(kind)
    if known is None or not known.is_ledger_account:
        return ""
    today = timezone.localdate()
    for line in SeriesLine.objects.filter(series=series, blocked=False).order_by("pk"):
        ends = [line.first_number] + ([] if line.last_number is None else [line.last_number])
        for value in ends:
            found = account_warning(company, kind, line.text(value, today))
            if found:
                return found
    return ""


def assignment_warnings(company: Company) -> list[str]:
    """What `assignment_warning` says of every series that numbers customers or suppliers."""
    rows = SeriesAssignment.objects.filter(company=company).select_related("series")
    found = (assignment_warning(company, row.kind, row.series) for row in rows.order_by("pk"))
    return [warning for warning in found if warning]
