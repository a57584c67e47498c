"""Closed periods: their list, closing one, its page, its paper and its file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import ADMINISTRATORS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.formatting import person_name
from numbering.models import ClosedPeriod, Company, NumberSeries
from numbering.pages import Column, ListPage, RelatedFilter
from numbering.pages.forms import add_domain_error
from numbering.pages.lists import Action
from numbering.pdf import PdfUnavailable, render_pdf
from numbering.services.closing import close_period, export_closed
from numbering.views.proof import PAGE_LIMIT, READERS


def person(closed: ClosedPeriod) -> str:
    """Who closed it."""
    return person_name(closed.closed_by)


class ClosedPage(ListPage):
    """The periods that were closed."""

    roles = READERS
    title = gettext_lazy("Closed periods")
    columns = [
        Column(
            "series",
            gettext_lazy("Series"),
            value=lambda row: str(row.series),
            sort="series__code",
            link=True,
        ),
        Column("first_date", gettext_lazy("From"), "date", sort="first_date"),
        Column("last_date", gettext_lazy("To"), "date", sort="last_date", descending_first=True),
        Column("count", gettext_lazy("Numbers"), "quantity", sort="count"),
        Column("closed_at", gettext_lazy("Closed"), "moment", sort="closed_at"),
        Column("closed_by", gettext_lazy("By"), value=person),
        Column("note", gettext_lazy("Note"), css="clip grow"),
    ]
    filters = [
        RelatedFilter(
            "series",
            gettext_lazy("Series"),
            lambda page: NumberSeries.objects.of(page.company).order_by("code", "pk"),
        ),
    ]
    actions = [
        Action(
            gettext_lazy("Close a period"), "numbering:closed_new", "n", roles=(ADMINISTRATORS,)
        ),
        Action(gettext_lazy("Compare with a file"), "numbering:proof_check", main=False),
    ]
    ordering = ["-last_date", "-pk"]
    empty = gettext_lazy(
        "No period has been closed yet. Closing one keeps the hash of the last number, to be"
        " printed or kept elsewhere."
    )
    export_name = "closed-periods"

    def get_queryset(self) -> QuerySet[Any]:
        """The company's closed periods."""
        return (
            ClosedPeriod.objects.filter(company=self.company)
            .select_related("series", "closed_by")
            .annotate(count=Sum("chains__count"))
        )


class CloseForm(forms.Form):
    """Which series, from when to when."""

    series = forms.ModelChoiceField(NumberSeries.objects.none(), label=gettext_lazy("Series"))
    first_date = forms.DateField(label=gettext_lazy("From"))
    last_date = forms.DateField(label=gettext_lazy("To"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, company: Company, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where its lines all allow gaps, nothing is chained; the service says so.
        series = NumberSeries.objects.of(company).order_by("code", "pk")
        cast(Any, self.fields["series"]).queryset = series
        for name in ("first_date", "last_date"):
            self.fields[name].widget.input_type = "date"
            self.fields[name].widget.format = "%Y-%m-%d"


@role_required(ADMINISTRATORS)
def closed_new(request: HttpRequest) -> HttpResponse:
    """Close a period; last month is proposed."""
    page = cast(CompanyRequest, request)
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    initial: dict[str, Any] = {"first_date": last.replace(day=1), "last_date": last}
    initial |= {"series": request.GET.get("series", "")} if request.method == "GET" else {}
    data = request.POST if request.method == "POST" else None
    form = CloseForm(page.company, data, initial=initial)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            closed = close_period(
                series=cleaned["series"],
                first=cleaned["first_date"],
                last=cleaned["last_date"],
                note=cleaned["note"],
                today=today,
                by=page.user,
                limit=PAGE_LIMIT,
            )
        except NumberingError as error:
            add_domain_error(form, error)
        else:
            messages.success(
                request, _("The period is closed: print its page, or keep its file elsewhere.")
            )
            return HttpResponseRedirect(closed.get_absolute_url())
    return render(request, "numbering/closed_new.html", {"form": form})


def _closed(request: HttpRequest, pk: int) -> ClosedPeriod:
    rows = ClosedPeriod.objects.select_related("series", "closed_by", "company")
    return get_object_or_404(rows, company=cast(CompanyRequest, request).company, pk=pk)


def _context(closed: ClosedPeriod) -> dict[str, Any]:
    chains = closed.chains.select_related("line").order_by("line", "period")
    return {"closed": closed, "chains": chains, "person": person(closed)}


@role_required(*READERS)
def closed_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed period with the hashes that were kept."""
    return render(request, "numbering/closed_detail.html", _context(_closed(request, pk)))


@role_required(*READERS)
def closed_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a PDF, to be signed and kept."""
    closed = _closed(request, pk)
    paper = {
        "seller": closed.company,
        "paper_language": closed.company.language,
        "is_pdf": True,
    }
    try:
        content = render_pdf(
            render_to_string("numbering/closed_paper.html", _context(closed) | paper)
        )
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(closed.get_absolute_url())
    return _file(closed, content, "application/pdf", "pdf")


@role_required(*READERS)
def closed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file with which the database can be compared later."""
    closed = _closed(request, pk)
    content = export_closed(closed.company, [closed])
    return _file(closed, content.encode(), "application/json", "json")


def _file(closed: ClosedPeriod, content: bytes, kind: str, ending: str) -> HttpResponse:
    code = slugify(closed.series.code) or "series"
    name = f"closed-{code}-{closed.first_date}-{closed.last_date}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
