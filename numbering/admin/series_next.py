"""Set the next number of a line, with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.line_preview import standing_labels
from numbering.admin.series_screen import series_or_404, series_screen
from numbering.exceptions import NumberingError, SeriesInUse
from numbering.forms.steps import NextNumberForm
from numbering.models import SeriesLine
from numbering.pages.forms import add_domain_error
from numbering.selectors import standing_of
from numbering.services import set_next_number
from numbering.transactions import write


def next_view(screens: CompanyModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Set a line's next number."""
    series = series_or_404(screens, request, object_id)
    today = timezone.localdate()
    standing = standing_of([series], on=today)[series.pk]
    lines = [one.line for one in standing.lines]
    in_force = standing.in_force[0].line.pk if standing.in_force else None
    form = NextNumberForm(
        request.POST or None, lines=lines, initial={"on": today, "line": in_force}
    )
    # Lower numbers are out: then the page leads to a line of another prefix.
    refused = False
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
                screens.log_change(request, series, text)
        except NumberingError as error:
            add_domain_error(form, error)
            refused = isinstance(error, SeriesInUse)
        else:
            screens.tell(request, text)
            return HttpResponseRedirect(screens.url("change", series.pk))
    standings = [{"standing": one, **standing_labels(one, today)} for one in standing.lines]
    return series_screen(
        screens, request, series, "next", form=form, standings=standings, refused=refused
    )
