"""The rules of EN 16931 that our invoices can break, worked out anew over what was read back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from tests.invoicing.einvoice.reading import Reading, Terms

CENT = Decimal("0.01")
REASONED = {"E", "AE", "K", "G", "O"}


def cents(amount: Decimal) -> Decimal:
    """Rounded to the cent, halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def number(terms: Terms, term: str) -> Decimal:
    """A number; 0 where it is not said."""
    found = terms.get(term, Decimal(0))
    assert isinstance(found, Decimal)
    return found


def broken(read: Reading) -> list[str]:
    """The rules that what was read breaks."""
    return [*_totals(read), *_lines(read), *_taxes(read), *_parties(read), *_payments(read)]


def _totals(read: Reading) -> Iterator[str]:
    head = read.head
    net = sum((number(line, "BT-131") for line in read.lines), Decimal(0))
    tax = sum((number(row, "BT-117") for row in read.taxes), Decimal(0))
    if number(head, "BT-106") != net:
        yield "BR-CO-10: sum of lines"
    if number(head, "BT-109") != number(head, "BT-106"):
        yield "BR-CO-13: total without tax"
    if number(head, "BT-110") != tax:
        yield "BR-CO-14: total tax"
    if number(head, "BT-112") != number(head, "BT-109") + number(head, "BT-110"):
        yield "BR-CO-15: total with tax"
    if number(head, "BT-115") != number(head, "BT-112") - number(head, "BT-113"):
        yield "BR-CO-16: amount due"
    if number(head, "BT-115") > 0 and not {"BT-9", "BT-20"} & head.keys():
        yield "BR-CO-25: when to pay"
    amounts = [number(head, f"BT-{term}") for term in (106, 109, 110, 112, 113, 115)]
    if any(amount != cents(amount) for amount in amounts):
        yield "BR-DEC: two decimals"


def _lines(read: Reading) -> Iterator[str]:
    if not read.lines:
        yield "BR-16: a line at least"
    for line in read.lines:
        place = f"line {line['BT-126']}"
        worked_out = number(line, "BT-129") * number(line, "BT-146")
        if number(line, "BT-131") != cents(worked_out):
            yield f"{place}: amount is quantity times price (Peppol R120)"
        if number(line, "BT-146") < 0:
            yield f"{place}: BR-27: price below 0"
        yield from _rate(place, str(line["BT-151"]), line.get("BT-152"))


def _rate(place: str, category: str, percent: object) -> Iterator[str]:
    if category == "O" and percent is not None:
        yield f"{place}: BR-O-05: no rate"
    elif category == "S" and not (isinstance(percent, Decimal) and percent > 0):
        yield f"{place}: BR-S-05: a rate above 0"
    elif category not in "SO" and percent != 0:
        yield f"{place}: BR-{category}-05: rate 0"


def _taxes(read: Reading) -> Iterator[str]:
    keys = [(row["BT-118"], row.get("BT-119")) for row in read.taxes]
    if len(set(keys)) != len(keys):
        yield "BR-CO-18: one sum per category and rate"
    lines = {(line["BT-151"], line.get("BT-152")) for line in read.lines}
    if lines != set(keys):
        yield "BR-S-01 and its like: a sum for each rate on a line"
    for row, key in zip(read.taxes, keys, strict=True):
        category, percent = key
        of_rate = [line for line in read.lines if (line["BT-151"], line.get("BT-152")) == key]
        net = sum((number(line, "BT-131") for line in of_rate), Decimal(0))
        if number(row, "BT-116") != net:
            yield f"BR-{category}-08: sum of the lines"
        rate = percent if isinstance(percent, Decimal) else Decimal(0)
        if number(row, "BT-117") != cents(net * rate / 100):
            yield f"BR-CO-17, BR-{category}-09: tax of {net}"
        if (category in REASONED) != ("BT-120" in row):
            yield f"BR-{category}-10: reason"
        yield from _rate("tax", str(category), percent)
    if "O" in {row["BT-118"] for row in read.taxes} and len(keys) > 1:
        yield "BR-O-11: nothing beside what is outside the scope of tax"


def _parties(read: Reading) -> Iterator[str]:
    head, categories = read.head, {row["BT-118"] for row in read.taxes}
    for term in ("BT-1", "BT-2", "BT-3", "BT-5", "BT-27", "BT-40", "BT-44", "BT-55"):
        if not head.get(term):
            yield f"BR-1 to BR-11: {term}"
    if not {"BT-29", "BT-30", "BT-31"} & head.keys():
        yield "BR-CO-26: a number of the seller"
    if categories - {"O"} and not {"BT-31", "BT-32"} & head.keys():
        yield "BR-S-02 and its like: tax number of the seller"
    if categories & {"K", "G"} and "BT-31" not in head:
        yield "BR-IC-02, BR-G-02: VAT number of the seller"
    if categories & {"AE", "K"} and "BT-48" not in head:
        yield "BR-AE-02, BR-IC-02: VAT number of the buyer"
    if "O" in categories and {"BT-31", "BT-32", "BT-48"} & head.keys():
        yield "BR-O-02: no VAT numbers"
    if "K" in categories and not {"BT-72", "BT-80"} <= head.keys():
        yield "BR-IC-11, BR-IC-12: day and country of delivery"


def _payments(read: Reading) -> Iterator[str]:
    for row in read.payments:
        if row["BT-81"] in ("30", "58") and "BT-84" not in row:
            yield "BR-50, BR-61: account"
    if len({row["BT-81"] for row in read.payments}) > 1:
        yield "UBL-SR-47: one code for all accounts"
