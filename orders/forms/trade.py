"""The entry of a trade document: what its kind's declaration says is on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from numbering.models import Company, Department
from orders.entries import LineData, TradeData
from orders.forms.documents import DocumentEntry, DocumentForm
from orders.forms.fields import DateField, LocationField, RowField
from orders.forms.numbers import picked_series, typed_number
from orders.models import StockLocation, TradeDocument
from orders.services.trade import save_trade_document
from orders.tradekinds import TradeKind


class TradeForm(DocumentForm):
    """The head of a trade document."""

    due_date = DateField(required=False)
    department = RowField(label=_("Department"), required=False)
    stock_location = LocationField()

    head = (*DocumentForm.head, "due_date", "department", "stock_location")

    def __init__(
        self,
        *args: Any,
        company: Company,
        kind: TradeKind,
        usual_location: StockLocation | None,
        document: TradeDocument | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, company=company, parties=kind.parties, document=document, **kwargs)
        department, location = self.fields["department"], self.fields["stock_location"]
        assert isinstance(department, RowField)
        assert isinstance(location, LocationField)
        self.fields["due_date"].label = kind.due_label
        if not kind.due_label:
            del self.fields["due_date"]
        if kwargs["used"].departments:
            offered = Department.objects.filter(company=company).order_by("code", "pk")
            department.offer(((one, one.name) for one in offered), empty=_("none"))
        else:
            del self.fields["department"]
        if kind.moves:
            location.offer_of(company, usual_location)
        else:
            del self.fields["stock_location"]


class TradeEntry(DocumentEntry[TradeDocument]):
    """A trade document as typed."""

    form_class = TradeForm
    form: TradeForm

    def __init__(
        self, *, kind: TradeKind, usual_location: StockLocation | None = None, **facts: Any
    ) -> None:
        self.kind, self.usual_location = kind, usual_location
        super().__init__(**facts)

    def make_form(self, initial: Mapping[str, Any]) -> TradeForm:
        """The head with what the kind has."""
        return TradeForm(
            self.data,
            company=self.company,
            kind=self.kind,
            usual_location=self.usual_location,
            used=self.used,
            document=self.document,
            initial=initial,
        )

    @property
    def department(self) -> Department | None:
        """The department chosen at the moment, on a form that may be wrong elsewhere."""
        field = self.form.fields.get("department")
        if not isinstance(field, RowField):
            return None
        found: Department | None = field.picked(self.form["department"].value())
        return found

    def write(self, lines: list[LineData]) -> TradeDocument:
        """Save the document."""
        form = self.form
        return save_trade_document(
            company=self.company,
            by=self.by,
            data=TradeData(kind=self.kind.code, **form.head_data()),
            lines=lines,
            document=self.document,
            version=form.cleaned_data["version"] if self.document else None,
            typed_number=typed_number(self.data),
            series=picked_series(self.company, self.data),
        )
