"""Parts of addresses that only have certain values."""

from __future__ import annotations

from orders.tradekinds import find_trade_kind


class TradeKindConverter:
    """The code of a kind of trade document; the address of any other is not found."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> str:
        """The code. Raises ValueError where no kind has it, which Django takes for not found."""
        if find_trade_kind(value) is None:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """The code as it is."""
        return value
