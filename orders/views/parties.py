"""Customers: list, detail, entry."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import (
    EVERYONE,
    WRITERS,
    CompanyRequest,
    kept_message,
    role_required,
    take_kept_post,
)
from numbering.exceptions import NumberingError
from numbering.models import IssuedNumber
from numbering.models.company import LANGUAGES
from numbering.pages import Action, ChoiceFilter, Column, ListPage, by_number
from numbering.services import number_entry
from orders.forms.fields import EntryForm
from orders.forms.numbers import NumberPlace, kept_number, settings_url, typed_number
from orders.forms.parties import PartyForm
from orders.models import Order, Party
from orders.services.parties import save_party

ASSIGNMENTS_SCREEN = "admin:numbering_seriesassignment_changelist"
SHOWN_DOCUMENTS = 10


class PartyList(ListPage):
    """The customers of a company, by name."""

    title = gettext_lazy("Customers")
    columns = [
        Column(
            "number",
            gettext_lazy("Number"),
            "number",
            value="customer_number",
            sort=by_number("customer_number"),
            link=True,
        ),
        Column("name", gettext_lazy("Name"), sort="name", css="grow clip"),
        Column("street", gettext_lazy("Street"), optional=True, css="clip"),
        Column("postcode", gettext_lazy("Postcode"), sort="postcode"),
        Column("city", gettext_lazy("Town"), sort="city"),
        Column("country", gettext_lazy("Country"), sort="country"),
        Column("email", gettext_lazy("E-mail"), css="clip", optional=True),
        Column(
            "language",
            gettext_lazy("Documents in"),
            value=lambda row: row.get_language_display(),
            sort="language",
            optional=True,
        ),
        Column("tax_id", gettext_lazy("Tax identity"), optional=True, shown=False),
    ]
    search = ["customer_number__text", "name", "city", "postcode", "email"]
    search_label = gettext_lazy("Number, name, town, e-mail")
    filters = [ChoiceFilter("language", gettext_lazy("Documents in"), LANGUAGES)]
    ordering = ["name", "pk"]
    earlier = gettext_lazy("Previous")
    later = gettext_lazy("Next")
    actions = [Action(gettext_lazy("New customer"), "orders:party_new", key="n", roles=WRITERS)]
    empty = gettext_lazy("No customers yet. Press N to enter the first one.")
    export_name = "customers"

    def get_queryset(self) -> QuerySet[Party]:
        """The company's customers with their numbers."""
        return Party.objects.of(self.company).with_number()


def find_party(request: CompanyRequest, pk: int) -> Party:
    """A customer of the company; 404 for any other."""
    parties = Party.objects.of(request.company).select_related(
        "customer_number__series", "customer_number__issued_by"
    )
    return get_object_or_404(parties, pk=pk)


@role_required(*EVERYONE)
def party_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """A customer with the last orders and invoices."""
    party = find_party(request, pk)
    orders = Order.objects.of(request.company).filter(party=party).for_list().newest_first()
    invoices = party.invoices.select_related("number").order_by("-date", "-pk")
    context = {
        "party": party,
        "orders": orders[:SHOWN_DOCUMENTS],
        "invoices": invoices[:SHOWN_DOCUMENTS],
        "terms": getattr(party, "terms", None),
    }
    return render(request, "orders/party_detail.html", context)


@role_required(*WRITERS)
def party_new(request: CompanyRequest) -> HttpResponse:
    """Enter a customer."""
    return _enter(request, None)


@role_required(*WRITERS)
def party_edit(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change a customer."""
    return _enter(request, find_party(request, pk))


def _enter(request: CompanyRequest, party: Party | None) -> HttpResponse:
    kept = take_kept_post(request) if request.method == "GET" else None
    if kept is not None:
        messages.warning(request, kept_message())
    data = request.POST if request.method == "POST" else kept
    form = PartyForm(data, initial=PartyForm.initial_of(request.company, party))
    if data is None and party is None:
        form.fields["name"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_party(
                company=request.company,
                by=request.user,
                data=form.party_data(),
                party=party,
                typed_number=typed_number(request.POST),
            )
        except NumberingError as error:
            form.add_service_error(error, customer_number="number")
        else:
            messages.success(
                request,
                _("Customer %(number)s %(name)s is saved.")
                % {"number": saved.customer_number or "", "name": saved.name},
            )
            return redirect(saved)
    stored = find_party(request, party.pk) if party is not None else None
    context = {
        "form": form,
        "party": stored,
        "number_place": number_place(
            request,
            form,
            "customer",
            _("Customer number"),
            stored.customer_number if stored else None,
        ),
        "is_dirty": kept is not None,
    }
    return render(request, "orders/party_entry.html", context)


def number_place(
    request: CompanyRequest,
    form: EntryForm,
    kind: str,
    label: str,
    issued: IssuedNumber | None,
    *,
    proposes: bool = False,
) -> NumberPlace:
    """The number field of a customer or an item."""
    if issued is not None:
        place = NumberPlace(issued=issued, label=label)
    else:
        entry = number_entry(request.company, kind, on=timezone.localdate(), by=request.user)
        place = NumberPlace(
            entry=entry,
            label=label,
            typed=kept_number(form.data),
            proposes=proposes,
            settings_url=settings_url(request, entry, ASSIGNMENTS_SCREEN),
        )
    return place.with_errors(form.errors.get("number", [])) if form.is_bound else place
