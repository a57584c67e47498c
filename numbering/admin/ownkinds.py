"""Kinds of records that a company makes up, each with the series that number it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.lists import SettingsList
from numbering.admin.uses import UsesScreen
from numbering.exceptions import NumberingError
from numbering.forms.base import CompanyForm
from numbering.forms.uses import NEW
from numbering.kinds import NumberKind
from numbering.models import IssuedNumber, OwnKind, SeriesAssignment
from numbering.pages import Column
from numbering.services.organisation import delete_own_kind
from numbering.services.uses import UseErrors, save_own_kind_with_series

# What stands for the code of a kind that has none yet, in the names of its fields.
NO_CODE = "own"


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


def list_link(kind: OwnKind) -> SafeString:
    """To the list of its records."""
    return format_html('<a href="{}">{}</a>', kind.get_absolute_url(), _("Open the list"))


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
        Column("list", gettext_lazy("Records"), html=list_link),
    ]
    search = ("code", "name")
    ordering = ("name",)
    export_name = "own-kinds"
    empty = gettext_lazy("No kinds of your own yet. Press N to make the first one.")

    def prepare(self, rows: list[Any]) -> None:
        """Each with its series."""
        series_by_kind(rows)


class OwnKindForm(CompanyForm):
    """A kind of one's own, with the rows of its series: in general and by department."""

    # Told by the service in its own words, built-in kinds included.
    settled_by_service = frozenset({"code"})

    class Meta:
        model = OwnKind
        fields = ["code", "name"]
        help_texts = {
            "code": gettext_lazy("Small letters, digits and _, for example permit. It stays."),
            "name": gettext_lazy("What people call these records, in the plural."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.company is not None
        code = self.instance.code if self.instance.pk else ""
        self.uses = UsesScreen(
            self.company,
            self.data if self.is_bound else None,
            kinds=[NumberKind(code or NO_CODE, _("Numbers in general"))],
            # Who makes a kind makes its series as a rule.
            begin={} if code else {"series": NEW},
        )

    def is_valid(self) -> bool:
        """Whether the kind and every row are right; both are checked, so that all errors show."""
        are_uses_valid = self.uses.is_valid()
        if isinstance(self.refusal, UseErrors):
            self.uses.refuse(self.refusal)
            return False
        return super().is_valid() and are_uses_valid

    def place(self, refusal: NumberingError) -> None:
        """What is wrong with a series is said in its row."""
        if not isinstance(refusal, UseErrors):
            super().place(refusal)


@admin.register(OwnKind)
class OwnKindAdmin(CompanyModelAdmin):
    """Kinds that administrators make up."""

    form = OwnKindForm
    change_form_template = "admin/numbering/ownkind/form.html"
    intro = gettext_lazy(
        "Saved, it is in the menu under Records: with a list, a search, and a page to enter one."
    )
    list_page = OwnKindList
    ordering = ["name"]
    fieldsets = [(None, {"fields": ["code", "name"], "classes": ["fields-2", "fields-narrow"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Numbers refer to the code."""
        return ["code"] if obj is not None else []

    def save_model(self, request: HttpRequest, obj: OwnKind, form: Any, change: bool) -> None:
        """Through the service, its series together with it."""
        save_own_kind_with_series(obj, form.uses.changes(), by=person_of(request))

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

    def saved_sentence(self, obj: OwnKind) -> str:
        """With the way to its records."""
        return format_html("{} {}", super().saved_sentence(obj), list_link(obj))

    def after_save_url(self, request: HttpRequest, obj: OwnKind) -> str:
        """Back to the form where nothing numbers it yet."""
        if SeriesAssignment.objects.filter(company=obj.company, kind=obj.code).exists():
            return self.url("changelist")
        messages.warning(
            request, _("Without a series its records cannot be numbered: choose or make one.")
        )
        return self.url("change", obj.pk)
