"""Number series on the settings screens: which screens there are, history, deleting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.series_dryrun import dry_run_view
from numbering.admin.series_forecast import forecast_view
from numbering.admin.series_list import SeriesList
from numbering.admin.series_new import add_view
from numbering.admin.series_next import next_view
from numbering.admin.series_page import change_view, preview_view
from numbering.admin.series_policy import policy_view
from numbering.admin.series_rights import relations_view, rights_view
from numbering.admin.series_year import next_year_view
from numbering.models import (
    CounterJump,
    NumberSeries,
    SeriesAccess,
    SeriesAssignment,
    SeriesLine,
    SeriesRelation,
)
from numbering.services import delete_series
from numbering.services.series import where_used

# Screens beside Django's own: of all series, and of one.
ALL_SCREENS: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
    "preview": ("preview/", preview_view),
    "dryrun": ("dry-run/", dry_run_view),
    "nextyear": ("next-year/", next_year_view),
}
ONE_SCREENS: dict[str, Callable[..., HttpResponse]] = {
    "next": next_view,
    "forecast": forecast_view,
    "policy": policy_view,
    "relations": relations_view,
    "rights": rights_view,
}


@admin.register(NumberSeries)
class NumberSeriesAdmin(CompanyModelAdmin):
    """Number series with their lines."""

    list_page = SeriesList
    ordering = ["code"]

    def get_urls(self) -> list[URLPattern]:
        """The screens of series besides admin's own."""
        wrap = self.admin_site.admin_view
        name = "numbering_numberseries_"
        return [
            *(
                path(address, wrap(partial(view, self)), name=f"{name}{key}")
                for key, (address, view) in ALL_SCREENS.items()
            ),
            *(
                path(f"<path:object_id>/{key}/", wrap(partial(view, self)), name=f"{name}{key}")
                for key, view in ONE_SCREENS.items()
            ),
            *super().get_urls(),
        ]

    def index_extra(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The index leads to the dry run and the next year as well."""
        return [
            {
                "name": _("Dry run"),
                "url": self.url("dryrun"),
                "text": _("Every number that would come on given dates, and every error."),
            },
            {
                "name": _("Prepare the next year"),
                "url": self.url("nextyear"),
                "text": _("New lines for series whose numbers show the year."),
            },
        ]

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Code, text and next number are enough."""
        return add_view(self, request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The ruler, the next numbers, the switches and the lines, on one page."""
        return change_view(self, request, object_id)

    def history_keys(self, obj: NumberSeries) -> dict[str, Iterable[Any]]:
        """A series with its lines, deleted ones too, its uses and relations."""
        return {
            "numbering.numberseries": [obj.pk],
            "numbering.seriesline": _ever(SeriesLine, obj),
            "numbering.seriesassignment": SeriesAssignment.objects.filter(series=obj).values_list(
                "pk", flat=True
            ),
            "numbering.seriesrelation": _ever(SeriesRelation, obj),
            "numbering.seriesaccess": _ever(SeriesAccess, obj),
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


def _ever(model: Any, series: NumberSeries) -> Iterable[Any]:
    """The keys of a series' rows, deleted ones too."""
    rows = model.history.model.objects.filter(series_id=series.pk).order_by()
    keys: Iterable[Any] = rows.values_list("id", flat=True).distinct()
    return keys
