"""Writing parties."""

from __future__ import annotations

import dataclasses

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company, NumberSeries
from numbering.transactions import write
from orders.entries import PartyData
from orders.findings import Findings
from orders.models import Party

_FIELDS = tuple(field.name for field in dataclasses.fields(PartyData))


def save_party(
    *,
    company: Company,
    by: User,
    data: PartyData,
    party: Party | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> Party:
    """Enter a customer or save a changed one; a new one gets its number, drawn or typed.

    `series` is the related series that was picked instead of the usual one.
    Raises EntryErrors, and what drawing or claiming a number raises.
    """
    stored = Party(company=company) if party is None else party
    with write(stored.missing_from):
        findings = Findings()
        for field in _FIELDS:
            value = getattr(data, field)
            setattr(stored, field, value.strip() if isinstance(value, str) else value)
        stored.country = stored.country.upper()
        findings.check_fields(stored, _FIELDS)
        findings.check_company(stored, company.pk, "")
        _check_number_stays(stored, typed_number, findings)
        findings.raise_if_any()
        if typed_number and stored.customer_number is None:
            stored.type_number("customer_number", typed_number)
        if series is not None and stored.customer_number is None:
            stored.pick_series("customer_number", series)
        stored.save(by=by)
    return stored


def _check_number_stays(party: Party, typed_number: str, findings: Findings) -> None:
    """Refuse another number for a party that has one."""
    number = party.customer_number
    if number is not None and typed_number not in ("", str(number)):
        findings.add(
            "customer_number",
            _("The customer has the number %(number)s already: it cannot be changed.")
            % {"number": number},
        )
