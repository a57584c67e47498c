"""Where numbers are used: every kind of document with the series it takes its numbers from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.exceptions import NumberingError
from numbering.kinds import AREAS, NumberKind, all_kinds, registers_of
from numbering.models import NumberSeries, SeriesAssignment
from numbering.selectors import SeriesStanding, standing_of
from numbering.services import assign_series
from numbering.transactions import write


@dataclass(frozen=True)
class ElsewhereNote:
    """A kind whose series is found in another way; where to look."""

    text: Any
    url_name: str


_elsewhere: dict[str, ElsewhereNote] = {}


def numbered_elsewhere(kind: str, *, text: Any, url_name: str) -> None:
    """Say of a kind that its series is set on another screen first."""
    _elsewhere[kind] = ElsewhereNote(text, url_name)


class UsesForm(forms.Form):
    """A select of series for every kind."""

    def __init__(
        self,
        *args: Any,
        series: list[NumberSeries],
        assigned: dict[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in series}
        for kind in all_kinds():
            fitting = [one for one in series if one.register in registers_of(kind.code)]
            chosen = assigned.get(kind.code)
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                required=False,
                choices=[("", "–"), *((str(one.pk), str(one)) for one in fitting)],
                initial=str(chosen) if chosen else "",
            )


@dataclass(frozen=True)
class Use:
    """A row of the screen."""

    kind: NumberKind
    field: forms.BoundField
    standing: SeriesStanding | None
    elsewhere: ElsewhereNote | None
    add_url: str

    @property
    def is_missing(self) -> bool:
        """Whether documents of the kind exist in the product and have no series."""
        return self.standing is None and self.elsewhere is None and self.kind.documents is not None


@admin.register(SeriesAssignment)
class SeriesAssignmentAdmin(CompanyModelAdmin):
    """One page for all kinds."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Kinds are all there already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row is cleared in its place."""
        return False

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Kinds are all there already."""
        return HttpResponseRedirect(self.url("changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A use is a row of the page."""
        self.get_object_or_404(request, object_id)
        return HttpResponseRedirect(self.url("changelist"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show and save all rows, all or nothing."""
        if not self.is_administrator(request):
            raise PermissionDenied
        company = company_of(request)
        series = list(NumberSeries.objects.of(company).select_related("company").order_by("code"))
        assigned = dict(
            SeriesAssignment.objects.filter(company=company).values_list("kind", "series")
        )
        form = UsesForm(request.POST or None, series=series, assigned=assigned)
        if request.method == "POST" and form.is_valid() and self._saved_uses(request, form):
            self.tell(request, _("Where numbers are used is saved."))
            return HttpResponseRedirect(self.url("changelist"))
        standings = standing_of(series, on=timezone.localdate())
        groups = self._groups(form, assigned, standings)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "groups": groups,
            "missing": [use for _label, uses in groups for use in uses if use.is_missing],
        }
        return TemplateResponse(request, "admin/numbering/seriesassignment/uses.html", context)

    def _saved_uses(self, request: HttpRequest, form: UsesForm) -> bool:
        """Save what was changed through the service."""
        kind = ""
        try:
            with write():
                for kind in form.changed_data:
                    assign_series(
                        company_of(request),
                        kind,
                        form.by_key.get(form.cleaned_data[kind]),
                        by=person_of(request),
                    )
        except NumberingError as error:
            form.add_error(kind or None, str(error))
            return False
        return True

    def _groups(
        self, form: UsesForm, assigned: dict[str, int], standings: dict[int, SeriesStanding]
    ) -> list[tuple[Any, list[Use]]]:
        add_url = reverse("admin:numbering_numberseries_add")
        groups: dict[str, list[Use]] = {}
        for kind in all_kinds():
            use = Use(
                kind=kind,
                field=form[kind.code],
                standing=standings.get(assigned.get(kind.code, 0)),
                elsewhere=_elsewhere.get(kind.code),
                add_url=f"{add_url}?kind={kind.code}",
            )
            groups.setdefault(kind.area, []).append(use)
        return [(AREAS[area], uses) for area, uses in groups.items()]
