"""Switch the gap policy: what each promises, what it costs, measured on this database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.series_screen import series_or_404, series_screen
from numbering.choices import GapPolicy
from numbering.exceptions import NumberingError
from numbering.formatting import quantity
from numbering.forms.steps import PolicyForm
from numbering.models import Company, NumberSeries, SeriesLine
from numbering.pages.forms import add_domain_error
from numbering.services import measure_policies, preview, save_line
from numbering.transactions import write


@dataclass(frozen=True)
class PolicyText:
    """A gap policy in plain words."""

    name: str | Promise
    promise: str | Promise
    price: str | Promise


TEXTS = {
    GapPolicy.UNBROKEN: PolicyText(
        gettext_lazy("No gaps, ever"),
        gettext_lazy(
            "Every number from the first to the last is there, in the order in which documents "
            "were saved. If saving fails, the next document gets the number. What the law asks of "
            "invoices in most countries."
        ),
        gettext_lazy(
            "Documents of this series are saved one after the other. A numbered document cannot "
            "be deleted, only cancelled: its number stays, void, with a reason."
        ),
    ),
    GapPolicy.FILL_GAPS: PolicyText(
        gettext_lazy("Gaps are filled"),
        gettext_lazy(
            "The number of a deleted document is given to the next one, the smallest first. In "
            "the end none is missing."
        ),
        gettext_lazy(
            "Documents are saved one after the other. A low number may belong to a late document, "
            "and the same number to two papers, one of them deleted."
        ),
    ),
    GapPolicy.GAPS_ALLOWED: PolicyText(
        gettext_lazy("Gaps are allowed"),
        gettext_lazy("No number is given out twice. Nothing is promised about missing ones."),
        gettext_lazy(
            "Nobody waits for anybody. If saving fails, or a document is deleted, its number is "
            "lost for good, and an auditor will ask for it."
        ),
    ),
}


def policy_view(screens: CompanyModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Choose a policy for the lines of a series, or have the three measured."""
    series = series_or_404(screens, request, object_id)
    company = company_of(request)
    if request.method == "POST" and "measure" in request.POST:
        return _measured(screens, request, series, company)
    lines = list(
        SeriesLine.objects.filter(series=series).order_by("starting_date", "first_number", "pk")
    )
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        lines=lines,
        initial={
            "policy": lines[-1].gap_policy if lines else None,
            "lines": [line.pk for line in lines],
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            switched = _switched(screens, request, series, form)
        except NumberingError as error:
            add_domain_error(form, error, gap_policy="policy")
        else:
            screens.tell(request, switched)
            return HttpResponseRedirect(screens.url("change", series.pk))
    return series_screen(
        screens,
        request,
        series,
        "policy",
        form=form,
        rows=_rows(request, company, form, {line.gap_policy for line in lines}),
        measured_at=_kept(request, company).get("at"),
        is_sqlite=connection.vendor == "sqlite",
        next_number=_next_number(series),
    )


def _switched(
    screens: CompanyModelAdmin, request: HttpRequest, series: NumberSeries, form: PolicyForm
) -> str:
    """Switch the lines chosen, all or nothing; what to tell the user."""
    policy = GapPolicy(form.cleaned_data["policy"])
    with write():
        for line in form.cleaned_data["lines"]:
            if line.gap_policy != policy:
                line.gap_policy = policy
                save_line(line, by=person_of(request))
        screens.log_change(request, series, [{"changed": {"fields": ["gap_policy"]}}])
    facts = {"code": series.code, "policy": TEXTS[policy].name}
    number = _next_number(series)
    if not number:
        return _("%(code)s: %(policy)s.") % facts
    return _("%(code)s: %(policy)s. It goes on with %(number)s.") % {**facts, "number": number}


def _next_number(series: NumberSeries) -> str:
    try:
        return preview(series, 1, on=timezone.localdate())[0]
    except NumberingError:
        return ""


# ---- measuring ----


def _measured(
    screens: CompanyModelAdmin, request: HttpRequest, series: NumberSeries, company: Company
) -> HttpResponse:
    """Measure, and keep the times for this person's next looks."""
    try:
        costs = measure_policies(company)
    except NumberingError as error:
        screens.message_user(request, str(error), level="ERROR")
    else:
        request.session[_session_key(company)] = {
            "at": timezone.now().isoformat(),
            "costs": {str(cost.policy): cost.microseconds for cost in costs},
        }
    return HttpResponseRedirect(screens.url("policy", series.pk))


def _session_key(company: Company) -> str:
    return f"policy_costs_{company.pk}"


def _kept(request: HttpRequest, company: Company) -> dict[str, Any]:
    kept = cast(dict[str, Any], request.session.get(_session_key(company), {}))
    return {**kept, "at": parse_datetime(kept["at"])} if kept else {}


def _rows(
    request: HttpRequest, company: Company, form: PolicyForm, current: set[str]
) -> list[dict[str, Any]]:
    """A row a policy: its radio button, its words, its cost, and whether lines have it now."""
    costs = _kept(request, company).get("costs", {})
    slowest = max(costs.values(), default=0)
    rows = []
    for radio, (policy, text) in zip(form["policy"], TEXTS.items(), strict=True):
        cost = costs.get(str(policy))
        rows.append(
            {
                "radio": radio,
                "text": text,
                "is_current": str(policy) in current,
                "cost": None if cost is None else quantity(round(cost / 1000, 2)),
                "share": 0 if cost is None else round(100 * cost / (slowest or 1)),
            }
        )
    return rows
