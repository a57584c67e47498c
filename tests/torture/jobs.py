"""What the workers do: orders, invoices, items and vouchers, drawn and typed, kept and dropped."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date

from invoicing.models import Invoice
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from numbering.services import peek
from orders.entries import ItemData, OrderData
from orders.models import Order
from orders.services.items import save_item
from orders.services.orders import save_order
from tests.torture.firm import Firm, Voucher
from tests.torture.workers import Desk, Job

DAY = date(2026, 11, 21)
DATES = [date(2025, 12, 31), date(2026, 1, 1), DAY, date(2026, 12, 31), date(2027, 1, 1)]
SERIES_OF_VOUCHERS = [
    "WHOLE",
    "FILL",
    "LOOSE",
    "YEAR",
    "LOOSEYEAR",
    "TURN",
    "YEAR WHOLE",
    "LOOSE FILL",
    "FILL LOOSE WHOLE",
    "TURN YEAR FILL",
]


def mixed(chance: random.Random) -> Job:
    """A job of the usual mix."""
    return chance.choices(JOBS, WEIGHTS)[0]


def order(desk: Desk) -> None:
    """An order through the service that the pages use."""
    _order(desk)


def invoice(desk: Desk) -> None:
    """An order, its invoice's draft and the issue: three transactions, as on the pages."""
    token = desk.token()
    saved = _order(desk, token)
    if saved is None:
        return
    draft = create_invoice_from_order(order=saved, by=desk.firm.by, date=DAY)

    def issue(_token: str) -> dict[str, str]:
        issued: Invoice = issue_invoice(invoice=draft, by=desk.firm.by)
        return {"INVOICE": str(issued.number)}

    desk.save("invoice", token, issue)


def _order(desk: Desk, token: str | None = None) -> Order | None:
    saved: list[Order] = []

    def body(token: str) -> dict[str, str]:
        saved.append(enter_order(desk.firm, token))
        return {"ORDER": str(saved[0].number)}

    return saved[0] if desk.save("order", token or desk.token(), body) else None


def item(desk: Desk) -> None:
    """An item with a drawn number."""
    desk.save("item", desk.token(), lambda token: enter_item(desk.firm, token))


def item_typed(desk: Desk) -> None:
    """An item with a typed number, at the counter or a little ahead of it."""
    typed = str(int(peek(desk.firm.items, on=DAY)) + desk.chance.randrange(6))
    desk.save("item", desk.token(), lambda token: enter_item(desk.firm, token, typed))


def voucher(desk: Desk) -> None:
    """A document with one, two or three numbers."""
    save_voucher(desk, desk.chance.choice(SERIES_OF_VOUCHERS), desk.chance.choice(DATES))


def save_voucher(desk: Desk, wanted: str, on: date, *, always: bool = False) -> None:
    """A voucher numbered from these series, for this date."""
    token = desk.token()
    kept = desk.save(
        "voucher", token, lambda token: enter_voucher(desk.firm, token, wanted, on), always=always
    )
    if kept and wanted == "FILL":
        desk.disposable.append(token)


def voucher_deleted(desk: Desk) -> None:
    """A document thrown away: its number is free for the next one."""
    if not desk.disposable:
        return save_voucher(desk, "FILL", DAY)
    token = desk.disposable.pop(desk.chance.randrange(len(desk.disposable)))
    desk.ledger.tell("deleting", token)

    def drop(_token: str) -> dict[str, str]:
        Voucher.objects.get(token=token).delete()
        return {}

    desk.save("deletion", f"{token}/deleted", drop, always=True)
    desk.ledger.tell("deleted", token)
    return None


def enter_order(firm: Firm, token: str) -> Order:
    """An order with two lines, through its service."""
    data = OrderData(order_type=firm.type, party=firm.party, date=DAY, your_reference=token)
    return save_order(company=firm.company, by=firm.by, data=data, lines=firm.lines())


def enter_item(firm: Firm, token: str, typed: str = "") -> dict[str, str]:
    """An item, through its service; its number."""
    data = ItemData(text=token, tax_rate=firm.rate)
    saved = save_item(company=firm.company, by=firm.by, data=data, typed_number=typed)
    return {"ITEM": str(saved.number)}


def enter_voucher(firm: Firm, token: str, wanted: str, on: date) -> dict[str, str]:
    """A voucher and its numbers."""
    saved = Voucher(company=firm.company, date=on, token=token, wanted=wanted)
    saved.save(by=firm.by)
    return numbers_of(saved)


def numbers_of(saved: Voucher) -> dict[str, str]:
    """The number that a voucher has of each series."""
    return {code: str(getattr(saved, field)) for field, code in saved.wanted_series().items()}


def counter_of(text: str) -> int:
    """The counter in a number: its last group of digits."""
    return int(re.findall(r"\d+", text)[-1])


JOBS: list[Callable[[Desk], None]] = [order, invoice, item, item_typed, voucher, voucher_deleted]
WEIGHTS = [4, 3, 2, 2, 8, 2]
