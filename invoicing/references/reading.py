"""Reading a reference back, from a bank's file or from a customer's letter."""

from __future__ import annotations

import re

_LONGEST = 27
_FIK = re.compile(r"\+?7[15]<([0-9]+)\+?[0-9]*<?")
_RF = re.compile(r"RF([0-9]{2})0*(.+)")


def stored_forms(text: str) -> list[str]:
    """Every form in which an invoice may have this reference, however it was written.

    Spaces and signs do not count, nor do leading zeros: banks drop and add them.
    """
    compact = re.sub(r"[\s./*]", "", text).upper()
    if fik := _FIK.fullmatch(compact):
        compact = fik[1]
    compact = compact.strip("+")
    if rf := _RF.fullmatch(compact):
        return [f"RF{rf[1]}{rf[2]}"]
    digits = compact.lstrip("0")
    return [digits.zfill(width) for width in range(len(digits), _LONGEST + 1)] if digits else []
