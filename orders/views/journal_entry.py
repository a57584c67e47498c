"""Writing item journals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from numbering.services import number_entry
from orders.choices import JournalAction
from orders.forms.journals import JournalEntry
from orders.forms.numbers import NumberPlace, picked_series
from orders.views.numbers import detour, led_to_setup, place_of, tell_of_number, with_form_errors
from orders.views.stock import tell_of_stock

KIND = "item_journal"
JOURNAL_NUMBER = gettext_lazy("Journal number")


@role_required(*WRITERS)
def journal_new(request: CompanyRequest) -> HttpResponse:
    """Post a journal; `?action=count` begins with that."""
    kept = typed_before(request)
    data = request.POST if request.method == "POST" else kept
    entry = _entry(request, data)
    place = _place(request, entry, data or {})
    if data is None:
        led = led_to_setup(request, place, KIND)
        if led is not None:
            return led
    if wants_detour(request):
        away = detour(request, place, _("New item journal"), KIND)
        if away is not None:
            return away
    elif kept is not None:
        not_yet_checked(entry.form, entry.lines)
    elif request.method == "POST":
        posted = entry.save()
        if posted is not None:
            sentence = _("Item journal %(number)s is posted.")
            messages.success(request, sentence % {"number": posted.number})
            tell_of_number(request, posted.number, request.POST)
            tell_of_stock(request, posted)
            return redirect(posted)
    context = {
        "form": entry.form,
        "lines": entry.lines,
        "number_place": with_form_errors(place, entry.form),
        "is_dirty": kept is not None,
    }
    return render(request, "orders/journal_entry.html", context)


@role_required(*WRITERS)
def journal_rule(request: CompanyRequest) -> HttpResponse:
    """The number field once more, after date or series changed. A part of the page."""
    place = _place(request, _entry(request, request.GET), request.GET)
    return render(request, "orders/number_field.html", {"number_place": place})


def _entry(request: CompanyRequest, data: Any) -> JournalEntry:
    action = request.GET.get("action", "")
    initial = {"action": action} if action in JournalAction.values else {}
    return JournalEntry(company=request.company, by=request.user, data=data, initial=initial)


def _place(request: CompanyRequest, entry: JournalEntry, data: Any) -> NumberPlace:
    found = number_entry(
        request.company,
        KIND,
        on=entry.date,
        by=request.user,
        picked=picked_series(request.company, data),
    )
    url = reverse("orders:journal_rule")
    return place_of(request, found, JOURNAL_NUMBER, data, rule_url=url)
