"""The invoice journal: shown, exported, printed and kept."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from invoicing.forms.journals import JournalForm
from invoicing.journal import Scope, read_figures, read_journal, rows_of
from invoicing.journal.figures import stored_figures
from invoicing.models import KeptJournal
from invoicing.services.journals import MOST_PRINTED, keep_journal
from invoicing.services.papers import refuse_damaged
from invoicing.views.journal_files import export_journal
from numbering.access import EVERYONE, CompanyRequest, auditors_may_send, role_required
from numbering.exceptions import NumberingError
from numbering.formatting import money
from numbering.pages import Column, ListPage, PeriodFilter
from numbering.pages.export import FORMATS
from orders.services.locks import display_name

PAGE_SIZE = 500


def gross_of(kept: KeptJournal) -> str:
    """What a journal adds up to, in each of its currencies."""
    return ", ".join(money(one["gross"], one["currency"]) for one in kept.sums)


def kept_scope(kept: KeptJournal) -> Scope:
    """What a printed journal is about, to be looked at anew; a type is its series."""
    return Scope(company=kept.company, first=kept.date_from, last=kept.date_to, series=kept.series)


@role_required(*EVERYONE)
def journal(request: CompanyRequest) -> HttpResponseBase:
    """The invoices of a period in number order, with what they add up to; or all as a file."""
    form = JournalForm(request.GET, company=request.company)
    file_format = request.GET.get("export", "")
    if form.is_valid() and file_format in FORMATS:
        return export_journal(request, form.scope, file_format) or redirect(_address(form))
    return _page(request, form)


@auditors_may_send
@role_required(*EVERYONE)
@require_POST
def journal_keep(request: CompanyRequest) -> HttpResponse:
    """Print the journal that was shown, and keep what was printed."""
    form = JournalForm(request.POST, company=request.company)
    if form.is_valid():
        try:
            printed = keep_journal(scope=form.scope, by=request.user)
        except NumberingError as error:
            form.add_error(None, str(error))
        else:
            kept = printed.kept
            if printed.pdf_problem:
                messages.warning(request, printed.pdf_problem)
            messages.success(
                request, _("Invoice journal %(number)s is printed and kept.") % {"number": kept}
            )
            return redirect(kept)
    return _page(request, form)


def _page(request: CompanyRequest, form: JournalForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "periods": [
            (label, _address(form, **asked), is_shown) for label, asked, is_shown in form.periods()
        ],
    }
    # Errors of the whole form are those of printing: the journal is there all the same.
    if not form.errors.keys() - {NON_FIELD_ERRORS}:
        context |= _shown(request, form)
    return render(request, "invoicing/journal.html", context)


def _shown(request: CompanyRequest, form: JournalForm) -> dict[str, Any]:
    """The journal with one page of its invoices."""
    found = read_journal(form.scope)
    pages = max(1, -(-found.figures.count // PAGE_SIZE))
    page = min(_number(request.GET.get("page")), pages)
    rows = rows_of(form.scope, start=(page - 1) * PAGE_SIZE, count=PAGE_SIZE)
    parts = [
        (found.figures.of(key), list(own)) for key, own in groupby(rows, lambda row: row.series)
    ]
    return {
        "journal": found,
        "parts": parts,
        "page_number": page,
        "pages": pages,
        "before": _address(form, page=page - 1) if page > 1 else "",
        "after": _address(form, page=page + 1) if page < pages else "",
        "exports": [(one.upper(), _address(form, export=one)) for one in FORMATS],
        "is_too_long": found.figures.count > MOST_PRINTED,
        "most_printed": MOST_PRINTED,
    }


def _number(typed: str | None) -> int:
    return max(1, int(typed)) if typed and typed.isdecimal() and len(typed) < 10 else 1


def _address(form: JournalForm, **more: Any) -> str:
    return f"{reverse('invoicing:journal')}?{urlencode(form.asked | more)}"


class KeptJournalList(ListPage):
    """The journals that were printed, the newest first."""

    template_name = "invoicing/kept_journals.html"
    title = gettext_lazy("Printed journals")
    columns = [
        Column("number", gettext_lazy("Journal"), "number", sort="number", link=True),
        Column("from", gettext_lazy("From"), "date", value="date_from", sort="date_from"),
        Column("to", gettext_lazy("To"), "date", value="date_to", sort="date_to"),
        Column(
            "narrowed_to",
            gettext_lazy("Series"),
            value=lambda row: row.narrowed_to or _("all"),
            css="grow clip",
        ),
        Column("first", gettext_lazy("First number"), "number", value="first_number"),
        Column("last", gettext_lazy("Last number"), "number", value="last_number"),
        Column("count", gettext_lazy("Invoices"), "quantity", sort="count"),
        Column("gross", gettext_lazy("Total"), css="amount", value=gross_of),
        Column("missing", gettext_lazy("Missing"), "quantity", sort="missing"),
        Column(
            "created_at",
            gettext_lazy("Printed"),
            "moment",
            sort="created_at",
            descending_first=True,
        ),
        Column("created_by", gettext_lazy("By"), value=lambda row: display_name(row.created_by)),
    ]
    filters = [PeriodFilter("date", gettext_lazy("Period"), lookup="date_to")]
    ordering = ["-number", "-pk"]
    empty = gettext_lazy(
        "No journal was printed yet. Open the invoice journal, choose a period and print it."
    )
    export_name = "printed-journals"

    def get_queryset(self) -> QuerySet[KeptJournal]:
        """The company's printed journals, without their papers."""
        return KeptJournal.objects.of(self.company).for_list()


@role_required(*EVERYONE)
def kept_journal(request: CompanyRequest, pk: int) -> HttpResponse:
    """A printed journal: its figures then, and whether they are still the same."""
    kept = get_object_or_404(KeptJournal.objects.of(request.company).for_list(), pk=pk)
    figures, today = stored_figures(kept.figures), read_figures(kept_scope(kept))
    context = {
        "kept": kept,
        "figures": figures,
        "today": None if today.is_same_as(figures) else today,
        "today_url": f"{reverse('invoicing:journal')}?{urlencode(_asked_then(kept))}",
    }
    return render(request, "invoicing/kept_journal.html", context)


@role_required(*EVERYONE)
def kept_journal_file(request: CompanyRequest, pk: int) -> HttpResponse:
    """The paper itself, as it was printed. Raises PaperDamaged."""
    kept = get_object_or_404(KeptJournal.objects.of(request.company), pk=pk)
    refuse_damaged(kept)
    return HttpResponse(
        bytes(kept.content),
        content_type=kept.content_type,
        headers={"Content-Disposition": f'attachment; filename="{kept.file_name}"'},
    )


def _asked_then(kept: KeptJournal) -> dict[str, str]:
    asked = {"date_from": kept.date_from.isoformat(), "date_to": kept.date_to.isoformat()}
    return asked | ({"series": str(kept.series_id)} if kept.series_id else {})
