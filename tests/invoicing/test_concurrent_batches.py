"""Batches at once, and batches beside single issues: each draft once, no number twice, no hole."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from invoicing.exceptions import AlreadyIssued
from invoicing.models import Invoice
from invoicing.services.batch import BatchResult
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from tests.factories import UserFactory, WinbasCompanyFactory
from tests.invoicing.batches import draft, drawn, numbers, together
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.django_db(transaction=True)

SIZE = 12


@pytest.fixture
def company(transactional_db: None) -> Company:
    """Winbas' example, visible to all threads."""
    return WinbasCompanyFactory()


@pytest.fixture
def user(transactional_db: None) -> User:
    """Somebody."""
    return UserFactory()


@pytest.fixture
def drafts(company: Company, user: User) -> list[Invoice]:
    """Drafts of three days, of two types by turns."""
    return [draft(company, user, slot=1 + n % 2, days=n % 3) for n in range(SIZE)]


def test_overlapping_batches_issue_each_draft_once(
    company: Company, user: User, drafts: list[Invoice]
) -> None:
    results: list[BatchResult] = []

    def issue(number: int) -> None:
        # Each has left out others, and ticked them in another order.
        mine = [one for place, one in enumerate(drafts) if place % PEOPLE != number]
        results.append(together(mine[::-1] if number % 2 else mine, user))

    assert at_once(issue) == [None] * PEOPLE

    issued = [one.pk for result in results for one in result.issued]
    assert sorted(issued) == sorted(one.pk for one in drafts)
    told = [refusal for result in results for refusal in result.refusals]
    assert len(told) == PEOPLE * (SIZE - SIZE // PEOPLE) - SIZE
    assert {type(refusal.error) for refusal in told} == {AlreadyIssued}
    assert all(str(refusal.invoice.number) in str(refusal.error) for refusal in told)
    assert drawn(company) == [
        *(f"9000{n}" for n in range(1, 7)),
        *(f"9900{n}" for n in range(1, 7)),
    ]
    for result in results:
        of_type = [str(one.number) for one in result.issued if str(one.number) > "99"]
        assert of_type == sorted(of_type)


def test_a_batch_beside_single_issues(company: Company, user: User, drafts: list[Invoice]) -> None:
    alone = [draft(company, user) for _ in range(PEOPLE)]

    def issue(number: int) -> None:
        if number == 0:
            together(drafts, user)
        else:
            issue_invoice(invoice=alone[number], by=user, with_papers=False)

    assert at_once(issue) == [None] * PEOPLE
    assert all(numbers(drafts))
    found = [number for number in drawn(company) if number.startswith("99")]
    assert found == [f"99{n:03d}" for n in range(1, SIZE // 2 + PEOPLE)]


def test_a_draft_that_is_issued_at_the_same_moment_is_issued_once(
    company: Company, user: User, drafts: list[Invoice]
) -> None:
    def issue(number: int) -> None:
        if number == 0:
            together(drafts, user)
        else:
            issue_invoice(invoice=drafts[number], by=user, with_papers=False)

    outcomes = at_once(issue)
    assert set(outcomes) <= {None, AlreadyIssued}
    assert all(numbers(drafts))
    assert len(drawn(company)) == SIZE
