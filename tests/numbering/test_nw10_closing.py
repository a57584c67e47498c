"""A period that was closed shows a rewrite of everything, from the database and from a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from numbering.exceptions import RuleError
from numbering.models import ClosedChain, ClosedPeriod, Company, NumberSeries
from numbering.services import create_series, draw
from numbering.services.closing import (
    ChainBroken,
    close_period,
    export_closed,
    verify_against,
)
from numbering.services.verification import verify_chain
from numbering.triggers import lifted
from tests.numbering.chaining import all_whole, rewrite
from tests.numbering.helpers import TODAY, attempt

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def series(company: Company) -> NumberSeries:
    series = create_series(company, "RE", register="invoice", start="RE-1")
    for day in range(26, 32):
        draw(series, on=date(2026, 10, day), kind="sales_invoice")
    return series


@pytest.fixture
def closed(series: NumberSeries, administrator: User) -> ClosedPeriod:
    return close_period(
        series=series, first=FIRST, last=LAST, today=TODAY, note="October", by=administrator
    )


def forge(series: NumberSeries) -> None:
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE numbering_issuednumber SET kind = 'x' WHERE text = 'RE-3'")
    rewrite(series)


def test_nw10_closing_keeps_where_the_chain_stands(
    closed: ClosedPeriod, series: NumberSeries, administrator: User
) -> None:
    chain = closed.chains.get()

    assert (chain.position, chain.count, chain.first_number, chain.last_number) == (
        6, 6, "RE-1", "RE-6",
    )  # fmt: skip
    assert chain.head == all_whole(series)[0].head
    assert (closed.closed_by, closed.note) == (administrator, "October")


def test_nw10_numbers_are_given_out_for_a_closed_period_all_the_same(
    closed: ClosedPeriod, series: NumberSeries
) -> None:
    draw(series, on=LAST)

    assert all_whole(series)[0].links == 7


def test_nw10_a_rewrite_of_everything_does_not_fit_what_was_closed(
    closed: ClosedPeriod, series: NumberSeries, company: Company
) -> None:
    file = export_closed(company, [closed]).encode()
    assert all(report.is_whole for report in verify_against(file, company=company))
    forge(series)

    finding = verify_chain(series.lines.get(), "").finding
    assert "is not the one of the period closed on" in str(finding)
    with lifted(connection):  # who rewrites that as well
        ClosedChain.objects.all().delete()
        ClosedPeriod.objects.all().delete()
    all_whole(series)
    (report,) = verify_against(file, company=company)
    assert "is not the one of the file (RE, 2026-10-01 to 2026-10-31)" in str(report.finding)


def test_nw10_the_commands_say_it_in_one_line(
    closed: ClosedPeriod,
    series: NumberSeries,
    company: Company,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "closed.json"
    call_command(
        "close_period", company="NORD", series="re", first="2026-10-01", last="2026-10-31",
        export=str(file),
    )  # fmt: skip
    call_command("verify_chain", company="NORD", series="re")
    call_command("verify_chain", against=str(file))
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("RE closed, 2026-10-01 to 2026-10-31: 6 links ")
    assert told[1:] == ["1 chains, 6 links, 2 closed: all whole", told[2]]
    forge(series)
    for options in ({}, {"against": str(file)}):
        with pytest.raises(CommandError, match="1 not whole") as refused:
            call_command("verify_chain", **options)  # type: ignore[arg-type]
        assert refused.value.returncode == 1
        assert "NORD RE RE-1–: RE-6 or a number before it was rewritten" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (LAST, FIRST, "ends before it begins"),
        (FIRST, date(2026, 12, 31), "not over yet"),
        (date(2025, 1, 1), date(2025, 12, 31), "No number of RE"),
    ],
)
def test_nw10_spans_that_cannot_be_closed(
    series: NumberSeries, first: date, last: date, words: str
) -> None:
    with pytest.raises(RuleError, match=words):
        close_period(series=series, first=first, last=last, today=TODAY)
    assert not ClosedPeriod.objects.exists()


def test_nw10_a_broken_chain_is_not_closed(series: NumberSeries) -> None:
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM numbering_issuednumber WHERE text = 'RE-3'")

    with pytest.raises(ChainBroken, match="between RE-2 and RE-4"):
        close_period(series=series, first=FIRST, last=LAST, today=TODAY)


def test_nw10_a_long_chain_is_closed_by_the_command(series: NumberSeries) -> None:
    with pytest.raises(RuleError, match=r"manage\.py close_period"):
        close_period(series=series, first=FIRST, last=LAST, today=TODAY, limit=3)


@pytest.mark.parametrize("table", ["numbering_closedperiod", "numbering_closedchain"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 1"])
def test_nw10_the_database_keeps_what_was_closed(
    closed: ClosedPeriod, table: str, statement: str
) -> None:
    with pytest.raises(DatabaseError, match="closed period is never altered"), attempt():
        connection.cursor().execute(statement.format(table))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"format": "Nummerwerk closed periods 1"}']
)
def test_nw10_other_files_are_refused(company: Company, content: bytes) -> None:
    with pytest.raises(RuleError, match="not a file of closed periods"):
        verify_against(content, company=company)


def test_nw10_the_file_of_another_company_is_refused(
    closed: ClosedPeriod, company: Company, other_company: Company
) -> None:
    file = export_closed(company, [closed])
    with pytest.raises(RuleError, match="company NORD, not of this one"):
        verify_against(file.encode(), company=other_company)
    other = json.loads(file)
    other["closed"][0]["chains"][0]["line_key"] = 10**9
    with pytest.raises(RuleError, match="A line that the file names is gone"):
        verify_against(json.dumps(other).encode(), company=company)
