"""The demo's calendar: what happens on which day, one day after the other."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta

Deed = Callable[[Date], None]


class Diary:
    """Deeds by day; a deed may enter what follows from it, which happens if its day comes.

    Numbers are drawn as they are in a company, in the order of the days; and what would follow
    after today has not happened yet, so that something is always left to do.
    """

    def __init__(self, today: Date) -> None:
        self.today = today
        self._deeds: list[tuple[Date, int, Deed]] = []
        self._entered = 0

    def on(self, day: Date, deed: Deed) -> None:
        """Enter a deed for a day; deeds of one day happen in the order in which they came."""
        self._entered += 1
        heapq.heappush(self._deeds, (day, self._entered, deed))

    def after(self, day: Date, days: int, deed: Deed) -> None:
        """Enter a deed for some days later; on weekends nobody works."""
        later = day + timedelta(days=days)
        if later.isoweekday() > 5:
            later += timedelta(days=8 - later.isoweekday())
        self.on(later, deed)

    def live(self) -> None:
        """Let every day up to today happen."""
        while self._deeds and self._deeds[0][0] <= self.today:
            day, _place, deed = heapq.heappop(self._deeds)
            deed(day)
