"""The locks of a settings change, in their one order: company → lines → counters."""

from __future__ import annotations

from numbering.engine.counters import counters_of
from numbering.models import Company, Counter, NumberSeries, SeriesLine
from numbering.models.series import new_revision


def lock_settings(company_id: int, series_id: int | None = None) -> list[Counter]:
    """Hold a company's settings, and the counters of a series, until the transaction ends.

    Two administrators wait for each other here, so each sees the other's lines when proving that
    none overlap. Draws under way are waited for; later ones wait in turn. The company is locked
    without its key, which drawing transactions refer to all the time.
    """
    Company.objects.select_for_update(no_key=True).get(pk=company_id)
    if series_id is None:
        return []
    lines = SeriesLine.objects.select_for_update(no_key=True).filter(series_id=series_id)
    list(lines.order_by("pk"))
    # The counters alone: a lock on a line's key would stop every draw at its commit.
    return list(counters_of(series_id).select_for_update(of=("self",)))


def settings_changed(series: NumberSeries) -> None:
    """Make every draw that was planned on the old settings plan anew."""
    revision = new_revision()
    NumberSeries.objects.filter(pk=series.pk).update(revision=revision)
    Counter.objects.filter(line__series_id=series.pk).update(revision=revision)
    series.revision, series._plan = revision, None
