"""Entering documents: a head and a grid of lines, checked together. Orders, trade documents and
invoices that are written by themselves.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date as Date
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberedModel
from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages.pickers import preload
from orders.chain import SourceRef
from orders.entries import LineData
from orders.exceptions import DocumentChanged
from orders.forms.fields import (
    CommissionField,
    DateField,
    EntryForm,
    NumberTextField,
    PartyField,
    text_field,
)
from orders.forms.lines import PREFIX, LineForm, NewOrderLines, OrderLines
from orders.models import Item, TaxRate
from orders.selectors import InUse, in_use
from orders.services.conversion import source_of
from orders.tradekinds import With

# An order, a trade document, or an invoice that is written by itself.
D = TypeVar("D", bound=NumberedModel)


class DocumentForm(EntryForm):
    """What the heads of all documents have."""

    party = PartyField()
    date = DateField()
    number = NumberTextField(label=_("Number"))
    your_reference = text_field(_("Your reference"))
    our_reference = text_field(_("Our reference"))
    commission = CommissionField()
    text = text_field(_("Text on the document"), widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # What a stored document fills in, in the order in which two people's versions are compared.
    head: tuple[str, ...] = (
        "party",
        "date",
        "your_reference",
        "our_reference",
        "commission",
        "text",
    )

    def __init__(
        self,
        *args: Any,
        company: Company,
        parties: With,
        used: InUse,
        document: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        party, commission = self.fields["party"], self.fields["commission"]
        assert isinstance(party, PartyField)
        assert isinstance(commission, CommissionField)
        party.offer(company, parties)
        commission.offer(company)
        if not used.commissions:
            del self.fields["commission"]
        if document is not None:
            # What stands there may stay, although it would not be offered any more.
            party.remember([document.party])
            if document.commission is not None:
                commission.remember([document.commission])
        elif not self.is_bound:
            party.widget.attrs["autofocus"] = True

    def head_data(self) -> dict[str, Any]:
        """The typed head, by the names of entries.HeadData; what is not on the page is left out."""
        return {name: self.cleaned_data[name] for name in self.head if name in self.fields}


class DocumentEntry(ABC, Generic[D]):
    """A document as typed: reads the form, hands it to the service, places what was refused."""

    form_class: type[DocumentForm] = DocumentForm
    # Whether lines have a side, debit or credit.
    has_sides = False

    def __init__(
        self,
        *,
        company: Company,
        by: User,
        document: D | None = None,
        data: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.company, self.by, self.data = company, by, data
        self.document: D | None = document
        self.used = in_use(company)
        self.rates = list(TaxRate.objects.of(company).order_by("-percent", "code"))
        self.form = self.make_form(self._head(initial or {}))
        factory = OrderLines if document is not None else NewOrderLines
        self.lines: Any = factory(
            data,
            prefix=PREFIX,
            initial=self._stored_lines(),
            form_kwargs={
                "items": Item.objects.of(company).with_number(),
                "rates": self.rates,
                "has_sides": self.has_sides,
            },
        )
        preload(self.lines.forms, "item")
        self.conflict: DocumentChanged | None = None

    @abstractmethod
    def make_form(self, initial: Mapping[str, Any]) -> DocumentForm:
        """The head as a form."""

    @abstractmethod
    def write(self, lines: list[LineData]) -> D:
        """Hand the entry to its service."""

    def _head(self, initial: Mapping[str, Any]) -> dict[str, Any]:
        if self.document is None:
            return {"date": timezone.localdate(), **initial}
        return self.stored_head(self.document)

    def stored_head(self, document: D) -> dict[str, Any]:
        """What the head begins with."""
        return {name: getattr(document, name) for name in (*self.form_class.head, "version")}

    def _stored_lines(self) -> list[dict[str, Any]]:
        document: Any = self.document
        if document is None:
            return []
        return [
            {
                "id": line.pk,
                "source": str(self.source_of(line) or ""),
                "item": line.item_id,
                "text": line.text,
                "quantity": line.quantity,
                "unit": line.unit,
                "price": line.price,
                "tax_rate": str(line.tax_rate_id),
                "side": getattr(line, "side", ""),
            }
            for line in document.lines.select_related("tax_rate").in_order()
        ]

    def source_of(self, line: Any) -> SourceRef | None:
        """What a stored line was made from."""
        return source_of(line)

    @property
    def percents(self) -> str:
        """Percent by tax rate, for the totals while typing."""
        return json.dumps({str(rate.pk): str(rate.percent) for rate in self.rates})

    @property
    def date(self) -> Date:
        """The date on the form; today where it is none."""
        return self.form.typed_date()

    def is_valid(self) -> bool:
        """Whether head and lines can be read; both are checked, so that all errors show."""
        return all([self.form.is_valid(), self.lines.is_valid()])

    def save(self) -> D | None:
        """The saved document, or None: the forms then say why."""
        if not self.is_valid():
            return None
        try:
            return self.write([self.line_data(form) for form in self.lines.filled()])
        except DocumentChanged as error:
            self.conflict = error
        except NumberingError as error:
            self._place(error)
        return None

    def _place(self, error: NumberingError) -> None:
        self.form.add_service_error(error)
        self.lines.add_service_error(error)

    def line_data(self, form: LineForm) -> LineData:
        """One line as typed."""
        cleaned = form.cleaned_data
        return LineData(
            id=cleaned["id"],
            source=SourceRef.parse(cleaned["source"]),
            item=cleaned["item"],
            text=cleaned["text"],
            quantity=cleaned["quantity"],
            unit=cleaned["unit"],
            price=cleaned["price"],
            tax_rate=cleaned["tax_rate"],
            side=cleaned.get("side", ""),
        )


def over_stored(document: Any, data: Any, lines: int) -> Any:
    """The same typed fields, as if what is stored by now had been opened: saving replaces it.

    Lines that somebody else took out become new lines again.
    """
    stored = set(document.lines.order_by().values_list("pk", flat=True))
    changed = data.copy()
    changed["version"] = str(document.version)
    for index in range(lines):
        name = f"{PREFIX}-{index}-id"
        key = str(changed.get(name, ""))
        if key.isdecimal() and int(key) not in stored:
            changed[name] = ""
    return changed
