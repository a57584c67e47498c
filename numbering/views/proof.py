"""The proof that issued numbers are untouched: chains, and their verification on a page."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS, AUDITORS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.models import ClosedPeriod, Counter, NumberSeries
from numbering.pages import Column, ListPage, RelatedFilter
from numbering.pages.forms import add_domain_error
from numbering.services.closing import verify_against
from numbering.services.verification import verify_chain

READERS = (ADMINISTRATORS, AUDITORS)
# More links than this take longer than somebody waits for a page; the command reads them all.
PAGE_LIMIT = 50_000
LARGEST_FILE = 2_000_000


def head(counter: Counter) -> str:
    """The hash of the last link, as it is printed."""
    return bytes(counter.chain_head or b"").hex()


class ProofPage(ListPage):
    """Every chain of the company: a line in a period."""

    roles = READERS
    title = _("Proof")
    columns = [
        Column(
            "series",
            _("Series"),
            value=lambda row: str(row.line.series),
            sort="line__series__code",
            link=True,
        ),
        Column("line", _("Line"), "number", value="line"),
        Column("period", _("Period"), sort="period"),
        Column("chain_length", _("Links"), "quantity", sort="chain_length"),
        Column("closed_to", _("Closed up to"), "date", sort="closed_to"),
        Column(
            "head",
            _("Hash of the last link"),
            "number",
            value=head,
            css="clip grow",
        ),
    ]
    search = ["line__series__code", "line__series__description"]
    search_label = _("Series")
    filters = [
        RelatedFilter(
            "series",
            _("Series"),
            lambda page: NumberSeries.objects.of(page.company).order_by("code", "pk"),
            lookup="line__series",
        ),
    ]
    ordering = ["line__series__code", "-period", "pk"]
    empty = _("No number has been chained yet. The first one drawn without gaps begins a chain.")
    export_name = "chains"

    def get_queryset(self) -> QuerySet[Any]:
        """The counters with links, and up to when they were closed."""
        closed = ClosedPeriod.objects.filter(
            chains__line=OuterRef("line"), chains__period=OuterRef("period")
        ).order_by("-last_date")
        return (
            Counter.objects.filter(line__series__company=self.company, chain_length__gt=0)
            .select_related("line__series")
            .annotate(closed_to=Subquery(closed.values("last_date")[:1]))
        )

    def row_url(self, row: Any) -> str:
        """Its verification."""
        return reverse("numbering:proof_chain", args=[row.pk])


@role_required(*READERS)
def proof_chain(request: HttpRequest, pk: int) -> HttpResponse:
    """One chain, read from its first link now."""
    page = cast(CompanyRequest, request)
    counter = get_object_or_404(
        Counter.objects.filter(line__series__company=page.company).select_related(
            "line__series__company"
        ),
        pk=pk,
    )
    report = verify_chain(counter.line, counter.period, limit=PAGE_LIMIT)
    closed = ClosedPeriod.objects.filter(
        chains__line=counter.line, chains__period=counter.period
    ).annotate(links=F("chains__position"))
    context = {
        "counter": counter,
        "head": head(counter),
        "report": report,
        "closed": closed.select_related("closed_by").order_by("-last_date", "-pk")[:50],
        "limit": PAGE_LIMIT,
    }
    return render(request, "numbering/proof_chain.html", context)


class CheckForm(forms.Form):
    """A file of closed periods."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("As it was exported when the period was closed (.json)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
    )

    def clean_file(self) -> Any:
        """Not larger than such files are."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large to be one of closed periods."))
        return file


@role_required(*READERS)
def proof_check(request: HttpRequest) -> HttpResponse:
    """Compare the chains with a file that was kept elsewhere; writes nothing."""
    page = cast(CompanyRequest, request)
    sent = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if sent else CheckForm()
    reports = None
    if sent and form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            reports = verify_against(content, company=page.company, limit=PAGE_LIMIT)
        except NumberingError as error:
            add_domain_error(form, error)
    context = {"form": form, "reports": reports, "limit": PAGE_LIMIT}
    return render(request, "numbering/proof_check.html", context)
