"""What two people changed differently: told to the one who saves second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import Form
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.formatting import money, quantity
from numbering.pages.pickers import PickerField
from orders.forms.cards import CardForm
from orders.forms.documents import DocumentEntry
from orders.models import Versioned

Entry = DocumentEntry[Any]
Stored = Any
LINE: tuple[tuple[str, str | Promise], ...] = (
    ("text", gettext_lazy("text")),
    ("quantity", gettext_lazy("quantity")),
    ("unit", gettext_lazy("unit")),
    ("price", gettext_lazy("price")),
    ("tax_rate", gettext_lazy("tax")),
)


@dataclass(frozen=True)
class Difference:
    """One place where what is stored differs from what was typed."""

    label: str
    stored: str
    typed: str


def differences(entry: Entry, document: Stored) -> list[Difference]:
    """Where the document as stored by now differs from the entry that was refused."""
    return [*_head(entry, document), *_lines(entry, document)]


def card_differences(form: CardForm[Any], card: Versioned) -> list[Difference]:
    """Where a card as stored by now differs from what was typed."""
    stored = form.stored(card)
    names = [name for name in form.data_names() if name in form.fields]
    return list(_fields(form, {name: stored[name] for name in names}))


def _head(entry: Entry, document: Stored) -> Iterator[Difference]:
    names = [name for name in entry.form.head if name in entry.form.fields]
    return _fields(entry.form, {name: getattr(document, name) for name in names})


def _fields(form: Form, stored: Mapping[str, Any]) -> Iterator[Difference]:
    for name, before in stored.items():
        field, typed = form.fields[name], form.cleaned_data.get(name)
        if _plain(before) != _plain(typed):
            show = field.describe if isinstance(field, PickerField) else _show
            words = [show(one) if one is not None else _("empty") for one in (before, typed)]
            yield Difference(str(field.label), *words)


def _lines(entry: Entry, document: Stored) -> Iterator[Difference]:
    stored = {line.pk: line for line in document.lines.select_related("tax_rate").in_order()}
    for form in entry.lines.filled():
        typed = form.cleaned_data
        line = stored.pop(typed["id"], None)
        if line is None:
            yield Difference(_("Line"), _("not there"), _line_words(typed["text"], typed))
            continue
        for name, label in LINE:
            before, now = getattr(line, name), typed[name]
            if _plain(before) != _plain(now):
                where = _("Line %(position)s, %(what)s") % {
                    "position": line.position,
                    "what": label,
                }
                yield Difference(where, _show(before), _show(now))
    for line in stored.values():
        facts = {"quantity": line.quantity, "price": line.price}
        label = _("Line %(position)s") % {"position": line.position}
        yield Difference(label, _line_words(line.text, facts), _("not there"))


def _line_words(text: str, facts: Any) -> str:
    return f"{text}, {quantity(facts['quantity'])} × {money(facts['price'])}"


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _show(value: Any) -> str:
    if value in (None, ""):
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return quantity(value) if isinstance(value, Decimal) else str(value)
