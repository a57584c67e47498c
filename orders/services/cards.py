"""Writing cards: what has a head only, no lines (parties, items, commissions, records)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.documents import NumberedModel
from numbering.models import NumberSeries
from numbering.transactions import write
from orders.findings import Findings
from orders.models import Versioned
from orders.services.locks import check_version, locked_card

V = TypeVar("V", bound=Versioned)
Typed = Mapping[str, str]
Picked = Mapping[str, NumberSeries]
NOTHING: Mapping[str, Any] = {}


def save_card(
    card: V,
    *,
    by: User,
    data: Any,
    version: int | None = None,
    typed: Typed = NOTHING,
    series: Picked = NOTHING,
    before: Callable[[V, Findings], None] | None = None,
    check: Callable[[V, Findings], None] | None = None,
    draw: bool = True,
) -> V:
    """Enter a card or save a changed one; `data` is a dataclass with the model's fields.

    `typed` and `series` are the numbers typed and the related series picked, by the number's
    field; `version` is the one that was opened for changing; `before` sees the card as it is
    stored, `check` as it was filled in, and both note what else is wrong; `draw=False` leaves
    claiming and drawing to the caller, who has many to save.
    Raises EntryErrors, DocumentChanged, and what drawing or claiming a number raises.
    """
    with write(card.missing_from):
        findings = Findings()
        if card.pk is None:
            card.created_by = by  # type: ignore[attr-defined]
        else:
            company_id = card.company_id
            card = locked_card(card)
            findings.check_company(card, company_id, "")
            check_version(card, version)
            card.version += 1
        card.updated_by = by  # type: ignore[attr-defined]
        if before is not None:
            before(card, findings)
        _fill(card, data, findings)
        if check is not None:
            check(card, findings)
        take_numbers(card, typed, series, findings)
        findings.raise_if_any()
        card.save(by=by, draw=draw)
    return card


def take_numbers(card: NumberedModel, typed: Typed, series: Picked, findings: Findings) -> None:
    """Have what was typed claimed and what was picked drawn from; a number once given stays."""
    for field, text in typed.items():
        number = getattr(card, field)
        if number is None and text:
            if card.number_due(field):
                card.type_number(field, text)
            else:
                findings.add(
                    field, _("There is a number, but nothing to give it to: clear it, or tick it.")
                )
        elif number is not None and text not in ("", str(number)):
            findings.add(
                field,
                _("The number %(number)s is given already: it cannot be changed.")
                % {"number": number},
            )
    for field, picked in series.items():
        if getattr(card, field) is None:
            card.pick_series(field, picked)


def _fill(card: Versioned, data: Any, findings: Findings) -> None:
    """Take over the entry's fields and check each; what is picked is of the same company."""
    names = [field.name for field in dataclasses.fields(data)]
    for name in names:
        value = getattr(data, name)
        setattr(card, name, value.strip() if isinstance(value, str) else value)
        if card._meta.get_field(name).is_relation:
            findings.check_company(value, card.company_id, name)
    plain = [name for name in names if not card._meta.get_field(name).is_relation]
    findings.check_fields(card, plain)
    if "date" in names:
        findings.check_date(card)
