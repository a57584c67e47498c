"""Which series may be picked instead of one, and which groups may do what with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from numbering.access import role_name
from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.series_screen import series_or_404, series_screen
from numbering.exceptions import NumberingError
from numbering.forms.rights import RIGHTS, RelationsForm, RightsForm
from numbering.models import NumberSeries, SeriesAccess, SeriesRelation
from numbering.pages.forms import add_domain_error
from numbering.services import set_relations
from numbering.services.organisation import grant
from numbering.transactions import write


def relations_view(
    screens: CompanyModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """Tick the series that a clerk may pick where this one is set."""
    series = series_or_404(screens, request, object_id)
    form = RelationsForm(request.POST if request.method == "POST" else None, series=series)
    if request.method == "POST" and form.is_valid():
        try:
            with write():
                set_relations(series, form.cleaned_data["related"], by=person_of(request))
        except NumberingError as error:
            add_domain_error(form, error)
        else:
            screens.tell(request, _("The related series of %(code)s are saved.") % _code(series))
            return HttpResponseRedirect(f"{screens.url('change', series.pk)}#around")
    pointing = SeriesRelation.objects.filter(related=series).select_related("series")
    return series_screen(
        screens,
        request,
        series,
        "relations",
        form=form,
        related_from=[row.series for row in pointing.order_by("series__code")],
    )


def rights_view(screens: CompanyModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """A row a group: may draw, may type, may change the settings."""
    series = series_or_404(screens, request, object_id)
    form = RightsForm(request.POST if request.method == "POST" else None, series=series)
    if request.method == "POST" and form.is_valid():
        try:
            with write():
                grant(series, form.granted(), by=person_of(request))
        except NumberingError as error:
            form.add_error(None, str(error))
        else:
            screens.tell(request, _("The rights to %(code)s are saved.") % _code(series))
            return HttpResponseRedirect(f"{screens.url('change', series.pk)}#around")
    return series_screen(screens, request, series, "rights", form=form)


def rights_words(series: NumberSeries) -> list[tuple[str | Promise, str]]:
    """Who may draw, type and change: the groups, or everybody whose role allows it."""
    rows = list(
        SeriesAccess.objects.filter(series=series).select_related("group").order_by("group__name")
    )
    return [
        (
            label,
            ", ".join(str(role_name(row.group.name)) for row in rows if getattr(row, f"may_{name}"))
            or _("everybody whose role allows it"),
        )
        for name, label in RIGHTS.items()
    ]


def _code(series: NumberSeries) -> dict[str, str]:
    return {"code": series.code}
