"""Writing item journals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.services import number_entry
from orders.choices import JournalAction
from orders.forms.journals import JournalEntry
from orders.forms.numbers import NumberPlace, picked_series
from orders.models import ItemJournal
from orders.views.entry import EntryPage
from orders.views.numbers import place_of, tell_of_number
from orders.views.stock import tell_of_stock


@role_required(*WRITERS)
def journal_new(request: CompanyRequest) -> HttpResponse:
    """Post a journal; `?action=count` begins with that."""
    return JournalPage(request, None).answer()


@role_required(*WRITERS)
def journal_rule(request: CompanyRequest) -> HttpResponse:
    """The number field once more, after date or series changed. A part of the page."""
    page = JournalPage(request, None)
    context = {"number_place": page.place(page.entry(request.GET))}
    return render(request, "orders/number_field.html", context)


class JournalPage(EntryPage[Any]):
    """The page of a journal; a posted one is never opened again."""

    template = "orders/journal_entry.html"
    new_title = gettext_lazy("New item journal")
    list_title = gettext_lazy("Item journals")
    list_url = reverse_lazy("orders:journal_list")
    number_kind = "item_journal"

    def entry(self, data: Any, initial: Mapping[str, Any] | None = None) -> Any:
        """The journal as typed."""
        return JournalEntry(
            company=self.request.company, by=self.request.user, data=data, initial=initial
        )

    def stored(self, document: Any) -> Any:
        """Nothing is stored before it is posted."""
        raise NotImplementedError

    def begun_with(self) -> dict[str, Any]:
        """The action that the address names."""
        action = self.request.GET.get("action", "")
        return {"action": action} if action in JournalAction.values else {}

    def is_led_to_setup(self) -> bool:
        """Always: without a number nothing is posted."""
        return True

    def place(self, entry: JournalEntry) -> NumberPlace:
        """How the number field behaves."""
        data = entry.data or {}
        company = self.request.company
        found = number_entry(
            company,
            self.number_kind,
            on=entry.form.typed_date(),
            by=self.request.user,
            picked=picked_series(company, data),
        )
        label = gettext_lazy("Journal number")
        return place_of(self.request, found, label, data, rule_url=reverse("orders:journal_rule"))

    def facts(self, entry: JournalEntry) -> dict[str, Any]:
        """Nothing more."""
        return {}

    def tell(self, saved: ItemJournal) -> None:
        """Its number, and what fell below zero."""
        sentence = _("Item journal %(number)s is posted.")
        messages.success(self.request, sentence % {"number": saved.number})
        tell_of_number(self.request, saved.number, self.request.POST)
        tell_of_stock(self.request, saved)
