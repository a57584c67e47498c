"""The night job that tells administrators which series run low."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from numbering.models import Company, LowSeriesNotice, NumberSeries
from numbering.services import create_series, draw_many, save_line
from numbering.transactions import write


@pytest.fixture
def reader(administrator: User) -> User:
    """An administrator who can be written to."""
    administrator.email = "anna@nord.test"
    administrator.save()
    return administrator


def draw_some(series: NumberSeries, count: int, *, days: int = 1) -> None:
    """So many numbers on each of the last days."""
    today = timezone.localdate()
    with write():
        for back in reversed(range(days)):
            draw_many(series, count, on=today - timedelta(days=back))


def low_series(company: Company, code: str = "CASE", used: int = 12) -> NumberSeries:
    """A hundred thousand numbers with a warning number that is reached with the tenth."""
    series = create_series(
        company,
        code,
        register="case",
        start=f"{code}-000001",
        end=f"{code}-099999",
        warning=f"{code}-000010",
    )
    draw_some(series, used)
    return series


def run(**options: Any) -> str:
    out = StringIO()
    call_command("warn_low_series", stdout=out, stderr=out, **options)
    return out.getvalue()


def test_nw06_administrators_are_told_once_of_a_warning_number(
    company: Company, reader: User, clerk: User, mailoutbox: list[EmailMessage]
) -> None:
    clerk.email = "karl@nord.test"
    clerk.save()
    low_series(company)

    assert "1 warning sent" in run()
    assert "0 warnings sent" in run()

    (mail,) = mailoutbox
    assert mail.to == ["anna@nord.test"]
    assert mail.subject == "Nordisk Træ ApS: 1 number series runs low"
    assert "CASE (CASE-000001–CASE-099999): 99,987 numbers left" in mail.body


def test_nw06_several_series_come_in_one_mail(
    company: Company, reader: User, mailoutbox: list[EmailMessage]
) -> None:
    low_series(company, "ONE")
    low_series(company, "TWO")

    assert "2 warnings sent" in run()
    assert len(mailoutbox) == 1
    assert "ONE" in mailoutbox[0].body
    assert "TWO" in mailoutbox[0].body


def test_nw06_each_worse_level_is_told_and_a_better_one_is_not(
    company: Company, reader: User, mailoutbox: list[EmailMessage]
) -> None:
    series = create_series(company, "CASE", register="case", start="1", end="100", warning="50")
    draw_some(series, 1, days=60)
    run()
    draw_some(series, 15)
    run()
    draw_some(series, 25)
    run()
    run()

    told = LowSeriesNotice.objects.order_by("pk").values_list("level", flat=True)
    assert list(told) == ["warning", "soon", "used_up"]
    assert len(mailoutbox) == 3
    assert "at the present pace" in mailoutbox[1].body
    assert "used up" in mailoutbox[2].body


def test_nw06_a_line_that_was_extended_warns_again(
    company: Company, reader: User, mailoutbox: list[EmailMessage]
) -> None:
    series = create_series(company, "CASE", register="case", start="1", end="10")
    draw_some(series, 10)
    run()
    line = series.lines.get()
    line.last_number = 20
    save_line(line)
    draw_some(series, 10)
    run()

    levels = LowSeriesNotice.objects.values_list("level", "last_value").order_by("last_value")
    assert list(levels) == [("used_up", 10), ("used_up", 20)]
    assert len(mailoutbox) == 2


def test_nw06_a_failing_mail_server_is_told_and_nothing_is_remembered(
    company: Company, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    low_series(company)

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError("nobody listens")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", refuse)
        with pytest.raises(CommandError, match=r"NORD: nobody listens"):
            run()

    assert not LowSeriesNotice.objects.exists()
    assert "1 warning sent" in run()


def test_nw06_without_an_address_nobody_is_told_and_nothing_is_remembered(
    company: Company, administrator: User, mailoutbox: list[EmailMessage]
) -> None:
    low_series(company)

    assert "NORD: no administrator with an e-mail address can be told." in run()
    assert mailoutbox == []
    assert not LowSeriesNotice.objects.exists()


def test_nw06_only_the_company_asked_for_is_told(
    company: Company, reader: User, outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    low_series(company)

    assert "0 warnings sent" in run(company="OTHER")
    assert mailoutbox == []
    with pytest.raises(CommandError, match="There is no company NOBODY"):
        run(company="NOBODY")
    assert "1 warning sent" in run(company="NORD")
