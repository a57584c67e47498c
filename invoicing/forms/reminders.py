"""Which of the reminders that are due are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from invoicing.proposals import Proposal
from orders.forms.fields import EntryForm


@dataclass(frozen=True)
class ProposalRow:
    """A proposed reminder beside its tick."""

    proposal: Proposal
    field: BoundField


class ProposalForm(EntryForm):
    """A tick for each customer who is due for a reminder.

    Who has something to get back is not ticked: setting it off comes first.
    """

    on = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, proposals: Iterable[Proposal], on: Date) -> None:
        super().__init__(data, initial={"on": on.isoformat()})
        self.proposals = list(proposals)
        for proposal in self.proposals:
            label = _("Remind %(customer)s") % {"customer": proposal.party.name}
            field = forms.BooleanField(label=label, required=False, initial=not proposal.credit)
            field.widget.attrs["aria-label"] = label
            self.fields[self._name(proposal.party.pk)] = field

    @staticmethod
    def _name(key: int) -> str:
        return f"party_{key}"

    def rows(self) -> list[ProposalRow]:
        """The proposals with their ticks, for the page."""
        return [ProposalRow(one, self[self._name(one.party.pk)]) for one in self.proposals]

    def ticked(self) -> list[int]:
        """The keys of the customers to remind."""
        return [
            one.party.pk for one in self.proposals if self.cleaned_data[self._name(one.party.pk)]
        ]
