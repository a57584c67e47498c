"""Departments, and kinds of documents that a company makes up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.models import Department, IssuedNumber, OwnKind, SeriesAssignment
from numbering.ownkinds import kinds_of, label_of
from numbering.pages import Column
from numbering.services.organisation import delete_own_kind, save_own_kind


def series_by_kind(rows: list[Any]) -> None:
    """The general series of each kind, in one query."""
    found = SeriesAssignment.objects.filter(
        company__in={row.company_id for row in rows},
        kind__in=[row.code for row in rows],
        department=None,
    )
    codes = {row.kind: row.series.code for row in found.select_related("series").order_by("pk")}
    for row in rows:
        row.series_code = codes.get(row.code, "")


class OwnKindList(SettingsList):
    """The kinds that the company made up."""

    intro = gettext_lazy(
        "Kinds of records that only this company numbers: cases by department, permits, any "
        "internal workflow. Each numbers in a register of its own."
    )
    add_label = gettext_lazy("New kind")
    columns = [
        Column("code", gettext_lazy("Code"), "number", sort="code", link=True),
        Column("name", gettext_lazy("Name"), sort="name", css="grow"),
        Column("series", gettext_lazy("Series"), "number", value="series_code"),
    ]
    search = ("code", "name")
    ordering = ("name",)
    export_name = "own-kinds"
    empty = gettext_lazy("No kinds of your own yet. Press N to make the first one.")

    def prepare(self, rows: list[Any]) -> None:
        """Each with its series."""
        series_by_kind(rows)


class OwnKindForm(CompanyForm):
    """A kind of one's own."""

    # Told by the service in its own words, built-in kinds included.
    settled_by_service = frozenset({"code"})

    class Meta:
        model = OwnKind
        fields = ["code", "name"]
        help_texts = {
            "code": gettext_lazy("Small letters, digits and _, for example permit. It stays."),
            "name": gettext_lazy("What people call these records, in the plural."),
        }


@admin.register(OwnKind)
class OwnKindAdmin(CompanyModelAdmin):
    """Kinds that administrators make up."""

    form = OwnKindForm
    list_page = OwnKindList
    ordering = ["name"]
    fieldsets = [(None, {"fields": ["code", "name"], "classes": ["fields-2", "fields-narrow"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Numbers refer to the code."""
        return ["code"] if obj is not None else []

    def save_model(self, request: HttpRequest, obj: OwnKind, form: Any, change: bool) -> None:
        """Through the service."""
        save_own_kind(obj, by=person_of(request))

    def delete_model(self, request: HttpRequest, obj: OwnKind) -> None:
        """Through the service."""
        delete_own_kind(obj, by=person_of(request))

    def obstacles(self, obj: OwnKind) -> list[str]:
        """A kind that has numbers, or may get some, stays."""
        found = []
        numbers = IssuedNumber.objects.of(obj.company).filter(kind=obj.code).count()
        if numbers:
            found.append(_("It has given out numbers (%(count)d).") % {"count": numbers})
        used = SeriesAssignment.objects.filter(company=obj.company, kind=obj.code)
        for row in used.select_related("series").order_by("pk"):
            found.append(_("It takes its numbers from %(series)s.") % {"series": row.series})
        return found

    def after_save_url(self, request: HttpRequest, obj: OwnKind) -> str:
        """On to its series, unless it has one."""
        used = SeriesAssignment.objects.filter(company=obj.company, kind=obj.code)
        if used.exists():
            return self.url("changelist")
        return reverse("admin:numbering_seriesassignment_changelist") + f"#use-{obj.code}"


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
