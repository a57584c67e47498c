"""Writing commissions. How they are closed: services.closing."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company
from orders.entries import CommissionData
from orders.exceptions import DocumentFollowed
from orders.findings import Findings
from orders.grouping import has_documents
from orders.models import Commission
from orders.services.cards import NOTHING, Picked, Typed, save_card
from orders.services.closing import cancel_card, refuse_closed


def save_commission(
    *,
    company: Company,
    by: User,
    data: CommissionData,
    commission: Commission | None = None,
    version: int | None = None,
    typed: Typed = NOTHING,
    series: Picked = NOTHING,
) -> Commission:
    """Enter a commission or save a changed one; a new one gets its number, drawn or typed.

    Raises EntryErrors, DocumentClosed, DocumentChanged, and what drawing or claiming a number
    raises.
    """
    card = Commission(company=company) if commission is None else commission
    return save_card(
        card, by=by, data=data, version=version, typed=typed, series=series, before=_check
    )


def cancel_commission(
    *, commission: Commission, by: User, reason: str, version: int | None = None
) -> Commission:
    """Cancel a commission that nothing belongs to. Raises DocumentFollowed, and what
    `cancel_card` raises.
    """
    return cancel_card(
        card=commission, by=by, reason=reason, version=version, check=_refuse_while_used
    )


def _check(commission: Commission, findings: Findings) -> None:
    refuse_closed(commission)


def _refuse_while_used(commission: Commission) -> None:
    if has_documents(commission):
        raise DocumentFollowed(
            _("Documents belong to the commission: take them out of it first, or close it.")
        )
