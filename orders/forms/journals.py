"""The entry of an item journal: what is done where, and a grid of items."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages.forms import AmountField
from numbering.pages.pickers import PickerField, preload
from orders.choices import JournalAction
from orders.entries import JournalLineData
from orders.forms.fields import (
    DateField,
    EntryForm,
    LocationField,
    NumberTextField,
    text_field,
)
from orders.forms.lines import PREFIX, GridLine, grid_of, item_field
from orders.forms.numbers import picked_series, typed_number
from orders.models import Item, ItemJournal, StockLocation
from orders.selectors import stock_location_for
from orders.services.journals import post_item_journal

NEW_LINES = 8


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What an action calls its location and its quantities."""

    location: str | Promise
    quantity: str | Promise


WORDS = {
    JournalAction.RECEIPT: ActionWords(_("Received at"), _("Received")),
    JournalAction.ISSUE: ActionWords(_("Taken from"), _("Taken")),
    JournalAction.TRANSFER: ActionWords(_("From location"), _("Moved")),
    JournalAction.COUNT: ActionWords(_("Counted at"), _("Counted")),
}


class JournalForm(EntryForm):
    """The head of an item journal."""

    action = forms.ChoiceField(
        label=_("Action"), choices=[(one.value, one.label.capitalize()) for one in JournalAction]
    )
    date = DateField()
    location = LocationField(
        required=True, error_messages={"required": _("Pick a stock location.")}
    )
    to_location = LocationField(label=_("To location"))
    number = NumberTextField(label=_("Journal number"))
    text = text_field(_("Text"))

    def __init__(
        self, *args: Any, company: Company, usual: StockLocation | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, picked in (("location", usual), ("to_location", None)):
            field = self.fields[name]
            assert isinstance(field, LocationField)
            field.offer_of(company, picked)
        self.fields["location"].label = str(self.words.location)
        self.fields["action"].widget.attrs["data-action"] = ""
        if not self.is_bound:
            self.fields["action"].widget.attrs["autofocus"] = True

    @property
    def picked_action(self) -> JournalAction:
        """The action on the page, which may be wrong elsewhere."""
        value = self["action"].value()
        known = value in JournalAction.values
        return JournalAction(value) if known else JournalAction.RECEIPT

    @property
    def words(self) -> ActionWords:
        """What the page calls its fields."""
        return WORDS[self.picked_action]

    @property
    def is_transfer(self) -> bool:
        """Whether the goods go to another location."""
        return self.picked_action == JournalAction.TRANSFER

    @property
    def all_words(self) -> str:
        """What the fields are called by action, for when another is picked."""
        return json.dumps(
            {
                action.value: {name: str(word) for name, word in asdict(words).items()}
                for action, words in WORDS.items()
            }
        )


class JournalLineForm(GridLine):
    """An item and its quantity."""

    content = ("item", "quantity")

    item = item_field(
        error_messages={
            "required": _("Pick an item: type a part of its number or text."),
            "invalid_choice": _("This item is no longer there: pick another one."),
        }
    )
    quantity = AmountField(
        label=_("Quantity"),
        max_digits=12,
        decimal_places=3,
        error_messages={"required": _("Type a quantity.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].widget.attrs["data-quantity"] = ""

    @property
    def picked(self) -> Item | None:
        """The item on the line, for the cells that only show it."""
        field = self.fields["item"]
        assert isinstance(field, PickerField)
        found = field.known.get(str(self["item"].value()))
        return found if isinstance(found, Item) else None

    def line_data(self) -> JournalLineData:
        """The line for the service."""
        cleaned = self.cleaned_data
        return JournalLineData(item=cleaned["item"], quantity=cleaned["quantity"])


NewJournalLines = grid_of(JournalLineForm, new_lines=NEW_LINES)


class JournalEntry:
    """A journal as typed: reads the form, hands it to the service, places what was refused."""

    # A posted journal never changes, so nobody saves over anybody.
    conflict = None

    def __init__(
        self,
        *,
        company: Company,
        by: User,
        data: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.company, self.by, self.data = company, by, data
        self.form = JournalForm(
            data,
            company=company,
            usual=stock_location_for(company, by).location,
            initial={"date": timezone.localdate(), **(initial or {})},
        )
        items = Item.objects.of(company).with_number()
        self.lines: Any = NewJournalLines(data, prefix=PREFIX, form_kwargs={"items": items})
        preload(self.lines.forms, "item")

    def save(self) -> ItemJournal | None:
        """The posted journal, or None: the forms then say why."""
        if not all([self.form.is_valid(), self.lines.is_valid()]):
            return None
        head = self.form.cleaned_data
        try:
            return post_item_journal(
                company=self.company,
                by=self.by,
                action=head["action"],
                date=head["date"],
                location=head["location"],
                # Hidden beside another action, what was picked there waits for its return.
                to_location=head["to_location"] if self.form.is_transfer else None,
                lines=[line.line_data() for line in self.lines.filled()],
                text=head["text"],
                typed_number=typed_number(self.data),
                series=picked_series(self.company, self.data),
            )
        except NumberingError as error:
            self.form.add_service_error(error)
            self.lines.add_service_error(error)
        return None
