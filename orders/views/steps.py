"""Steps that a button takes: close, reopen. Each is posted, and leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from numbering.access import CompanyRequest
from numbering.exceptions import NumberingError
from orders.services.closing import close_card, reopen_card
from orders.services.conversion import name_of

CLOSED = gettext_lazy("%(document)s is closed.")
REOPENED = gettext_lazy("%(document)s is open again.")


def take_step(
    request: CompanyRequest, document: Any, step: Callable[..., object], done: str | Promise
) -> HttpResponse:
    """Take a step with the version that the page showed; tell that it is done, or why not."""
    typed = request.POST.get("version", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    try:
        step(by=request.user, version=int(typed) if is_number else None)
    except NumberingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done) % {"document": name_of(document)})
    return redirect(document)


def close(request: CompanyRequest, card: Any) -> HttpResponse:
    """Close a commission or a record."""
    return take_step(request, card, partial(close_card, card=card), CLOSED)


def reopen(request: CompanyRequest, card: Any) -> HttpResponse:
    """Work on a commission or a record again."""
    return take_step(request, card, partial(reopen_card, card=card), REOPENED)
