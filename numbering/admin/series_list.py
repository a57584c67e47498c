"""The list of number series: where each stands today and what it is used for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.lists import SettingsList
from numbering.formatting import quantity
from numbering.kinds import kind_label, register_label
from numbering.models import NumberSeries, SeriesAssignment
from numbering.pages import ChoiceFilter, Column
from numbering.selectors import SeriesStanding, standing_of


def next_cell(series: Any) -> SafeString:
    """The next number, or a word for why there is none; the sentence is its title."""
    standing: SeriesStanding = series.standing
    if standing.next_number:
        return format_html('<span class="num">{}</span>', standing.next_number)
    if series.blocked:
        return format_html('<span class="state state-blocked">{}</span>', _("blocked"))
    if not series.default_numbers:
        return format_html('<span class="state state-typed">{}</span>', _("typed"))
    word = _("used up") if standing.in_force else _("no line")
    return format_html(
        '<span class="state state-used_up" title="{}">{}</span>', standing.problem, word
    )


def left_cell(series: Any) -> SafeString:
    """How many are left, for series that count."""
    standing: SeriesStanding = series.standing
    if not standing.in_force or not series.default_numbers:
        return SafeString("")
    if standing.left is None:
        return format_html('<span class="quiet">{}</span>', _("open-ended"))
    css = "low" if standing.is_low else ""
    return format_html('<span class="{}">{}</span>', css, quantity(standing.left))


def bar_cell(series: Any) -> SafeString:
    """Used and left as a bar."""
    standing: SeriesStanding = series.standing
    share = standing.share_used
    if share is None or not series.default_numbers:
        return SafeString("")
    return format_html(
        '<meter class="meter" min="0" max="100" low="80" high="95" optimum="0" value="{}" '
        'title="{}">{}</meter>',
        share,
        _("%(share)s used") % {"share": f"{share} %"},
        f"{share} %",
    )


def uses_cell(series: Any) -> SafeString:
    """What takes its numbers from it."""
    return format_html("{}", ", ".join(series.uses))


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
        Column("description", gettext_lazy("Text"), sort="description", css="grow"),
        Column(
            "register",
            gettext_lazy("What it numbers"),
            value=lambda series: register_label(series.register),
            sort="register",
        ),
        Column(
            "next",
            gettext_lazy("Next number today"),
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
            "uses",
            gettext_lazy("Where used"),
            value=lambda series: ", ".join(series.uses),
            html=uses_cell,
            css="clip",
        ),
        Column("is_system", gettext_lazy("Fixed"), "tick", sort="is_system"),
        Column("blocked", gettext_lazy("Blocked"), "tick", sort="blocked"),
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
    """Give each series its `standing` and its `uses`."""
    standings = standing_of(rows, on=timezone.localdate())
    uses = uses_of(rows)
    for series in rows:
        series.standing = standings[series.pk]
        series.uses = uses[series.pk]


def uses_of(all_series: Iterable[NumberSeries]) -> dict[int, list[str]]:
    """What takes numbers from each series, in words."""
    found: dict[int, list[str]] = {series.pk: [] for series in all_series}
    rows = SeriesAssignment.objects.filter(series__in=found).order_by("kind")
    for row in rows:
        found[row.series_id].append(str(kind_label(row.kind)))
    # Owners in other apps: a relation whose name tells what it takes, such as an order type's.
    for relation in NumberSeries._meta.related_objects:
        if not relation.one_to_one:
            continue
        owners = relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__in": list(found)}
        )
        for owner in owners.order_by("pk"):
            found[getattr(owner, relation.field.attname)].append(f"{owner}")
    return found
