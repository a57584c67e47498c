"""Check digits that python-stdnum does not know."""

from __future__ import annotations

from itertools import cycle

_FINNISH_WEIGHTS = (7, 3, 1)
_MOD11_WEIGHTS = (2, 3, 4, 5, 6, 7)


def finnish_check_digit(base: str) -> str:
    """Finance Finland's 7-3-1 from the right, up to the next ten."""
    return str(-_weighted_sum(base, _FINNISH_WEIGHTS) % 10)


def mod11_check_digit(base: str) -> str:
    """Modulus 11 as Norwegian banks count it: 2 to 7 from the right; a ten is a minus sign."""
    check = -_weighted_sum(base, _MOD11_WEIGHTS) % 11
    return "-" if check == 10 else str(check)


def _weighted_sum(base: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(reversed(base), cycle(weights)))
