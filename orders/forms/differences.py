"""What two people changed differently: told to the one who saves second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.formatting import money, quantity
from orders.forms.cards import CardForm
from orders.forms.orders import OrderEntry, party_label
from orders.models import Order, Versioned

HEAD = ("party", "date", "your_reference", "our_reference", "text")
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


def differences(entry: OrderEntry, order: Order) -> list[Difference]:
    """Where the order as stored by now differs from the entry that was refused."""
    return [*_head(entry, order), *_lines(entry, order)]


def card_differences(form: CardForm[Any], card: Versioned) -> list[Difference]:
    """Where a card as stored by now differs from what was typed."""
    stored = form.stored(card)
    return [
        Difference(str(form.fields[name].label), _show(stored[name]), _show(typed))
        for name in form.data_names()
        if _plain(stored[name]) != _plain(typed := form.cleaned_data.get(name))
    ]


def _head(entry: OrderEntry, order: Order) -> Iterator[Difference]:
    for name in HEAD:
        stored, typed = getattr(order, name), entry.form.cleaned_data.get(name)
        if _plain(stored) != _plain(typed):
            yield Difference(str(entry.form.fields[name].label), _show(stored), _show(typed))


def _lines(entry: OrderEntry, order: Order) -> Iterator[Difference]:
    stored = {line.pk: line for line in order.lines.select_related("tax_rate").in_order()}
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
    if hasattr(value, "customer_number"):
        return party_label(value)
    if hasattr(value, "percent"):
        return str(value)
    if hasattr(value, "year"):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value) if isinstance(value, str) else quantity(value)
