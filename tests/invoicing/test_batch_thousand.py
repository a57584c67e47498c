"""A thousand drafts in one batch: consecutive, and in under a minute on a small machine."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.models import User

from invoicing.models import Invoice
from numbering.models import Company
from tests.factories import DraftFactory, OrderFactory, line_data
from tests.invoicing.batches import draft, drawn, many_like, together
from tests.invoicing.test_issue import change_type

SIZE = 1_000


@pytest.mark.slow
def test_a_thousand_drafts_are_consecutive_and_take_less_than_a_minute(
    company: Company, administrator: User, clerk: User
) -> None:
    change_type(company, administrator, 1, invoice_from="99001", invoice_to="999999")
    lines = [line_data(company, text=f"Part {n}") for n in range(5)]
    order = OrderFactory(company=company, by=clerk, lines=lines)
    first = DraftFactory(order=order, by=clerk)
    drafts = [first, *many_like(first, SIZE - 1)]
    empty = draft(company, clerk)
    empty.lines.all().delete()

    start = time.monotonic()
    result = together([*drafts, empty], clerk)
    seconds = time.monotonic() - start

    assert [refusal.key for refusal in result.refusals] == [empty.pk]
    in_order = Invoice.objects.filter(pk__in=[one.pk for one in drafts]).order_by("date", "pk")
    texts = list(in_order.values_list("number__text", flat=True))
    assert texts == [str(99001 + n) for n in range(SIZE)]
    assert drawn(company) == sorted(texts)
    assert seconds < 60
