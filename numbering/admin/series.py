"""Number series: list, the quick +, a series with its lines, its next number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from numbering.access import kept_message, take_kept_post
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.line_preview import (
    preview_line,
    preview_typed,
    standing_labels,
    typed_fields,
)
from numbering.admin.series_list import SeriesList, prepare_rows
from numbering.exceptions import NumberingError
from numbering.forms.lines import LineForm, LineFormSet
from numbering.forms.series import (
    NewSeriesForm,
    NextNumberForm,
    SeriesForm,
)
from numbering.kinds import find_kind, register_label
from numbering.models import (
    CounterJump,
    IssuedNumber,
    NumberSeries,
    SeriesAssignment,
    SeriesLine,
    SeriesRelation,
)
from numbering.pages.forms import add_domain_error
from numbering.selectors import SeriesStanding, standing_of
from numbering.services import (
    assign_series,
    create_series,
    delete_line,
    delete_series,
    preview,
    save_line,
    save_series,
    set_next_number,
)
from numbering.services.series import where_used
from numbering.transactions import write

UPCOMING = 5


@admin.register(NumberSeries)
class NumberSeriesAdmin(CompanyModelAdmin):
    """Number series with their lines."""

    list_page = SeriesList
    ordering = ["code"]

    def get_urls(self) -> list[URLPattern]:
        """The preview and the next number besides admin's own."""
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(self.preview_view), name="numbering_numberseries_preview"),
            path(
                "<path:object_id>/next/",
                wrap(self.next_view),
                name="numbering_numberseries_next",
            ),
            *super().get_urls(),
        ]

    def history_keys(self, obj: NumberSeries) -> dict[str, Iterable[Any]]:
        """A series with its lines, deleted ones too, its uses and relations."""
        history = SeriesLine.history.model.objects  # type: ignore[attr-defined]
        lines = history.filter(series_id=obj.pk).order_by().values_list("id", flat=True)
        return {
            "numbering.numberseries": [obj.pk],
            "numbering.seriesline": lines.distinct(),
            "numbering.seriesassignment": SeriesAssignment.objects.filter(series=obj).values_list(
                "pk", flat=True
            ),
            "numbering.seriesrelation": SeriesRelation.objects.filter(series=obj).values_list(
                "pk", flat=True
            ),
        }

    def history_context(self, obj: NumberSeries) -> dict[str, Any]:
        """Where its counters were set forward, and why."""
        jumps = CounterJump.objects.filter(line__series=obj).select_related("by")
        return {
            "jumps": [
                {
                    "at": jump.at,
                    "by": jump.by,
                    "from": jump.from_number,
                    "to": jump.to_number,
                    "period": jump.period,
                    "reason": jump.reason,
                }
                for jump in jumps.order_by("-at", "-pk")[:100]
            ]
        }

    def obstacles(self, obj: NumberSeries) -> list[str]:
        """Fixed, or where it is used."""
        if obj.is_system:
            return [_("It is a fixed series: it can be edited and blocked, not deleted.")]
        return [_("Used by: %(what)s.") % {"what": use} for use in where_used(obj)]

    def delete_model(self, request: HttpRequest, obj: NumberSeries) -> None:
        """Through the service."""
        delete_series(obj, by=person_of(request))

    # ---- a new series ----

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Code, text and next number are enough."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kind = find_kind(request.GET.get("kind", ""))
        initial = {"kind": kind.code, "register": kind.register} if kind else {}
        kept = take_kept_post(request) if request.method == "GET" else None
        form = NewSeriesForm(request.POST if request.method == "POST" else kept, initial=initial)
        if kept is not None:
            self.message_user(request, kept_message(), level="WARNING")
        elif request.method == "POST" and form.is_valid():
            series = self._created(request, form)
            if series is not None:
                self.tell(request, _("%(what)s is made.") % {"what": series})
                if form.cleaned_data["kind"]:
                    return HttpResponseRedirect(
                        reverse("admin:numbering_seriesassignment_changelist")
                    )
                return HttpResponseRedirect(self.url("change", series.pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "kind": kind,
            "list_url": self.url("changelist"),
            "preview_url": self.url("preview"),
        }
        return TemplateResponse(request, "admin/numbering/numberseries/add.html", context)

    def _created(self, request: HttpRequest, form: NewSeriesForm) -> NumberSeries | None:
        """The series with its first line, set for its kind if one was meant; None if refused."""
        person, company = person_of(request), company_of(request)
        try:
            with write():
                series = create_series(company, by=person, **form.settings())
                kind = find_kind(form.cleaned_data["kind"])
                if kind is not None:
                    assign_series(company, kind.code, series, by=person)
                self.log_addition(request, series, [{"added": {}}])
        except NumberingError as error:
            add_domain_error(form, error, **form.renamed)
            return None
        return series

    # ---- a series and its lines ----

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The ruler, the next numbers, the switches and the lines, on one page."""
        series = self.get_object_or_404(request, object_id)
        if not self.has_change_permission(request, series):
            raise PermissionDenied
        kept = take_kept_post(request) if request.method == "GET" else None
        data = request.POST if request.method == "POST" else kept
        form, lines = self._forms(request, series, data)
        if kept is not None:
            self.message_user(request, kept_message(), level="WARNING")
        elif request.method == "POST" and self._saved_series(request, form, lines):
            self.tell(request, _("%(what)s is saved.") % {"what": form.instance})
            return HttpResponseRedirect(self.url("change", series.pk))
        return self._series_page(request, object_id, form, lines)

    def _forms(
        self, request: HttpRequest, series: NumberSeries, data: Any
    ) -> tuple[SeriesForm, Any]:
        company = company_of(request)
        bound_class = type("BoundSeriesForm", (SeriesForm,), {"company": company})
        form = bound_class(data, instance=series)
        rows = SeriesLine.objects.filter(series=series).order_by(
            "starting_date", "first_number", "pk"
        )
        lines = LineFormSet(data, queryset=rows, prefix="lines")
        for line in [*lines.forms]:
            line.instance.series = series
        return form, lines

    def _saved_series(self, request: HttpRequest, form: SeriesForm, lines: Any) -> bool:
        """Save what changed, all or nothing; what is refused lands on its field."""
        if not (form.is_valid() & lines.is_valid()):
            return False
        person = person_of(request)
        refused: Any = form
        series = form.instance
        try:
            with write():
                # Room first: what goes, then what is changed, then what is new.
                for line in lines.deleted_forms:
                    refused = line
                    if line.instance.pk:
                        delete_line(line.instance, by=person)
                if form.has_changed():
                    refused = form
                    save_series(series, by=person)
                kept = [line for line in lines.forms if line not in lines.deleted_forms]
                for line in sorted(kept, key=lambda one: one.instance.pk is None):
                    if line.has_changed():
                        refused = line
                        line.instance.series = series
                        save_line(line.instance, by=person)
                self.log_change(request, series, [{"changed": {"fields": form.changed_data}}])
        except NumberingError as error:
            add_domain_error(refused, error, **refused.renamed)
            return False
        return True

    def _series_page(
        self, request: HttpRequest, object_id: str, form: SeriesForm, lines: Any
    ) -> HttpResponse:
        # Read anew: the object in the form holds what was typed.
        stored = self.get_queryset(request).select_related("company").get(pk=object_id)
        today = timezone.localdate()
        prepare_rows([stored])
        standing: SeriesStanding = cast(Any, stored).standing
        by_line = {one.line.pk: one for one in standing.lines}
        try:
            upcoming = preview(stored, UPCOMING, on=today)
        except NumberingError:
            upcoming = []
        rows = []
        for line in lines.forms:
            stands = by_line.get(line.instance.pk)
            if lines.is_bound:
                shown = None if not line.has_changed() else preview_typed(line, on=today)
            else:
                shown = None
            if shown is None and stands is not None:
                shown = preview_line(stands.line, on=today, prove=False)
            rows.append({"form": line, "standing": stands, "preview": shown})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "series": stored,
            "standing": standing,
            "upcoming": upcoming,
            "rulers": [
                {"standing": one, **standing_labels(one, today)} for one in standing.in_force
            ],
            "form": form,
            "lines": lines,
            "rows": rows,
            "empty_row": {"form": lines.empty_form, "standing": None, "preview": None},
            "register_name": register_label(stored.register),
            "issued": IssuedNumber.objects.filter(series=stored).exists(),
            "issued_url": f"{reverse('numbering:register')}?series={stored.pk}",
            "list_url": self.url("changelist"),
            "preview_url": self.url("preview"),
            "next_url": self.url("next", stored.pk),
            "history_url": self.url("history", stored.pk),
            "delete_url": self.url("delete", stored.pk),
        }
        return TemplateResponse(request, "admin/numbering/numberseries/change.html", context)

    # ---- the next number ----

    def next_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Set a line's next number, with a reason."""
        series = self.get_object_or_404(request, object_id)
        if not self.has_change_permission(request, series):
            raise PermissionDenied
        today = timezone.localdate()
        standing = standing_of([series], on=today)[series.pk]
        lines = [one.line for one in standing.lines]
        in_force = standing.in_force[0].line.pk if standing.in_force else None
        form = NextNumberForm(
            request.POST or None, lines=lines, initial={"on": today, "line": in_force}
        )
        if request.method == "POST" and form.is_valid():
            line: SeriesLine = form.cleaned_data["line"]
            try:
                with write():
                    set_next_number(
                        line,
                        form.cleaned_data["value"],
                        on=form.cleaned_data["on"],
                        reason=form.cleaned_data["reason"],
                        by=person_of(request),
                    )
                    text = _("Next number set to %(number)s: %(reason)s") % {
                        "number": line.text(form.cleaned_data["value"], form.cleaned_data["on"]),
                        "reason": form.cleaned_data["reason"],
                    }
                    self.log_change(request, series, text)
            except NumberingError as error:
                add_domain_error(form, error)
            else:
                self.tell(request, text)
                return HttpResponseRedirect(self.url("change", series.pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "series": series,
            "form": form,
            "standings": [
                {"standing": one, **standing_labels(one, today)} for one in standing.lines
            ],
            "list_url": self.url("changelist"),
            "back_url": self.url("change", series.pk),
        }
        return TemplateResponse(request, "admin/numbering/numberseries/next.html", context)

    # ---- while typing ----

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """What the numbers of a line as typed would look like, as a piece of the page."""
        return require_safe(self._preview)(request)

    def _preview(self, request: HttpRequest) -> HttpResponse:
        if not self.is_administrator(request):
            raise PermissionDenied
        company = company_of(request)
        data = typed_fields(request.GET)
        series = NumberSeries(company=company, register=data.get("register") or "")
        if data.get("series", "").isdecimal():
            series = self.get_object_or_404(request, data["series"])
        elif not series.register:
            series.register = data.get("code", "").strip().upper()
        line = SeriesLine(series=series)
        if data.get("id", "").isdecimal() and series.pk:
            line = SeriesLine.objects.filter(series=series, pk=data["id"]).first() or line
            line.series = series
        if "next_number" in data:  # the form of a new series
            data |= {
                "sample_start": data["next_number"],
                "sample_end": data.get("last_number", ""),
                "last_number": "",
                "digits": "",
                "warning_number": "",
                "restart": data.get("restart") or "never",
                "gap_policy": data.get("gap_policy") or "unbroken",
            }
        form = LineForm(data, instance=line)
        shown = preview_typed(form, on=timezone.localdate())
        return TemplateResponse(
            request, "admin/numbering/numberseries/preview.html", {"preview": shown}
        )
