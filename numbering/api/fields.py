"""The values of requests and answers: refused where a database or a reader would stumble.

Money and quantities are texts: a JSON number becomes a binary fraction in most languages, and 0.1
is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)

# One line: no control characters, and so no NUL, which PostgreSQL takes in no text.
_LINE = r"^[^\x00-\x1f\x7f]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


class Body(BaseModel):
    """What a request says: fields that nobody knows are refused, and so are numbers for texts."""

    model_config = ConfigDict(extra="forbid", strict=True)


def example(**said: Any) -> ConfigDict:
    """For the configuration of a body: what one looks like."""
    return ConfigDict(json_schema_extra={"examples": [said]})


class Out(BaseModel):
    """What an answer says."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True, validate_by_name=True)


def one_line(longest: int, *, shortest: int = 0) -> StringConstraints:
    """A text of one line."""
    return StringConstraints(min_length=shortest, max_length=longest, pattern=_LINE)


def paragraph(longest: int) -> StringConstraints:
    """A text of several lines."""
    return StringConstraints(max_length=longest, pattern=_LINES)


@dataclass(frozen=True)
class _DecimalText:
    """A decimal number as text, with so many digits before and after the point at most."""

    digits: int
    places: int
    example: str
    sign: str = ""

    @property
    def pattern(self) -> str:
        return rf"^{self.sign}[0-9]{{1,{self.digits}}}(\.[0-9]{{1,{self.places}}})?$"

    def read(self, value: Any) -> Decimal:
        """The number. Raises ValueError."""
        if isinstance(value, Decimal):  # a default
            return value
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            raise ValueError(
                f'Write a text such as "{self.example}": {self.digits} digits and {self.places}'
                " decimals at most."
            )
        return Decimal(value)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern, "examples": [self.example]}


_QUANTITY = _DecimalText(9, 3, "10.5")
_PRICE = _DecimalText(10, 4, "99.95", sign="-?")


def _read_date(value: Any) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError('Write a date such as "2026-11-21".')


def _read_moment(value: Any) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value)
    raise ValueError('Write a moment with its time zone, such as "2026-11-21T12:00:00Z".')


_LARGEST = 2**63 - 1

Key = Annotated[int, Field(ge=1, le=_LARGEST)]
"""The key of a row: what answers call `id`."""

Day = Annotated[
    date,
    BeforeValidator(_read_date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-21"]}),
]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_read_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Quantity = Annotated[Decimal, BeforeValidator(_QUANTITY.read), WithJsonSchema(_QUANTITY.schema)]
Price = Annotated[Decimal, BeforeValidator(_PRICE.read), WithJsonSchema(_PRICE.schema)]
NumberText = Annotated[str, one_line(20, shortest=1)]
Code = Annotated[str, one_line(20, shortest=1)]


def money(amount: Decimal) -> str:
    """An amount as answers say it."""
    return f"{amount:.2f}"


def price(amount: Decimal) -> str:
    """A price as answers say it."""
    return f"{amount:.4f}"


def quantity(amount: Decimal) -> str:
    """A quantity as answers say it."""
    return f"{amount:.3f}"


def moment(at: datetime | None) -> str | None:
    """A moment as answers say it."""
    return None if at is None else at.isoformat()


def text(number: object | None) -> str | None:
    """The number of a document as answers say it; None where it has none."""
    return None if number is None else str(number)
