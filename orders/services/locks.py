"""Every lock on documents, in one place.

They are taken in this order: a card (a party, an item, a production order: the only lock of its
kind that a transaction takes), or a document or item journal; then those that it was made from, one
step after the other up the chain, trade documents before orders and those of a step by their keys;
then an invoice; then those that it credits or takes off as advances, by their keys; then what is
open on invoices, by their keys; then stock balances, by item and location; then counters (by the
engine, last). Whoever changes what is left to invoice of an order changes how far its deliveries
have come: those are locked before it, as if they were to be changed (`lock_with_deliveries`).
Settings are locked by the engine when they are saved. On SQLite the write transaction itself is the
lock.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from numbering.formatting import person_name
from orders.exceptions import DocumentChanged
from orders.models import Order, TradeDocument, TradeLine, Versioned

D = TypeVar("D", bound=models.Model)
V = TypeVar("V", bound=Versioned)


def locked_order(order: Order) -> Order:
    """The order as stored, held until the transaction ends."""
    lock_row(order)
    return _stored_order(order)


def locked_order_with_deliveries(order: Order) -> tuple[Order, set[int]]:
    """The order as stored and the keys of its deliveries, all held until the transaction ends."""
    deliveries, _orders = lock_with_deliveries(orders=[order.pk])
    return _stored_order(order), deliveries


def locked_card(card: V) -> V:
    """A party, an item or another card as stored, held until the transaction ends."""
    lock_row(card)
    numbers = [field.name for field in card.number_fields()]
    return (
        type(card)
        ._default_manager.select_related("company", "updated_by", *numbers)
        .get(pk=card.pk)
    )


def locked_trade(document: TradeDocument) -> TradeDocument:
    """The trade document as stored, held until the transaction ends."""
    lock_row(document)
    return TradeDocument.objects.select_related(
        "number", "voucher_number", "company", "department", "party", "stock_location", "updated_by"
    ).get(pk=document.pk)


def lock_row(document: models.Model) -> None:
    """Wait for the row of a document and hold it.

    By itself and read afterwards: PostgreSQL joins a row that it waited for to what other tables
    held before the wait, and drops it where the two no longer fit. Without its key, which rows
    that refer to the document need all the time.
    """
    rows = type(document)._default_manager.select_for_update(no_key=True)
    rows.values_list("pk").get(pk=document.pk)


def lock_rows(model: type[models.Model], keys: Collection[int], *, is_waiting: bool = True) -> None:
    """Wait for these rows one after the other and hold them; see lock_row.

    Without waiting, SeriesBusy is raised (by `write`) where somebody else holds one.
    """
    if keys:
        rows = model._default_manager.select_for_update(no_key=True, nowait=not is_waiting)
        list(rows.filter(pk__in=keys).order_by("pk").values_list("pk"))


def lock_with_deliveries(
    *, orders: Collection[int], documents: Collection[int] = ()
) -> tuple[set[int], set[int]]:
    """Hold these trade documents and orders, the orders that the documents were made from, and
    every delivery of all these orders. Returns the keys of the trade documents and of the orders.

    A delivery that is entered meanwhile comes to light once its order is held. It is taken out of
    turn, so not waited for: whoever holds it may be waiting for the order.
    """
    sources = {*orders, *_orders_of(documents)}
    deliveries = {*documents, *_deliveries_of(sources)}
    lock_rows(TradeDocument, deliveries)
    sources |= _orders_of(documents)
    lock_rows(Order, sources)
    late = _deliveries_of(sources) - deliveries
    lock_rows(TradeDocument, late, is_waiting=False)
    return deliveries | late, sources


def _stored_order(order: Order) -> Order:
    return Order.objects.select_related(
        "number", "voucher_number", "order_type__order_series", "company", "updated_by"
    ).get(pk=order.pk)


def _deliveries_of(orders: Collection[int]) -> set[int]:
    lines = TradeLine.objects.filter(source_order_line__order__in=orders).order_by()
    return set(lines.values_list("document", flat=True).distinct())


def _orders_of(documents: Collection[int]) -> set[int]:
    if not documents:
        return set()
    lines = TradeLine.objects.filter(document__in=documents, source_order_line__isnull=False)
    return set(lines.order_by().values_list("source_order_line__order", flat=True).distinct())


def check_version(document: D, version: int | None) -> None:
    """Refuse to save over what somebody else saved since the document was opened.

    Raises DocumentChanged, which tells who saved it and when.
    """
    stored: int = document.version  # type: ignore[attr-defined]
    if version is None or version == stored:
        return
    by: AbstractBaseUser | None = document.updated_by  # type: ignore[attr-defined]
    at = timezone.localtime(document.updated_at)  # type: ignore[attr-defined]
    raise DocumentChanged(
        _(
            "%(who)s saved this at %(time)s, after you opened it. What you typed is still here:"
            " open the document in another window, compare, and save again from there."
        )
        % {"who": display_name(by), "time": date_format(at, "SHORT_DATETIME_FORMAT")},
        changed_by=by,
    )


def display_name(user: AbstractBaseUser | None) -> str:
    """What colleagues call the user; a program has no name."""
    if user is None:
        return _("Somebody")
    return person_name(user)
