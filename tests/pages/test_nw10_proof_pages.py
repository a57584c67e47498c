"""The proof on the screen: who sees it, what it says, and that reading it writes nothing."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from numbering.models import ClosedPeriod, Company, Counter, IssuedNumber
from numbering.services.closing import close_period, export_closed
from numbering.triggers import lifted
from tests.factories import DAY, OrderFactory
from tests.numbering.chaining import rewrite

MONTH = {"first_date": "2026-11-01", "last_date": "2026-11-21", "note": "November"}


@pytest.fixture
def counter(company: Company, clerk) -> Counter:
    for _ in range(3):
        order = OrderFactory(company=company, by=clerk)
    return Counter.objects.get(line=order.number.line)


@pytest.fixture
def closed(counter: Counter, administrator) -> ClosedPeriod:
    return close_period(
        series=counter.line.series, first=date(2026, 11, 1), last=DAY, today=DAY, by=administrator
    )


@pytest.fixture
def addresses(counter: Counter, closed: ClosedPeriod) -> dict[str, str]:
    keys = {"proof_chain": counter.pk}
    keys |= {f"closed_{name}": closed.pk for name in ("detail", "paper", "file")}
    names = ("proof", "proof_check", "closed", "closed_new")
    return {name: reverse(f"numbering:{name}") for name in names} | {
        name: reverse(f"numbering:{name}", args=[key]) for name, key in keys.items()
    }


def statuses(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    return {name: client.get(url).status_code for name, url in addresses.items()}


def upload(client: Client, content: str | bytes) -> str:
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("closed.json", content)
    return client.post(reverse("numbering:proof_check"), {"file": file}).content.decode()


def test_nw10_auditors_read_and_administrators_close(
    addresses, as_auditor, as_administrator
) -> None:
    assert statuses(as_administrator, addresses) == dict.fromkeys(addresses, 200)
    assert statuses(as_auditor, addresses) == dict.fromkeys(addresses, 200) | {"closed_new": 403}
    assert as_auditor.post(addresses["closed_new"], MONTH).status_code == 403
    assert "/closed/new/" not in as_auditor.get(addresses["closed"]).content.decode()


def test_nw10_clerks_and_strangers_do_not(addresses, as_clerk, as_outsider) -> None:
    assert statuses(as_clerk, addresses) == dict.fromkeys(addresses, 403)
    assert statuses(Client(), addresses) == dict.fromkeys(addresses, 302)
    assert Client().post(addresses["proof_check"]).status_code == 302


def test_nw10_another_company_finds_nothing(addresses, outsider, as_outsider) -> None:
    outsider.groups.model.objects.get_or_create(name="Auditors")[0].user_set.add(outsider)

    found = statuses(as_outsider, addresses)
    assert {name: code for name, code in found.items() if "/closed/new" not in addresses[name]} == {
        name: 404
        if name in ("proof_chain", "closed_detail", "closed_paper", "closed_file")
        else 200
        for name in addresses
        if name != "closed_new"
    }


def test_nw10_a_whole_chain_and_a_broken_one(addresses, as_auditor, counter: Counter) -> None:
    assert (
        "All 3 links fit, and 1 hashes" in as_auditor.get(addresses["proof_chain"]).content.decode()
    )
    number = IssuedNumber.objects.filter(line=counter.line).earliest("value")
    with lifted(connection):
        IssuedNumber.objects.filter(pk=number.pk).update(kind="x")

    page = as_auditor.get(addresses["proof_chain"]).content.decode()
    assert f"{number.text} (position 1) was altered" in page
    assert number.get_absolute_url() in page


def test_nw10_the_number_says_its_position(as_clerk, counter: Counter) -> None:
    number = IssuedNumber.objects.filter(line=counter.line).latest("value")
    assert "chained, position 3" in as_clerk.get(number.get_absolute_url()).content.decode()


def test_nw10_a_period_is_closed_on_a_page(as_administrator, counter: Counter) -> None:
    url = reverse("numbering:closed_new")
    answer = as_administrator.post(url, MONTH | {"series": counter.line.series_id})
    page = as_administrator.get(answer.url).content.decode()

    assert bytes(counter.chain_head or b"").hex() in page
    assert "Anna Berg" in page
    assert "November" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"last_date": "2999-01-01"}, "not over yet"),
        ({"first_date": "2026-12-01"}, "ends before it begins"),
        ({"first_date": "2026-01-01", "last_date": "2026-01-31"}, "No number of"),
        ({"first_date": ""}, "required"),
    ],
)
def test_nw10_what_cannot_be_closed_is_said_at_its_field(
    as_administrator, counter: Counter, typed, words: str
) -> None:
    data = MONTH | {"series": counter.line.series_id} | typed
    page = as_administrator.post(reverse("numbering:closed_new"), data).content.decode()

    assert words in page
    assert 'value="November"' in page
    assert not ClosedPeriod.objects.exists()


def test_nw10_the_paper_shows_the_hash(addresses, as_auditor, closed: ClosedPeriod) -> None:
    content = as_auditor.get(addresses["closed_paper"]).content
    if not content.startswith(b"%PDF"):
        pytest.skip("no PDFs on this machine")
    text = PdfReader(BytesIO(content)).pages[0].extract_text()

    assert closed.chains.get().head[:32] in text.replace("\n", "")


def test_nw10_a_file_is_compared(
    as_auditor, addresses, company: Company, closed: ClosedPeriod
) -> None:
    content = as_auditor.get(addresses["closed_file"]).content
    assert content.decode() == export_closed(company, [closed])
    assert "All 3 links fit, and 2 hashes" in upload(as_auditor, content)
    with lifted(connection):
        IssuedNumber.objects.filter(line__series=closed.series).update(kind="x")
    rewrite(closed.series)
    assert "was rewritten together with all hashes" in upload(as_auditor, content)
    assert "not a file of closed periods" in upload(as_auditor, b"x")


def test_nw10_reading_writes_nothing_and_asks_the_same_of_many(
    addresses, as_auditor, company: Company, clerk, closed: ClosedPeriod
) -> None:
    def asked() -> dict[str, list[str]]:
        told = {}
        for name in ("proof", "closed", "proof_chain"):
            with CaptureQueriesContext(connection) as queries:
                as_auditor.get(addresses[name])
            told[name] = [query["sql"] for query in queries.captured_queries]
        return told

    asked()
    before = asked()
    OrderFactory(company=company, by=clerk, slot=2)
    for _ in range(3):
        close_period(series=closed.series, first=date(2026, 11, 1), last=DAY, today=DAY, by=clerk)
    after = asked()
    assert {name: len(sql) for name, sql in before.items()} == {
        name: len(sql) for name, sql in after.items()
    }
    written = ("INSERT", "UPDATE", "DELETE")
    assert not [sql for all_sql in after.values() for sql in all_sql if sql.startswith(written)]
