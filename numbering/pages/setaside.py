"""What was typed on an entry page and is not saved: after a lost login, or over a detour.

A detour is the way to a setting that an entry needs: the document is set aside in the session,
the setting mended, and the document is there again as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from numbering.access import kept_message, take_kept_post

# The field that a form is sent with when it is not to be saved but set aside.
DETOUR_FIELD = "detour"
_SESSION_KEY = "set_aside"


@dataclass(frozen=True)
class SetAside:
    """A document that waits to be gone on with."""

    title: str
    url: str


def wants_detour(request: HttpRequest) -> bool:
    """Whether the form was sent to be set aside."""
    return request.method == "POST" and DETOUR_FIELD in request.POST


def set_aside(request: HttpRequest, title: str) -> None:
    """Keep what was typed on this page until it is opened again."""
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    fields.pop(DETOUR_FIELD, None)
    request.session[_SESSION_KEY] = {
        "title": title,
        "path": request.path,
        "fields": fields.urlencode(),
    }


def waiting(request: HttpRequest) -> SetAside | None:
    """The document that was set aside, for the pages of the detour."""
    session = getattr(request, "session", None)
    kept = session.get(_SESSION_KEY) if session is not None else None
    if not kept or kept["path"] == request.path:
        return None
    return SetAside(kept["title"], kept["path"])


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before and is not saved, told with a message; only once."""
    if request.method != "GET":
        return None
    kept = take_kept_post(request)
    if kept is not None:
        messages.warning(request, kept_message())
        return kept
    there = request.session.get(_SESSION_KEY)
    if not there:
        return None
    del request.session[_SESSION_KEY]
    if there["path"] != request.path:
        return None
    messages.info(request, _("This is what you had typed; it is not saved yet."))
    return QueryDict(there["fields"])


def not_yet_checked(*sources: BaseForm | BaseFormSet[Any]) -> None:
    """Let forms that hold what was typed before say nothing of it until it is saved."""
    for source in sources:
        if isinstance(source, BaseFormSet):
            not_yet_checked(*source.forms)
            source.non_form_errors().clear()
        else:
            source.errors.clear()
