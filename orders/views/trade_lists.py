"""The list of any kind of trade document."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from numbering.access import WRITERS
from numbering.kinds import registers_of
from numbering.pages import Action, ChoiceFilter, Column, PeriodFilter
from numbering.pages.search import ByNumber
from orders.models import TradeDocument
from orders.partners import partner
from orders.tradekinds import trade_kind
from orders.views.document_lists import (
    COMMISSION,
    DATE,
    DEPARTMENT,
    NUMBER,
    REFERENCE,
    STATE,
    SUMS,
    VOUCHER,
    VOUCHER_QUESTION,
    DocumentList,
    party_columns,
    searched_texts,
)
from orders.views.filters import (
    TRADE_STATES,
    DepartmentFilter,
    PartyFilter,
    party_questions,
    trade_state,
)


class TradeList(DocumentList):
    """The documents of one kind, newest first. The kind's declaration says what differs."""

    search_label = _("Number, name, reference")
    empty = _("None yet. Press N to write the first one.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Title, columns, search and filters of the kind."""
        super().setup(request, *args, **kwargs)
        kind = self.kind = trade_kind(kwargs["kind"])
        other = partner(kind.parties)
        self.title, self.export_name = kind.plural, kind.code
        self.columns = [NUMBER, VOUCHER, DATE, *party_columns(other, "party")]
        self.columns += [REFERENCE, DEPARTMENT, COMMISSION]
        if kind.due_label:
            self.columns.append(
                Column("due", kind.due_label, "date", "due_date", sort="due_date", optional=True)
            )
        self.columns += [*SUMS, STATE]
        self.search = searched_texts(other)
        own = ByNumber("number", *registers_of(kind.code))
        self.questions = party_questions(own, VOUCHER_QUESTION, parties=kind.parties)
        self.filters = [
            ChoiceFilter("state", _("State"), TRADE_STATES, where=trade_state),
            PartyFilter("party", kind.parties),
            DepartmentFilter("department"),
            PeriodFilter("date", _("Date")),
        ]
        self.actions = [
            Action(kind.new, "orders:trade_new", key="n", roles=WRITERS, args=(kind.code,))
        ]

    def get_queryset(self) -> QuerySet[TradeDocument]:
        """The company's documents of the kind with all that a row shows."""
        return TradeDocument.objects.of(self.company).of_kind(self.kind.code).for_list()
