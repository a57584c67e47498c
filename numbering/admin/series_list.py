"""The list of number series: where each stands today, how long it lasts, what it is used for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.lists import SettingsList
from numbering.admin.series_words import own_names, pace_words, status_of, uses_of
from numbering.formatting import quantity
from numbering.kinds import register_label
from numbering.pages import ChoiceFilter, Column
from numbering.selectors import SeriesStanding, standing_of

EMPTY = SafeString("")


def next_cell(series: Any) -> SafeString:
    """The next number; the column of warnings says why there is none."""
    return format_html('<span class="num">{}</span>', series.standing.next_number)


def left_cell(series: Any) -> SafeString:
    """How many are left, for series that count."""
    standing: SeriesStanding = series.standing
    if not standing.in_force or not series.default_numbers:
        return EMPTY
    if standing.left is None:
        return format_html('<span class="quiet">{}</span>', _("open-ended"))
    css = "low" if standing.is_low else ""
    return format_html('<span class="{}">{}</span>', css, quantity(standing.left))


def bar_cell(series: Any) -> SafeString:
    """Used and left as a bar."""
    standing: SeriesStanding = series.standing
    share = standing.share_used
    if share is None or not series.default_numbers:
        return EMPTY
    return format_html(
        '<meter class="meter" min="0" max="100" low="80" high="95" optimum="0" value="{}" '
        'title="{}">{}</meter>',
        share,
        _("%(share)s used") % {"share": f"{share} %"},
        f"{share} %",
    )


def pace_cell(series: Any) -> SafeString:
    """`12 a day · lasts until 2027-03-04`."""
    pace = series.pace
    if pace is None or not series.default_numbers or series.blocked:
        return EMPTY
    if not pace.lasts:
        return format_html("{}", pace.rate)
    css = "low" if pace.is_soon else "quiet"
    return format_html('{} · <span class="{}">{}</span>', pace.rate, css, pace.lasts)


def warning_cell(series: Any) -> SafeString:
    """A word with a colour where the series must be looked after; the sentence is its title."""
    state, word = status_of(series.standing)
    if not state:
        return EMPTY
    return format_html(
        '<span class="state state-{}" title="{}">{}</span>', state, series.standing.problem, word
    )


def uses_text(series: Any) -> str:
    """What takes its numbers from it."""
    return ", ".join(str(use) for use in series.uses)


class SeriesList(SettingsList):
    """All series of the company with where they stand today."""

    template_name = "admin/numbering/numberseries/list.html"
    intro = gettext_lazy(
        "A series counts the numbers of one kind of document. Its lines say what the numbers look "
        "like and from which day on."
    )
    add_label = gettext_lazy("+ New series")
    columns = [
        Column("code", gettext_lazy("Code"), "number", sort="code", link=True),
        Column("description", gettext_lazy("Text"), sort="description", css="grow clip"),
        Column(
            "register",
            gettext_lazy("What it numbers"),
            value=lambda series: series.register_name,
            sort="register",
            css="clip",
        ),
        Column(
            "next",
            gettext_lazy("Next number"),
            value=lambda series: series.standing.next_number,
            html=next_cell,
        ),
        Column(
            "left",
            gettext_lazy("Left"),
            value=lambda series: series.standing.left,
            html=left_cell,
            css="amount",
        ),
        Column(
            "used",
            gettext_lazy("Used"),
            value=lambda series: series.standing.share_used,
            html=bar_cell,
        ),
        Column(
            "pace",
            gettext_lazy("Pace"),
            value=lambda series: str(series.pace or ""),
            html=pace_cell,
        ),
        Column(
            "warning",
            gettext_lazy("Warning"),
            value=lambda series: status_of(series.standing)[1],
            html=warning_cell,
        ),
        Column("uses", gettext_lazy("Where used"), value=uses_text, css="clip uses-cell"),
        Column(
            "is_system",
            gettext_lazy("Fixed"),
            "tick",
            sort="is_system",
            optional=True,
            shown=False,
        ),
    ]
    search = ("code", "description", "register")
    filters = [
        ChoiceFilter(
            "status",
            gettext_lazy("All series"),
            [("open", gettext_lazy("not blocked")), ("blocked", gettext_lazy("blocked"))],
            where=lambda value: Q(blocked=value == "blocked"),
        ),
    ]
    export_name = "number-series"
    empty = gettext_lazy("No series yet. Press N to make the first one.")

    def get_queryset(self) -> QuerySet[Any]:
        """The company's series."""
        return super().get_queryset().select_related("company")

    def row_css(self, row: Any) -> str:
        return "is-off" if row.blocked else ""

    def prepare(self, rows: list[Any]) -> None:
        """Standing and uses of one page: a fixed number of queries."""
        prepare_rows(rows)


def prepare_rows(rows: list[Any]) -> None:
    """Give each series its `standing`, its `pace`, its `uses` and what it numbers."""
    today = timezone.localdate()
    standings = standing_of(rows, on=today)
    uses = uses_of(rows)
    names = own_names(series.company_id for series in rows)
    for series in rows:
        series.standing = standings[series.pk]
        series.pace = pace_words(series.standing, today)
        series.uses = uses[series.pk]
        own = names.get((series.company_id, series.register))
        series.register_name = own or register_label(series.register)
