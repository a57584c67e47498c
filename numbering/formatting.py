"""Amounts and quantities as people of the current language write them."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.formats import number_format


def person_name(user: Any) -> str:
    """Who it was, as pages, files and other systems are told; empty where it was nobody."""
    return str(user.get_full_name() or user.get_username()) if user else ""


def money(value: Any, currency: str = "") -> str:
    """An amount with two decimals and grouped thousands; rounded half up, as on the invoice."""
    amount = _decimal(value)
    if amount is None:
        return ""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = number_format(rounded, decimal_pos=2, force_grouping=True)
    return f"{text} {currency}" if currency else text


def quantity(value: Any) -> str:
    """A quantity or a rate without the zeros that say nothing: 3, 2.5."""
    amount = _decimal(value)
    if amount is None:
        return ""
    text = f"{amount:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return str(number_format(Decimal(text), decimal_pos=decimals, force_grouping=True))


def signed(value: Any) -> str:
    """A change, which says its direction: +3, -2.5, 0."""
    amount = _decimal(value)
    return f"+{quantity(amount)}" if amount is not None and amount > 0 else quantity(amount)


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
