"""The number field of entry pages: how it behaves, the way to its settings, what is told of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from numbering.access import (
    ADMINISTRATORS,
    CompanyRequest,
    administrators_of,
)
from numbering.choices import State
from numbering.exceptions import NumberingError
from numbering.models import IssuedNumber
from numbering.pages.setaside import set_aside
from numbering.services import NumberEntry
from numbering.services.warnings import account_warning, warning_for
from orders.forms.fields import EntryForm
from orders.forms.numbers import (
    NUMBER,
    NumberPlace,
    cannot_draw,
    kept_number,
    mend_label,
    taken_proposal,
)
from orders.selectors import number_after_move

# Chosen by an administrator who would rather look at the page before setting numbering up.
LATER = "later"


def place_of(
    request: CompanyRequest, entry: NumberEntry, label: str | Promise, data: Any, **facts: Any
) -> NumberPlace:
    """The number field of a new document."""
    facts.setdefault("typed", kept_number(data, facts.get("name", NUMBER)))
    if cannot_draw(entry):
        if ADMINISTRATORS in request.roles:
            facts["mend_label"] = mend_label(entry)
        else:
            facts["helpers"] = tuple(administrators_of(request.company))
    return NumberPlace(entry=entry, label=label, **facts)


def with_form_errors(place: NumberPlace, form: EntryForm) -> NumberPlace:
    """The same place with what the form says is wrong with the number."""
    return place.with_errors(form.errors.get(place.name, [])) if form.is_bound else place


# ---- the way to the settings and back ----


def setup_url(kind: str, back: str) -> str:
    """Where numbering is set up for a kind, leading back to the document."""
    return f"{reverse('numbering:setup', args=[kind])}?{urlencode({'next': back})}"


def mend_url(entry: NumberEntry, kind: str, back: str, screen: str = "") -> str:
    """Where an administrator mends a number field that cannot draw.

    `screen` is the settings screen that sets the kind's numbers up, where it has one of its own.
    """
    if entry.series is not None:
        return entry.series.get_absolute_url()
    return reverse(screen) if screen else setup_url(kind, back)


def detour(
    request: CompanyRequest, place: NumberPlace, title: str, kind: str, screen: str = ""
) -> HttpResponse | None:
    """To the setting that a document needs, with what was typed set aside."""
    if place.entry is None or not place.mend_label:
        return None
    set_aside(request, title)
    return redirect(mend_url(place.entry, kind, request.path, screen))


def led_to_setup(request: CompanyRequest, place: NumberPlace, kind: str) -> HttpResponse | None:
    """Business Central: who opens a new card whose kind has no series is led to setting it up."""
    if place.entry is None or place.entry.series is not None or not place.mend_label:
        return None
    if request.GET.get("numbers") == LATER:
        return None
    return redirect(setup_url(kind, request.path))


# ---- what is told before and after saving ----


def after_move(document: Any, on: date) -> str:
    """What becomes of the number of a stored document with this date; "" where it stays."""
    try:
        moved = number_after_move(document, on=on)
    except NumberingError as error:
        return str(error)
    if not moved:
        return ""
    return _("This date lies in another period: saved, it gets the number %(number)s.") % {
        "number": moved
    }


def tell_of_number(
    request: CompanyRequest, number: IssuedNumber | None, data: Any = None, name: str = NUMBER
) -> None:
    """Say what there is to know of a number just given out; it never keeps from saving."""
    if number is None:
        return
    proposed = taken_proposal(data or {}, name)
    if proposed and proposed != number.text:
        messages.info(
            request,
            _("%(proposed)s was given out meanwhile: this one has the number %(number)s.")
            % {"proposed": proposed, "number": number.text},
        )
    for sentence in (
        warning_for(number),
        account_warning(request.company, number.kind, number.text),
    ):
        if sentence:
            messages.warning(request, sentence)


def moved_sentence(former: IssuedNumber, number: IssuedNumber) -> str:
    """What became of the numbers of a document whose date was moved to another period."""
    former.refresh_from_db(fields=["state"])
    facts = {"number": number.text, "former": former.text}
    is_order = number.register == "order"
    if former.state == State.FREE:
        if is_order:
            return _("The order is now %(number)s; %(former)s was freed.") % facts
        return _("The number is now %(number)s; %(former)s was freed.") % facts
    if is_order:
        return _("The order is now %(number)s; %(former)s is void.") % facts
    return _("The number is now %(number)s; %(former)s is void.") % facts


def tell_of_change(
    request: CompanyRequest,
    former: IssuedNumber | None,
    number: IssuedNumber | None,
    name: str = NUMBER,
) -> None:
    """Say what there is to know where saving gave a document its number, or another one."""
    if number is None or number == former:
        return
    if former is not None:
        messages.info(request, moved_sentence(former, number))
    tell_of_number(request, number, request.POST, name)
