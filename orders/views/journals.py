"""Item journals: list, page, paper, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.kinds import registers_of
from numbering.pages import (
    Action,
    ChoiceFilter,
    Column,
    ListPage,
    PeriodFilter,
    RelatedFilter,
)
from numbering.pages.search import ByNumber
from orders.choices import JournalAction
from orders.forms.journals import WORDS
from orders.models import ItemJournal
from orders.papers import JOURNAL_TITLES
from orders.services.journals import post_opposite
from orders.views.document_lists import DATE, NUMBER
from orders.views.numbers import tell_of_number
from orders.views.stock import company_locations, tell_of_stock


class JournalList(ListPage):
    """The item journals of a company, newest first."""

    title = gettext_lazy("Item journals")
    columns = [
        NUMBER,
        DATE,
        Column("action", gettext_lazy("Action"), value="get_action_display", sort="action"),
        Column("location", gettext_lazy("Location"), value="location.name", sort="location__code"),
        Column(
            "to_location",
            gettext_lazy("To"),
            value="to_location.name",
            sort="to_location__code",
            optional=True,
        ),
        Column("text", gettext_lazy("Text"), sort="text", css="grow clip"),
        Column("by", gettext_lazy("Posted by"), value="created_by.get_full_name", optional=True),
        Column(
            "at",
            gettext_lazy("Posted at"),
            "moment",
            value="created_at",
            optional=True,
            shown=False,
        ),
    ]
    search = ["number__text", "text"]
    search_label = gettext_lazy("Number, text")
    search_note = gettext_lazy("Numbers are found by how they begin.")
    is_large = True
    questions = [ByNumber("number", *registers_of("item_journal"))]
    filters = [
        ChoiceFilter("action", gettext_lazy("Action"), JournalAction.choices),
        RelatedFilter("location", gettext_lazy("Location"), company_locations),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    ordering = ["-date", "-pk"]
    actions = [Action(gettext_lazy("New journal"), "orders:journal_new", key="n", roles=WRITERS)]
    empty = gettext_lazy("No item journals yet. Press N to post the first one.")
    export_name = "item-journals"

    def get_queryset(self) -> QuerySet[ItemJournal]:
        """The company's journals with all that a row shows."""
        return ItemJournal.objects.of(self.company).for_list()


def find_journal(request: CompanyRequest, pk: int) -> ItemJournal:
    """A journal of the company with all that its page shows; 404 for any other."""
    journals = ItemJournal.objects.of(request.company).select_related(
        "company",
        "number__series",
        "number__issued_by",
        "location",
        "to_location",
        "created_by",
        "reverses__number",
        "reversed_by__number",
    )
    return get_object_or_404(journals, pk=pk)


def _facts(journal: ItemJournal) -> dict[str, Any]:
    """What page and paper show of a journal."""
    action = JournalAction(journal.action)
    return {
        "journal": journal,
        "lines": journal.lines.select_related("item__number").order_by("position", "pk"),
        "is_count": action == JournalAction.COUNT,
        "taken_back": getattr(journal, "reversed_by", None),
    }


@role_required(*EVERYONE)
def journal_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """A posted journal: what it moved, its number, and what took it back."""
    journal = find_journal(request, pk)
    action = JournalAction(journal.action)
    facts = _facts(journal)
    context = facts | {
        "words": WORDS[action],
        "can_take_back": action.opposite is not None and facts["taken_back"] is None,
    }
    return render(request, "orders/journal_detail.html", context)


@role_required(*WRITERS)
@require_POST
def journal_opposite(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a journal back by its opposite, of today."""
    journal = find_journal(request, pk)
    try:
        opposite = post_opposite(journal=journal, by=request.user, date=timezone.localdate())
    except NumberingError as error:
        messages.error(request, str(error))
        return redirect(journal)
    facts = {"number": opposite.number, "former": journal.number or journal}
    messages.success(
        request, _("Journal %(number)s takes %(former)s back: the goods are as before.") % facts
    )
    tell_of_number(request, opposite.number)
    tell_of_stock(request, opposite)
    return redirect(opposite)


@role_required(*EVERYONE)
def journal_print(request: CompanyRequest, pk: int) -> HttpResponse:
    """The journal as paper, for the shelf or the file, in the company's language."""
    journal = find_journal(request, pk)
    context = _facts(journal) | {
        "seller": journal.company,
        "title": JOURNAL_TITLES[JournalAction(journal.action)],
        "back": journal.get_absolute_url(),
        "paper_language": journal.company.language,
    }
    return render(request, "print/item_journal.html", context)
