"""Teams: groups of a company's people that rights to series are given to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.lists import SettingsList
from numbering.forms.people import TeamForm
from numbering.models import SeriesAccess, Team
from numbering.pages import Column
from numbering.services.people import delete_team, save_team


class TeamList(SettingsList):
    """The company's teams."""

    intro = gettext_lazy(
        "Roles say what kind of work somebody does; teams share rights to single series: who may "
        "draw from them, type into them or change them."
    )
    add_label = gettext_lazy("New team")
    columns = [
        Column("name", gettext_lazy("Name"), sort="name", link=True),
        Column("members", gettext_lazy("Members"), css="grow"),
        Column(
            "rights", gettext_lazy("Rights to"), "number", value=lambda row: ", ".join(row.codes)
        ),
    ]
    search = ("name", "members")
    ordering = ("name",)
    export_name = "teams"
    empty = gettext_lazy("No teams yet. Press N to make the first one.")

    def prepare(self, rows: list[Any]) -> None:
        """The series that each has rights to, in one query."""
        codes: dict[int, list[str]] = {row.group_id: [] for row in rows}
        rights = SeriesAccess.objects.filter(group__in=codes).select_related("series")
        for one in rights.order_by("series__code", "pk"):
            codes[one.group_id].append(one.series.code)
        for row in rows:
            row.codes = codes[row.group_id]


@admin.register(Team)
class TeamAdmin(CompanyModelAdmin):
    """Teams of the company."""

    form = TeamForm
    list_page = TeamList
    ordering = ["name"]
    fieldsets = [(None, {"fields": ["name", "people"], "classes": ["fields-2", "fields-narrow"]})]

    def save_model(self, request: HttpRequest, obj: Team, form: Any, change: bool) -> None:
        """Through the service."""
        save_team(obj, members=form.cleaned_data["people"], by=person_of(request))

    def delete_model(self, request: HttpRequest, obj: Team) -> None:
        """Through the service."""
        delete_team(obj, by=person_of(request))

    def obstacles(self, obj: Team) -> list[str]:
        """Rights that were given to it."""
        rights = SeriesAccess.objects.filter(group=obj.group_id).select_related("series")
        return [
            _("It has rights to the series %(series)s.") % {"series": row.series}
            for row in rights.order_by("series__code", "pk")
        ]
