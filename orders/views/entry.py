"""The page on which a document is entered or changed; its subclasses say what differs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Generic

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from numbering.access import CompanyRequest
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from orders.forms.differences import differences
from orders.forms.documents import D, DocumentEntry, over_stored
from orders.forms.numbers import NumberPlace
from orders.services.conversion import name_of
from orders.views.numbers import detour, led_to_setup, tell_of_change, with_form_errors


class EntryPage(ABC, Generic[D]):
    """Shows the entry, saves it, and keeps what was typed whatever happens."""

    template = ""
    # What a new document is called while it waits for a setting.
    new_title: str | Promise = ""
    # The list that it is in.
    list_title: str | Promise = ""
    list_url: str | Promise = ""
    # The kind of its numbers, and the settings screen that sets them up where that is its own.
    number_kind = ""
    number_screen = ""

    def __init__(self, request: CompanyRequest, document: D | None) -> None:
        self.request = request
        self.document: D | None = document

    @abstractmethod
    def entry(self, data: Any, initial: Mapping[str, Any] | None = None) -> DocumentEntry[D]:
        """The entry with this data, or as it begins."""

    @abstractmethod
    def stored(self, document: D) -> D:
        """The document once more, as it is stored by now."""

    @abstractmethod
    def place(self, entry: Any) -> NumberPlace:
        """The number field."""

    @abstractmethod
    def facts(self, entry: Any) -> dict[str, Any]:
        """What else the template shows."""

    @abstractmethod
    def begun_with(self) -> dict[str, Any]:
        """What the address says of a new document."""

    def is_led_to_setup(self) -> bool:
        """Whether an administrator is led to set the numbering up before anything is typed."""
        return False

    def answer(self) -> HttpResponse:
        """The page, or where it leads."""
        request, document = self.request, self.document
        kept = typed_before(request)
        data = request.POST if request.method == "POST" else kept
        entry = self.entry(data, self.begun_with() if document is None else None)
        if data is None and document is None and self.is_led_to_setup():
            led = led_to_setup(request, self.place(entry), self.number_kind)
            if led is not None:
                return led
        if wants_detour(request) and document is None:
            away = detour(
                request,
                self.place(entry),
                str(self.new_title),
                self.number_kind,
                screen=self.number_screen,
            )
            if away is not None:
                return away
        elif kept is not None:
            not_yet_checked(entry.form, entry.lines)
        elif request.method == "POST":
            if document is not None and "over" in request.POST:
                count = entry.lines.total_form_count()
                entry = self.entry(over_stored(document, request.POST, count))
            saved = entry.save()
            if saved is not None:
                return self._saved(saved)
        return render(request, self.template, self._context(entry, kept is not None))

    def _saved(self, saved: Any) -> HttpResponse:
        self.tell(saved)
        return redirect(saved)

    def tell(self, saved: Any) -> None:
        """What is told after saving."""
        messages.success(self.request, _("%(document)s is saved.") % {"document": name_of(saved)})
        former = getattr(self.document, "number", None)
        tell_of_change(self.request, former, saved.number)

    def _context(self, entry: DocumentEntry[D], is_kept: bool) -> dict[str, Any]:
        context = self.facts(entry) | {
            "number_place": with_form_errors(self.place(entry), entry.form),
            "document": self.document,
            "new_title": self.new_title,
            "list_title": self.list_title,
            "list_url": self.list_url,
            "entry": entry,
            "form": entry.form,
            "lines": entry.lines,
            "conflict": entry.conflict,
            "is_dirty": is_kept,
        }
        if entry.conflict is not None and self.document is not None:
            stored = self.stored(self.document)
            context |= {"stored": stored, "differences": differences(entry, stored)}
        return context
