"""History of the settings: who changed what, when, from which value to which."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS, AUDITORS, CompanyRequest, role_required
from numbering.formatting import person_name
from numbering.models import Company
from numbering.pages.changes import of_company, read_changes, tracked_models
from numbering.pages.filters import DayField, PeriodFilter

PERIOD = PeriodFilter("date", _("Date"), lookup="history_date", moments=True)


class HistoryFilter(forms.Form):
    """What to show of the history."""

    what = forms.ChoiceField(label=_("Kind of setting"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    # One object: the label of its model and its key, as a change has them.
    object = forms.RegexField(r"^[a-z_]+\.[a-z_]+:[0-9]{1,18}$", required=False)
    date_from = DayField(label=_("from"))
    date_to = DayField(label=_("to"))

    def __init__(self, data: Any, company: Company) -> None:
        super().__init__(data, auto_id="filter_%s")
        kinds = [
            (one.label, one.name)
            for one in tracked_models()
            if of_company(one, company) is not None
        ]
        people = User.objects.filter(memberships__company=company).order_by("username", "pk")
        what = cast(forms.ChoiceField, self.fields["what"])
        what.choices = [("", _("All settings")), *sorted(kinds, key=lambda kind: kind[1])]
        person = cast(forms.ChoiceField, self.fields["person"])
        person.choices = [
            ("", _("Everybody")),
            *((str(user.pk), person_name(user)) for user in people),
        ]
        for name in self.fields:
            if data.get(name):
                self.fields[name].widget.attrs["class"] = "is-set"
        self.full_clean()

    def object_keys(self) -> dict[str, list[int]] | None:
        """The one object that is asked for; None for all."""
        label, _colon, key = self.cleaned_data.get("object", "").partition(":")
        return {label: [int(key)]} if label else None

    def condition(self) -> Q:
        """The condition on history rows."""
        person = self.cleaned_data.get("person")
        return PERIOD.within(self.cleaned_data) & (Q(history_user=person) if person else Q())


@role_required(ADMINISTRATORS, AUDITORS)
def history(request: HttpRequest) -> HttpResponse:
    """The changes of a company's settings, newest first."""
    page = cast(CompanyRequest, request)
    data = {key: str(value).replace("\x00", "") for key, value in request.GET.items() if value}
    form = HistoryFilter(data, page.company)
    found = read_changes(
        page.company,
        only=form.cleaned_data.get("what", ""),
        condition=form.condition(),
        object_keys=form.object_keys(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        links=ADMINISTRATORS in page.roles,
    )
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    narrowed = any(form.cleaned_data.values())
    context = {"found": found, "form": form, "query": query.urlencode(), "narrowed": narrowed}
    template = "numbering/history_rows.html" if page.htmx else "numbering/history.html"
    return render(request, template, context)
