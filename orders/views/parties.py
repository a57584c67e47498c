"""Customers: list, detail, entry."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.models.company import LANGUAGES
from numbering.pages import Action, ChoiceFilter, Column, ListPage, by_number
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from numbering.services.warnings import account_warning
from orders.forms.numbers import picked_series, typed_number
from orders.forms.parties import PartyForm
from orders.models import Order, Party
from orders.services.parties import save_party
from orders.views.numbers import (
    detour,
    kind_place,
    led_to_setup,
    tell_of_number,
    with_form_errors,
)

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
    number = str(party.customer_number or "")
    context = {
        "number_notice": account_warning(request.company, "customer", number),
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
    kept = typed_before(request)
    data = request.POST if request.method == "POST" else kept
    form = PartyForm(data, initial=PartyForm.initial_of(request.company, party))
    stored = find_party(request, party.pk) if party is not None else None
    number = stored.customer_number if stored is not None else None
    place = kind_place(request, "customer", data or {}, number)
    if data is None and party is None:
        form.fields["name"].widget.attrs["autofocus"] = True
        led = led_to_setup(request, place, "customer")
        if led is not None:
            return led
    if wants_detour(request):
        away = detour(request, place, _("New customer"), "customer")
        if away is not None:
            return away
    elif kept is not None:
        not_yet_checked(form)
    elif request.method == "POST" and form.is_valid():
        saved = _saved(request, form, party)
        if saved is not None:
            return redirect(saved)
    context = {
        "form": form,
        "party": stored,
        "number_place": with_form_errors(place, form),
        "is_dirty": kept is not None,
    }
    return render(request, "orders/party_entry.html", context)


def _saved(request: CompanyRequest, form: PartyForm, party: Party | None) -> Party | None:
    """The saved customer, or None: the form then says why."""
    is_numbered = party is not None and party.customer_number_id is not None
    try:
        saved = save_party(
            company=request.company,
            by=request.user,
            data=form.party_data(),
            party=party,
            typed_number=typed_number(request.POST),
            series=picked_series(request.company, request.POST),
        )
    except NumberingError as error:
        form.add_service_error(error, customer_number="number", series="number")
        return None
    facts = {"number": saved.customer_number or "", "name": saved.name}
    messages.success(request, _("Customer %(number)s %(name)s is saved.") % facts)
    if not is_numbered:
        tell_of_number(request, saved.customer_number, request.POST)
    return saved
