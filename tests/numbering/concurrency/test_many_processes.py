"""Many processes save documents of one series, a tenth of them in vain: the promise holds."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection

from numbering.models import Company, IssuedNumber
from numbering.services import completeness, create_series
from orders.models import Order
from tests.factories import PartyFactory, WinbasCompanyFactory, order_type
from tests.numbering.concurrency.workers import Job, Outcome, run_together


def database_url() -> str:
    """The test database, for other processes."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    user, password, name = (quote(str(facts[key]), safe="") for key in ("USER", "PASSWORD", "NAME"))
    return f"postgres://{user}:{password}@{facts['HOST']}:{facts['PORT']}/{name}"


def run(kind: str, facts: dict[str, object], *, processes: int, count: int) -> Outcome:
    """What came of it is printed, for `pytest -s`."""
    jobs = [Job(kind, count, seed, facts) for seed in range(processes)]
    outcome = run_together(jobs, database_url())
    print(
        f"{connection.vendor}, {kind}: {processes} × {count}, {len(outcome.issued)} issued, "
        f"{outcome.rolled_back} rolled back, {len(outcome.doubled)} doubled, "
        f"{len(outcome.missing)} missing, {len(outcome.errors)} errors"
    )
    assert len(outcome.issued) + outcome.rolled_back + len(outcome.errors) == processes * count
    return outcome


def assert_promise_kept(outcome: Outcome) -> None:
    assert outcome.errors == []
    assert outcome.rolled_back > 0
    assert outcome.doubled == []
    assert outcome.missing == []


@pytest.mark.slow
def test_orders_of_many_processes_have_no_duplicate_and_no_gap(transactional_db: None) -> None:
    company = WinbasCompanyFactory()
    party = PartyFactory(company=company)
    by = User.objects.order_by("pk").first()
    processes, count = (8, 250) if connection.vendor == "postgresql" else (4, 100)
    facts = {"party": party.pk, "by": by.pk}
    outcome = run("save_order", facts, processes=processes, count=count)

    assert_promise_kept(outcome)
    stored = Order.objects.of(company).values_list("number__value", flat=True)
    assert sorted(stored) == sorted(outcome.issued)
    report = completeness(order_type(company, 1).order_series)
    assert (report.counts, report.holes) == ({"in_use": len(outcome.issued)}, [])


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps"])
def test_plain_draws_of_many_processes_have_no_duplicate_and_no_gap(
    company: Company, policy: str
) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    outcome = run("draw", {"series": "S"}, processes=4, count=50)

    assert_promise_kept(outcome)
    assert IssuedNumber.objects.filter(series=series).count() == len(outcome.issued)


@pytest.mark.slow
def test_where_gaps_are_allowed_there_is_no_duplicate_either(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    outcome = run("draw", {"series": "S"}, processes=4, count=50)

    assert (outcome.errors, outcome.doubled) == ([], [])
    assert completeness(series).is_complete


@pytest.mark.slow
def test_control_without_the_lock_numbers_are_doubled(company: Company) -> None:
    """That the tests above can fail at all: the same load on a counter that nobody holds."""
    create_series(company, "S", register="case")
    outcome = run("without_lock", {"series": "S"}, processes=4, count=50)

    assert outcome.doubled != []
    with pytest.raises(AssertionError):
        assert_promise_kept(outcome)
