"""Commissions and records as typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from numbering.models import Company, Department
from orders.entries import CommissionData, RecordData
from orders.forms.cards import CardForm
from orders.forms.fields import CommissionField, DateField, PartyField, RowField, text_field
from orders.models import Closable
from orders.selectors import in_use
from orders.tradekinds import With


class AnyPartyField(PartyField):
    """Anybody in the address book, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def offer_all(self, company: Company, card: Closable | None) -> None:
        """The whole address book; under the name that the form gave the field."""
        label = self.label
        self.offer(company, With.EVERYBODY)
        self.label = label
        stored = getattr(card, "party", None)
        if stored is not None:
            self.remember([stored])


class CommissionForm(CardForm[CommissionData]):
    """A commission."""

    data_class = CommissionData
    decides = ("date",)
    begins_at = "name"
    widths = {"name": "field-3", "party": "field-3", "text": "field-all"}

    name = text_field(
        _("Name"),
        required=True,
        error_messages={"required": _("Type what the commission is called.")},
    )
    date = DateField()
    party = AnyPartyField(label=_("Customer"))
    text = text_field(_("Text"), widget=forms.Textarea(attrs={"rows": 4}))

    def prepare(self) -> None:
        """The address book."""
        party = self.fields["party"]
        assert isinstance(party, AnyPartyField)
        party.offer_all(self.company, self.card)  # type: ignore[arg-type]


class RecordForm(CardForm[RecordData]):
    """A record of any kind."""

    data_class = RecordData
    decides = ("date", "department")
    begins_at = "title"
    widths = {
        "title": "field-3",
        "party": "field-2",
        "commission": "field-2",
        "text": "field-all",
    }

    title = text_field(
        _("Title"), required=True, error_messages={"required": _("Type what it is about.")}
    )
    date = DateField()
    party = AnyPartyField(label=_("Party"))
    commission = CommissionField()
    department = RowField(
        label=_("Department"),
        required=False,
        error_messages={"invalid_choice": _("This department is not there: pick another one.")},
    )
    text = text_field(_("Text"), widget=forms.Textarea(attrs={"rows": 6}))

    def prepare(self) -> None:
        """What the company has to pick from; what it does without is not on the page."""
        party, commission = self.fields["party"], self.fields["commission"]
        department = self.fields["department"]
        assert isinstance(party, AnyPartyField)
        assert isinstance(commission, CommissionField)
        assert isinstance(department, RowField)
        party.offer_all(self.company, self.card)  # type: ignore[arg-type]
        commission.offer(self.company)
        stored = getattr(self.card, "commission", None)
        if stored is not None:
            # It may stay, although it may be closed by now.
            commission.remember([stored])
        departments = Department.objects.filter(company=self.company).order_by("code", "pk")
        department.offer(((one, one.name) for one in departments), empty="–")
        used = in_use(self.company)
        for name, is_used in (("commission", used.commissions), ("department", used.departments)):
            if not is_used:
                del self.fields[name]
