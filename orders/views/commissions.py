"""Commissions: list, page with everything that belongs to one, entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.kinds import registers_of
from numbering.models import NumberSeries
from numbering.pages import Action, ChoiceFilter, Column, PeriodFilter
from numbering.pages.search import ByNumber, ByRow
from orders.choices import OpenState
from orders.entries import CommissionData
from orders.forms.cards import CardForm, CardNumber
from orders.forms.records import CommissionForm
from orders.grouping import documents_of, sums_of
from orders.models import Commission, Party
from orders.selectors import numbered_among
from orders.services.closing import refuse_closed
from orders.services.commissions import cancel_commission, save_commission
from orders.tradekinds import With, trade_kind
from orders.views.begun import party_asked_for
from orders.views.cancelling import cancel_page
from orders.views.cards import CardEntry
from orders.views.document_lists import DATE, ID, NUMBER, STATE, DocumentList
from orders.views.steps import close, reopen

# The kinds of trade documents with which a chain begins; the others are made from these.
STARTING_KINDS = ("sales_quote", "purchase_order")
# A page of documents beyond this one is not asked for by anybody.
LAST_PAGE = 10_000


class CommissionList(DocumentList):
    """The commissions of a company, newest first."""

    title = gettext_lazy("Commissions")
    columns = [
        NUMBER,
        DATE,
        Column("name", gettext_lazy("Name"), sort="name", css="grow clip"),
        Column("customer", gettext_lazy("Customer"), value="party.name", sort="party__name"),
        Column("town", gettext_lazy("Town"), value="party.city", sort="party__city", optional=True),
        STATE,
        ID,
    ]
    search = ["number__text", "name", "party__name", "party__city"]
    search_label = gettext_lazy("Number, name, customer")
    questions = [
        ByNumber("number", *registers_of("commission")),
        ByRow("party", Party.objects.of, "searched"),
    ]
    filters = [
        ChoiceFilter("state", gettext_lazy("State"), OpenState.choices),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    actions = [
        Action(gettext_lazy("New commission"), "orders:commission_new", key="n", roles=WRITERS)
    ]
    empty = gettext_lazy("No commissions yet. Press N to enter the first one.")
    export_name = "commissions"

    def get_queryset(self) -> QuerySet[Commission]:
        """The company's commissions with all that a row shows."""
        return Commission.objects.of(self.company).for_list()


def find_commission(request: CompanyRequest, pk: int) -> Commission:
    """A commission of the company with all that its page shows; 404 for any other."""
    commissions = Commission.objects.of(request.company).for_list()
    found = commissions.select_related(
        "company", "number__series", "number__issued_by", "created_by", "updated_by"
    )
    return get_object_or_404(found, pk=pk)


@role_required(*EVERYONE)
def commission_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """A commission with everything that belongs to it, newest first, and what it comes to."""
    commission = find_commission(request, pk)
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    page = min(max(page, 1), LAST_PAGE)
    members, has_more = documents_of(commission, page)
    context = {
        "commission": commission,
        "members": members,
        "has_vouchers": any(member.voucher_number for member in members),
        "newer": page - 1,
        "older": page + 1 if has_more else 0,
        "sums": sums_of(commission),
        "starts": list(_starts(commission)),
    }
    return render(request, "orders/commission_detail.html", context)


@dataclass(frozen=True, slots=True)
class Start:
    """A link that begins a new document under a commission."""

    label: str | Promise
    url: str


def _starts(commission: Commission) -> Iterator[Start]:
    """What is begun under a commission, as far as the company numbers it."""
    under = {"commission": commission.pk}
    party = {"party": commission.party_id} if commission.party_id else {}
    yield Start(_("New order"), reverse("orders:order_new", query=under | party))
    for code in numbered_among(commission.company, STARTING_KINDS):
        kind = trade_kind(code)
        query = under if kind.is_purchase else under | party
        yield Start(kind.new, reverse("orders:trade_new", args=[code], query=query))


@role_required(*WRITERS)
@require_POST
def commission_close(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say that nothing more will be put under it."""
    return close(request, find_commission(request, pk))


@role_required(*WRITERS)
@require_POST
def commission_reopen(request: CompanyRequest, pk: int) -> HttpResponse:
    """Let documents be put under it again."""
    return reopen(request, find_commission(request, pk))


@role_required(*WRITERS)
def commission_cancel(request: CompanyRequest, pk: int) -> HttpResponse:
    """Cancel what was entered by mistake, with the reason."""
    commission = find_commission(request, pk)
    return cancel_page(
        request,
        commission,
        lambda reason, version: cancel_commission(
            commission=commission, by=request.user, reason=reason, version=version
        ),
        template="orders/card_cancel.html",
    )


class CommissionEntry(CardEntry):
    """Enter or change a commission; `?party=` begins with a customer."""

    form_class = CommissionForm
    numbers = (CardNumber(kind="commission", label=gettext_lazy("Commission number")),)
    new_title = gettext_lazy("New commission")
    change_title = gettext_lazy("Change commission")
    list_title = gettext_lazy("Commissions")
    list_name = "orders:commission_list"
    rule_name = "orders:commission_rule"

    def cards(self) -> QuerySet[Commission]:
        """The company's commissions."""
        return Commission.objects.of(self.company).for_list()

    def refuse_change(self, card: Commission) -> None:
        """Once closed or cancelled it stays as it is."""
        refuse_closed(card)

    def save(
        self,
        form: CardForm[CommissionData],
        *,
        typed: Mapping[str, str],
        series: Mapping[str, NumberSeries],
    ) -> Commission:
        """Through the service."""
        return save_commission(
            company=self.company,
            by=self.request.user,
            data=form.card_data(),
            commission=self.card,
            version=form.cleaned_data["version"],
            typed=typed,
            series=series,
        )

    def begun_with(self) -> dict[str, Any]:
        """The customer that the address names."""
        return party_asked_for(self.request, With.EVERYBODY)

    def saved_sentence(self, card: Commission) -> str:
        """With its number."""
        facts = {"number": card.number, "name": card.name}
        return _("Commission %(number)s %(name)s is saved.") % facts
