"""Sums of amounts that are right to the cent on both databases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Sum
from django.utils.functional import cached_property


class ExactSum(Sum):
    """The sum of an amount; SQLite, which would add as floating point, counts in cents."""

    def __init__(self, expression: Any, **extra: Any) -> None:
        extra.setdefault("output_field", DecimalField(max_digits=20, decimal_places=2))
        super().__init__(expression, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Add whole numbers."""
        sql: Any = self.as_sql(
            compiler,
            connection,
            template="SUM(CAST(ROUND(%(expressions)s * 100) AS INTEGER))",
            **context,
        )
        return sql

    @cached_property
    def convert_value(self) -> Any:
        """The sum as an amount."""
        return _amount


def _amount(value: Any, expression: Any, connection: Any) -> Decimal | None:
    if value is None:
        return None
    return Decimal(value).scaleb(-2) if connection.vendor == "sqlite" else Decimal(value)
