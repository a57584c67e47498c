"""What entry forms share: how numbers are read, and how an error of the domain gets onto a form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.formats import get_format
from django.utils.translation import get_language

from numbering.exceptions import NumberingError

_SPACES = re.compile(r"[\s'’]")
# The separator that groups thousands; followed by exactly three digits it is never a decimal.
_GROUPING = {"en": ",", "da": ".", "de": "."}


def add_domain_error(form: forms.BaseForm, error: NumberingError, **fields: str) -> None:
    """Put a rule that a service refused on the field it belongs to, else on the whole form.

    `fields` renames: `add_domain_error(form, error, number="typed_number")`.
    """
    field = fields.get(error.field, error.field)
    form.add_error(field if field in form.fields else None, str(error))


def has_error(form: forms.BaseForm) -> bool:
    """Whether the form as a whole was refused."""
    return bool(form.errors.get(NON_FIELD_ERRORS))


def plain_number(text: str) -> str:
    """A number as typed, with the point that Decimal reads; static/js/totals.js does the same."""
    plain = _SPACES.sub("", text).replace("\u2212", "-")
    group = _GROUPING.get((get_language() or "en")[:2], "")
    if group and re.match(rf"-?\d{{1,3}}({re.escape(group)}\d{{3}})+(?!\d)", plain):
        plain = plain.replace(group, "")
    return plain.replace(",", ".")


class AmountField(forms.DecimalField):
    """An amount, price or quantity, typed with a decimal comma or point."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Right-aligned, with the number pad on a telephone."""
        return {"inputmode": "decimal", "class": "amount", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """The number; exponents, "NaN" and the like are no numbers here."""
        if isinstance(value, str):
            value = plain_number(value)
            if value and not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", value):
                value = "?"
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Shown without grouping and without the zeros that say nothing."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", str(get_format("DECIMAL_SEPARATOR")))
