"""Tell a company's administrators by e-mail which series run low, once for each level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import formataddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.exceptions import NumberingError
from numbering.formatting import quantity
from numbering.levels import Level, levels_in_force, read_pace
from numbering.models import Company, LowSeriesNotice
from numbering.transactions import write

# A line that lasts fewer days at its pace is warned of.
SOON = 30
_Key = tuple[int, str, str, int]


class NoticeNotSent(NumberingError):
    """The mail server did not take the mail."""


@dataclass(frozen=True, slots=True)
class Warned:
    """What became of a company: how many lines it was told of, and how many people were told."""

    lines: int
    people: int

    @property
    def nobody_to_tell(self) -> bool:
        """Whether there was something to tell, and no administrator with an e-mail address."""
        return bool(self.lines and not self.people)


@dataclass(frozen=True, slots=True)
class _Notice:
    level: Level
    what: LowSeriesNotice.Level
    days: int | None

    @property
    def key(self) -> _Key:
        line = self.level.line
        return line.pk, self.level.period, str(self.what), line.last_value

    @property
    def keys_that_told_it(self) -> list[_Key]:
        """Its own, and those of worse: a line that lasts longer again is no news."""
        line, period, what, last = self.key
        order = LowSeriesNotice.Level.values
        return [(line, period, worse, last) for worse in order[order.index(what) :]]

    def words(self, today: date) -> str:
        """One line of the mail."""
        name = f"{self.level.series} ({self.level.line})"
        if self.what == LowSeriesNotice.Level.USED_UP:
            return _("%(name)s: used up.") % {"name": name}
        left = ngettext("%(count)s number left", "%(count)s numbers left", self.level.left)
        told = f"{name}: {left % {'count': quantity(self.level.left)}}"
        runs_out = self.level.pace.runs_out_on(today) if self.level.pace else None
        if self.days is None or runs_out is None:
            return f"{told}."
        day = date_format(runs_out, "SHORT_DATE_FORMAT")
        return _("%(told)s, until %(day)s at the present pace.") % {"told": told, "day": day}


def warn_low_series(*, company: Company, receivers: Sequence[str], today: date) -> Warned:
    """Send one mail about all that is new, and remember what it told.

    Of a line only the worst is told. Without receivers nothing is remembered. Raises
    NoticeNotSent when the mail server fails; nothing is remembered then either.
    """
    notices = _new_notices(company, today)
    if notices and receivers:
        _send(company, notices, receivers, today)
        _remember(notices)
    return Warned(len(notices), len(receivers))


def _new_notices(company: Company, today: date) -> list[_Notice]:
    levels = [one for one in levels_in_force(company, on=today) if not one.is_open_ended]
    read_pace(levels, today=today)
    found = [notice for level in levels if (notice := _notice_of(level, today))]
    told = set(
        LowSeriesNotice.objects.filter(
            line__in=[notice.level.line.pk for notice in found]
        ).values_list("line", "period", "level", "last_value")
    )
    return [notice for notice in found if told.isdisjoint(notice.keys_that_told_it)]


def _notice_of(level: Level, today: date) -> _Notice | None:
    days = level.days_left(today)
    if level.is_used_up:
        return _Notice(level, LowSeriesNotice.Level.USED_UP, days)
    if days is not None and days < SOON:
        return _Notice(level, LowSeriesNotice.Level.SOON, days)
    if level.is_low:
        return _Notice(level, LowSeriesNotice.Level.WARNING, days)
    return None


def _send(company: Company, notices: list[_Notice], receivers: Sequence[str], today: date) -> None:
    with translation.override(company.language):
        count = ngettext(
            "%(count)d number series runs low", "%(count)d number series run low", len(notices)
        ) % {"count": len(notices)}
        told = "\n".join(f"- {notice.words(today)}" for notice in notices)
        advice = _(
            "Extend the line, or add a line that takes over, before its last number is given out. "
            "“Outlook” in the program shows how long every series lasts."
        )
        subject, text = f"{company}: {count}", f"{count}:\n\n{told}\n\n{advice}\n"
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=text,
        from_email=formataddr((company.name, settings.DEFAULT_FROM_EMAIL)),
        to=list(receivers),
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        reason = str(error) or type(error).__name__
        raise NoticeNotSent(
            _("The mail server did not take the mail for %(company)s: %(reason)s")
            % {"company": company.code, "reason": reason}
        ) from error


def _remember(notices: Iterable[_Notice]) -> None:
    # After the mail: a slow mail server must hold nobody up.
    rows = [
        LowSeriesNotice(line_id=line, period=period, level=level, last_value=last)
        for line, period, level, last in (notice.key for notice in notices)
    ]
    with write():
        LowSeriesNotice.objects.bulk_create(rows, ignore_conflicts=True)
