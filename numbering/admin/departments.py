"""Departments."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.base import CompanyModelAdmin
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.models import Department, SeriesAssignment
from numbering.ownkinds import kinds_of, label_of
from numbering.pages import Column


class DepartmentList(SettingsList):
    """Departments."""

    intro = gettext_lazy(
        "A department may number its documents from series of its own: choose them under Where "
        "numbers are used."
    )
    add_label = gettext_lazy("New department")
    columns = [
        Column("code", gettext_lazy("Code"), "number", sort="code", link=True),
        Column("name", gettext_lazy("Name"), sort="name"),
        Column(
            "uses",
            gettext_lazy("Own series for"),
            value=lambda row: ", ".join(row.uses),
            css="grow",
        ),
    ]
    search = ("code", "name")
    export_name = "departments"
    empty = gettext_lazy("No departments yet. Press N to make the first one.")

    def prepare(self, rows: list[Any]) -> None:
        """What each numbers in its own way."""
        uses: dict[int | None, list[str]] = {row.pk: [] for row in rows}
        labels = {kind.code: str(kind.label) for kind in kinds_of(self.company)}
        for used in SeriesAssignment.objects.filter(department__in=rows).order_by("kind", "pk"):
            uses[used.department_id].append(labels.get(used.kind, used.kind))
        for row in rows:
            row.uses = uses[row.pk]


class DepartmentForm(CompanyForm):
    """A department."""

    class Meta:
        model = Department
        fields = ["code", "name"]

    def clean_code(self) -> str:
        """Codes are in capitals."""
        return str(self.cleaned_data["code"]).strip().upper()


@admin.register(Department)
class DepartmentAdmin(CompanyModelAdmin):
    """Departments."""

    form = DepartmentForm
    list_page = DepartmentList
    ordering = ["code"]
    fieldsets = [(None, {"fields": ["code", "name"], "classes": ["fields-2", "fields-narrow"]})]

    def obstacles(self, obj: Department) -> list[str]:
        """What it numbers in its own way."""
        found = SeriesAssignment.objects.filter(department=obj).select_related("series")
        return [
            _("%(kind)s take their numbers from %(series)s.")
            % {"kind": label_of(obj.company, row.kind), "series": row.series}
            for row in found.order_by("kind", "pk")
        ] or super().obstacles(obj)
