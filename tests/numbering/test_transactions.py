"""Numbers belong to the transaction that saves their document."""

from __future__ import annotations

import pytest
from django.db import transaction

from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw,
    draw_many,
    release,
    reserve,
    void,
)
from numbering.transactions import write
from tests.numbering.helpers import TODAY, rolled_back


@pytest.fixture
def series(transactional_db: None, company: Company) -> NumberSeries:
    return create_series(company, "S", register="case", manual_numbers=True)


def test_drawing_outside_a_transaction_is_an_error(series: NumberSeries) -> None:
    for call in (
        lambda: draw(series, on=TODAY),
        lambda: draw_many(series, 2, on=TODAY),
        lambda: reserve(series, on=TODAY, reference="web"),
        lambda: claim("7", company=series.company, kind="case", on=TODAY),
    ):
        with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
            call()
    assert not IssuedNumber.objects.exists()


def test_giving_back_outside_a_transaction_is_an_error(series: NumberSeries) -> None:
    with write():
        number = draw(series, on=TODAY)
    for call in (lambda: release(number), lambda: void(number, reason="test")):
        with pytest.raises(transaction.TransactionManagementError):
            call()


@pytest.mark.parametrize("taken_before", [0, 2])
def test_a_rollback_gives_the_number_back(series: NumberSeries, taken_before: int) -> None:
    """The first use makes nothing that outlives the transaction, nor do later ones."""
    for _ in range(taken_before):
        with write():
            draw(series, on=TODAY)
    with rolled_back():
        draw(series, on=TODAY)

    with write():
        assert str(draw(series, on=TODAY)) == str(taken_before + 1)
    assert completeness(series).holes == []


def test_a_rolled_back_savepoint_gives_the_number_back(series: NumberSeries) -> None:
    with write():
        draw(series, on=TODAY)
        with rolled_back():
            draw_many(series, 5, on=TODAY)
            claim("8", company=series.company, kind="case", on=TODAY, series=series)
        draw(series, on=TODAY)

    assert [str(number) for number in IssuedNumber.objects.order_by("pk")] == ["1", "2"]


def test_a_rolled_back_claim_is_free_again(series: NumberSeries) -> None:
    with rolled_back():
        claim("1", company=series.company, kind="case", on=TODAY, series=series)

    with write():
        assert str(draw(series, on=TODAY)) == "1"
