"""Records of every kind: one list, one entry page, one page each, by the kind's declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.kinds import registers_of
from numbering.models import Company, NumberSeries
from numbering.pages import Action, ChoiceFilter, Column, PeriodFilter
from numbering.pages.search import ByNumber, ByRow
from orders.choices import OpenState
from orders.entries import RecordData
from orders.forms.cards import CardForm, CardNumber
from orders.forms.records import RecordForm
from orders.models import Party, Record
from orders.recordkinds import RecordKind, find_record_kind, name_records
from orders.services.closing import cancel_card, number_of, refuse_closed
from orders.services.records import save_record
from orders.tradekinds import With
from orders.views.begun import commission_asked_for, party_asked_for
from orders.views.cancelling import cancel_page
from orders.views.cards import CardEntry
from orders.views.document_lists import (
    COMMISSION,
    DATE,
    DEPARTMENT,
    ID,
    NUMBER,
    STATE,
    DocumentList,
)
from orders.views.filters import DepartmentFilter
from orders.views.steps import close, reopen


def kind_or_404(company: Company, code: str) -> RecordKind:
    """A kind of record of the company; 404 for any other."""
    found = find_record_kind(company, code)
    if found is None:
        raise Http404
    return found


class RecordList(DocumentList):
    """The records of one kind, newest first; there may be millions."""

    columns = [
        NUMBER,
        DATE,
        Column("title", gettext_lazy("Title"), sort="title", css="grow clip"),
        Column("party", gettext_lazy("Party"), value="party.name", sort="party__name", css="clip"),
        DEPARTMENT,
        replace(COMMISSION, shown=True),
        STATE,
        ID,
    ]
    search = ["number__text", "title", "party__name", "party__city"]
    search_label = gettext_lazy("Number, title, party")
    filters = [
        ChoiceFilter("state", gettext_lazy("State"), OpenState.choices),
        DepartmentFilter("department"),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    empty = gettext_lazy("None yet. Press N to write the first one.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, once its kind is known."""
        kind = self.kind = kind_or_404(self.company, kwargs["kind"])
        self.title, self.export_name = kind.plural, kind.code
        own = ByNumber("number", *registers_of(kind.code))
        self.questions = [own, ByRow("party", Party.objects.of, "searched")]
        self.actions = [
            Action(kind.new, "orders:record_new", key="n", roles=WRITERS, args=(kind.code,))
        ]
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Record]:
        """The company's records of the kind with all that a row shows."""
        return Record.objects.of(self.company).of_kind(self.kind.code).for_list()


def find_record(request: CompanyRequest, kind: str, pk: int) -> Record:
    """A record of the company and of this kind with all that its page shows; 404 else."""
    records = Record.objects.of(request.company).of_kind(kind)
    found = records.for_list().select_related(
        "company",
        "number__series",
        "number__issued_by",
        "created_by",
        "updated_by",
    )
    record = get_object_or_404(found, pk=pk)
    name_records(request.company, [record])
    return record


@role_required(*EVERYONE)
def record_detail(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """One record."""
    known = kind_or_404(request.company, kind)
    context = {
        "record": find_record(request, kind, pk),
        "kind": known,
        "list_url": reverse("orders:record_list", args=[kind]),
    }
    return render(request, "orders/record_detail.html", context)


@role_required(*WRITERS)
@require_POST
def record_close(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Say that the work is done."""
    return close(request, find_record(request, kind, pk))


@role_required(*WRITERS)
@require_POST
def record_reopen(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Work on it again."""
    return reopen(request, find_record(request, kind, pk))


@role_required(*WRITERS)
def record_cancel(request: CompanyRequest, kind: str, pk: int) -> HttpResponse:
    """Cancel what was entered by mistake, with the reason."""
    record = find_record(request, kind, pk)
    return cancel_page(
        request,
        record,
        lambda reason, version: cancel_card(
            card=record, by=request.user, reason=reason, version=version
        ),
        template="orders/card_cancel.html",
    )


class RecordEntry(CardEntry):
    """Enter or change a record; `?party=` and `?commission=` begin with these."""

    form_class = RecordForm
    list_name = "orders:record_list"
    rule_name = "orders:record_rule"

    @property
    def numbers(self) -> tuple[CardNumber, ...]:
        """Each kind has numbers of its own."""
        return (CardNumber(kind=self.kind.code, label=NUMBER.label),)

    def find(self) -> None:
        """The kind first."""
        kind = self.kind = kind_or_404(self.company, self.kwargs["kind"])
        self.new_title, self.list_title = kind.new, kind.plural
        super().find()
        if self.card is not None:
            self.change_title = _("Change %(number)s") % {"number": number_of(self.card)}

    def cards(self) -> QuerySet[Record]:
        """The company's records of the kind."""
        return Record.objects.of(self.company).of_kind(self.kind.code).for_list()

    def refuse_change(self, card: Record) -> None:
        """Once closed or cancelled it stays as it is."""
        refuse_closed(card)

    def save(
        self,
        form: CardForm[RecordData],
        *,
        typed: Mapping[str, str],
        series: Mapping[str, NumberSeries],
    ) -> Record:
        """Through the service."""
        return save_record(
            company=self.company,
            kind=self.kind.code,
            by=self.request.user,
            data=form.card_data(),
            record=self.card,
            version=form.cleaned_data["version"],
            typed=typed,
            series=series,
        )

    def begun_with(self) -> dict[str, Any]:
        """The party and the commission that the address names."""
        asked = party_asked_for(self.request, With.EVERYBODY)
        return asked | commission_asked_for(self.request)

    def saved_sentence(self, card: Record) -> str:
        """With its number."""
        return _("%(number)s %(title)s is saved.") % {"number": card.number, "title": card.title}
