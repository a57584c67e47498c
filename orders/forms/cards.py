"""Cards as typed: forms with a head only, declared by their fields and their numbers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise

from numbering.models import Company, Department
from orders.forms.fields import EntryForm, NumberTextField
from orders.models import Versioned

D = TypeVar("D")


@dataclass(frozen=True, kw_only=True)
class CardNumber:
    """A number of a card: the model's field, the kind that numbers it, what the page calls it."""

    kind: str
    label: str | Promise
    name: str = "number"
    # The tick that makes it due; "" where it always is.
    ticked: str = ""
    # Companies may do without: no series is no mistake, and shows nothing.
    is_optional: bool = False


class CardForm(EntryForm, Generic[D]):
    """A card: its fields are those of its data class, and a text for each of its numbers."""

    # The data class that the service takes.
    data_class: ClassVar[type[Any]]
    # How wide the fields are on the page; what is not named takes one column.
    widths: ClassVar[Mapping[str, str]] = {}
    # Fields that decide how the numbers are given: they are asked for anew when one changes.
    decides: ClassVar[tuple[str, ...]] = ()
    # Where the keyboard begins on a new card.
    begins_at: ClassVar[str] = ""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        company: Company,
        card: Versioned | None,
        numbers: tuple[CardNumber, ...],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.company, self.card, self.numbers = company, card, numbers
        begin = self.begin() if card is None else self.stored(card)
        super().__init__(data, initial={**begin, **(initial or {})})
        for number in numbers:
            self.fields[number.name] = NumberTextField(label=number.label)
        if data is None and card is None and self.begins_at:
            self.fields[self.begins_at].widget.attrs["autofocus"] = True
        self.prepare()
        for name in self.decides:
            if name in self.fields:
                self.fields[name].widget.attrs["data-decides"] = ""

    def prepare(self) -> None:
        """Fill what the fields offer from the company; take off those that it does without."""

    def begin(self) -> dict[str, Any]:
        """What a new card begins with."""
        return {"date": timezone.localdate()} if "date" in self.base_fields else {}

    def stored(self, card: Versioned) -> dict[str, Any]:
        """What the page of a stored card begins with."""
        return {name: getattr(card, name) for name in [*self.data_names(), "version"]}

    @classmethod
    def data_names(cls) -> list[str]:
        """The fields of the card itself, as the data class has them."""
        names = [field.name for field in dataclasses.fields(cls.data_class)]
        return [name for name in names if name in cls.base_fields]

    def card_data(self) -> D:
        """The typed card, for the service; what is not on the page is left as it begins."""
        typed = {name: self.cleaned_data[name] for name in self.data_names() if name in self.fields}
        found: D = self.data_class(**typed)
        return found

    def shown_fields(self) -> list[tuple[forms.BoundField, str]]:
        """The fields in their order, each with its width."""
        return [
            (self[name], self.widths.get(name, ""))
            for name in self.base_fields
            if name != "version" and name in self.fields
        ]

    def value(self, name: str) -> Any:
        """A field as it stands on the page, which may be wrong elsewhere; None where it is."""
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return None

    def number_department(self) -> Department | None:
        """The department whose own series come first."""
        found: Department | None = self.value("department") if "department" in self.fields else None
        return found

    def is_due(self, number: CardNumber) -> bool:
        """Whether the card gets this number."""
        return not number.ticked or bool(self.value(number.ticked))
