"""The address book: list, detail, entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.models import NumberSeries
from numbering.models.company import LANGUAGES
from numbering.pages import Action, ChoiceFilter, Column, ListPage, by_number
from numbering.services.warnings import account_warning
from orders.entries import PartyData
from orders.forms.cards import CardForm, CardNumber
from orders.forms.parties import PartyForm
from orders.models import Order, Party
from orders.services.parties import save_party
from orders.views.cards import CardEntry
from orders.views.imports import import_action

SHOWN_DOCUMENTS = 10
# easyWinArt: the address number is for everybody, the other two for who is ticked so.
PARTY_NUMBERS = (
    CardNumber(kind="address", label=gettext_lazy("Address number"), is_optional=True),
    CardNumber(
        name="customer_number",
        kind="customer",
        label=gettext_lazy("Customer number"),
        ticked="is_customer",
    ),
    CardNumber(
        name="supplier_number",
        kind="supplier",
        label=gettext_lazy("Supplier number"),
        ticked="is_supplier",
    ),
)
ROLES = [
    ("customers", gettext_lazy("customers")),
    ("suppliers", gettext_lazy("suppliers")),
    ("neither", gettext_lazy("neither")),
]


def has_role(role: str) -> Q:
    """Addresses of customers, of suppliers, or of neither."""
    if role == "neither":
        return Q(is_customer=False, is_supplier=False)
    return Q(is_customer=True) if role == "customers" else Q(is_supplier=True)


class PartyList(ListPage):
    """The address book of a company, by name."""

    title = gettext_lazy("Address book")
    columns = [
        Column("name", gettext_lazy("Name"), sort="name", css="grow clip", link=True),
        Column(
            "customer_number",
            gettext_lazy("Customer"),
            "number",
            sort=by_number("customer_number"),
        ),
        Column(
            "supplier_number",
            gettext_lazy("Supplier"),
            "number",
            sort=by_number("supplier_number"),
        ),
        Column(
            "number", gettext_lazy("Address"), "number", sort=by_number("number"), optional=True
        ),
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
        Column("id", gettext_lazy("Id"), "number", value="internal_id", optional=True, shown=False),
    ]
    search = [
        "customer_number__text",
        "supplier_number__text",
        "number__text",
        "name",
        "city",
        "postcode",
        "email",
    ]
    search_label = gettext_lazy("Number, name, town, e-mail")
    filters = [
        ChoiceFilter("role", gettext_lazy("Role"), ROLES, where=has_role),
        ChoiceFilter("language", gettext_lazy("Documents in"), LANGUAGES),
    ]
    ordering = ["name", "pk"]
    earlier = gettext_lazy("Previous")
    later = gettext_lazy("Next")
    actions = [
        import_action("parties"),
        Action(gettext_lazy("New address"), "orders:party_new", key="n", roles=WRITERS),
    ]
    empty = gettext_lazy("No addresses yet. Press N to enter the first one.")
    export_name = "addresses"

    def get_queryset(self) -> QuerySet[Party]:
        """The company's addresses with their numbers."""
        return Party.objects.of(self.company).with_number()


def find_party(request: CompanyRequest, pk: int) -> Party:
    """An address of the company; 404 for any other."""
    paths = [f"{one.name}__{path}" for one in PARTY_NUMBERS for path in ("series", "issued_by")]
    parties = Party.objects.of(request.company).select_related("created_by", "updated_by", *paths)
    return get_object_or_404(parties, pk=pk)


@role_required(*EVERYONE)
def party_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """An address with its numbers and its last documents."""
    party = find_party(request, pk)
    orders = Order.objects.of(request.company).filter(party=party).for_list().newest_first()
    invoices = party.invoices.select_related("number").order_by("-date", "-pk")
    numbers = [
        (
            number.label,
            issued,
            account_warning(request.company, number.kind, str(issued or "")),
        )
        for number in PARTY_NUMBERS
        if (issued := getattr(party, number.name)) is not None
    ]
    context = {
        "numbers": numbers,
        "party": party,
        "orders": orders[:SHOWN_DOCUMENTS],
        "invoices": invoices[:SHOWN_DOCUMENTS],
        "terms": getattr(party, "terms", None),
    }
    return render(request, "orders/party_detail.html", context)


class PartyEntry(CardEntry):
    """Enter or change an address; ticking customer or supplier brings that number along.

    `?role=supplier` begins with a supplier.
    """

    form_class = PartyForm
    numbers = PARTY_NUMBERS
    new_title = gettext_lazy("New address")
    change_title = gettext_lazy("Change address")
    list_title = gettext_lazy("Address book")
    list_name = "orders:party_list"
    rule_name = "orders:party_rule"

    def cards(self) -> QuerySet[Party]:
        """The company's address book."""
        return Party.objects.of(self.company).with_number()

    def save(
        self,
        form: CardForm[PartyData],
        *,
        typed: Mapping[str, str],
        series: Mapping[str, NumberSeries],
    ) -> Party:
        """Through the service."""
        return save_party(
            company=self.company,
            by=self.request.user,
            data=form.card_data(),
            party=self.card,
            version=form.cleaned_data["version"],
            typed=typed,
            series=series,
        )

    def begun_with(self) -> dict[str, Any]:
        """As customer, supplier, or neither."""
        role = self.request.GET.get("role", "")
        ticks = {"is_customer": role == "customer", "is_supplier": role == "supplier"}
        return ticks if role in ("customer", "supplier", "none") else {}

    def saved_sentence(self, card: Party) -> str:
        """With the number that the other side knows."""
        number = card.customer_number or card.supplier_number or card.number or card.internal_id
        return _("%(number)s %(name)s is saved.") % {"number": number, "name": card.name}
