"""Open items: what is still to come in, invoice by invoice and customer by customer."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from invoicing.aging import AGES, BUCKETS, aged, sums_by_age
from invoicing.choices import UNSETTLED
from invoicing.models import InvoiceBalance
from invoicing.proposals import reached_levels
from numbering.pages import Action, ChoiceFilter, Column, ListPage, by_number
from numbering.pages.search import ByNumber, ByRow
from orders.models import Party
from orders.views.filters import SEARCH_NOTE, PartyFilter

STATES = [(state.value, state.label) for state in UNSETTLED]
# The path from a customer to the open items.
OPEN_ITEMS = "balances__"


def aged_today(choice: str) -> Q:
    """The open items of one age, seen from today."""
    return aged(choice, timezone.localdate())


class OpenItemList(ListPage):
    """Every invoice and credit note that is not settled, the longest due first."""

    template_name = "invoicing/open_items.html"
    title = gettext_lazy("Open items")
    columns = [
        Column(
            "number",
            gettext_lazy("Number"),
            "number",
            value="invoice.number",
            sort=by_number("invoice__number"),
            link=True,
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            value=lambda row: row.invoice.get_kind_display(),
            sort="invoice__kind",
            optional=True,
            shown=False,
        ),
        Column(
            "customer_number",
            gettext_lazy("Cust. no."),
            "number",
            value="party.customer_number",
            sort=by_number("party__customer_number"),
            optional=True,
        ),
        Column(
            "customer",
            gettext_lazy("Customer"),
            value="party.name",
            sort="party__name",
            css="grow clip",
        ),
        Column(
            "date",
            gettext_lazy("Date"),
            "date",
            value="invoice.date",
            sort="invoice__date",
            optional=True,
        ),
        Column(
            "due", gettext_lazy("Due"), "date", value="due_date", sort="due_date", is_indexed=True
        ),
        Column(
            "days",
            gettext_lazy("Days overdue"),
            "quantity",
            value=lambda row: row.days_overdue or None,
            sort="-due_date",
            is_indexed=True,
        ),
        Column(
            "level",
            gettext_lazy("Reminded"),
            value=lambda row: row.level or None,
            css="center",
            optional=True,
        ),
        Column("gross", gettext_lazy("Total"), "money", sort="gross", total=True),
        Column("paid", gettext_lazy("Paid"), "money", value="settled", total=True, optional=True),
        Column("open", gettext_lazy("Open"), "money", sort="open", total=True),
        Column("state", gettext_lazy("State"), "state", sort="state"),
    ]
    search = ["invoice__number__text", "party__name", "party__customer_number__text"]
    search_label = gettext_lazy("Number, customer")
    is_large = True
    questions = [
        ByNumber("invoice__number", "invoice", "credit_note", "advance_payment"),
        ByNumber("party__customer_number", "customer"),
        ByRow("party", Party.objects.of, "searched"),
    ]
    search_note = SEARCH_NOTE
    filters = [
        ChoiceFilter("age", gettext_lazy("Age"), AGES, where=aged_today),
        ChoiceFilter("state", gettext_lazy("State"), STATES),
        PartyFilter("customer"),
    ]
    ordering = ["due_date", "pk"]
    earlier = gettext_lazy("Earlier due")
    later = gettext_lazy("Later due")
    actions = [Action(gettext_lazy("By customer"), "invoicing:open_customers", key="c", main=False)]
    empty = gettext_lazy("Nothing is open: every invoice is paid.")
    export_name = "open-items"

    def get_queryset(self) -> QuerySet[InvoiceBalance]:
        """The company's open items with all that a row shows."""
        open_items = InvoiceBalance.objects.of(self.company).unsettled().for_list()
        return open_items.annotate(settled=F("gross") - F("open"))

    def prepare(self, rows: list[Any]) -> None:
        """The level of reminding that each has reached: one query."""
        reached = reached_levels([row.pk for row in rows])
        for row in rows:
            row.level = reached[row.pk][0] if row.pk in reached else 0

    def extra_context(self) -> dict[str, Any]:
        """What is open in all, by age."""
        balances = InvoiceBalance.objects.of(self.company).unsettled()
        ages = sums_by_age(balances, timezone.localdate())
        return {"ages": ages, "open": sum(one.amount for one in ages)}


def bucket_sums() -> dict[str, Sum]:
    """What a customer owes by age, and in all, credits taken off."""
    today = timezone.localdate()
    unsettled = Q(**{f"{OPEN_ITEMS}state__in": UNSETTLED})
    by_age = {
        one.key: Sum(f"{OPEN_ITEMS}open", filter=unsettled & one.within(today, OPEN_ITEMS))
        for one in BUCKETS
    }
    return by_age | {
        "credits": Sum(f"{OPEN_ITEMS}open", filter=unsettled & Q(**{f"{OPEN_ITEMS}gross__lt": 0})),
        "open": Sum(f"{OPEN_ITEMS}open", filter=unsettled),
    }


class OpenCustomerList(ListPage):
    """Customers with open items, by name, and how long they have owed what."""

    title = gettext_lazy("Open items by customer")
    columns = [
        Column(
            "number",
            gettext_lazy("Cust. no."),
            "number",
            value="customer_number",
            sort=by_number("customer_number"),
            link=True,
        ),
        Column("name", gettext_lazy("Customer"), sort="name", css="grow clip"),
        *(Column(one.key, one.label, "money", sort=one.key, total=True) for one in BUCKETS),
        Column("credits", gettext_lazy("Credits"), "money", sort="credits", total=True),
        Column(
            "open", gettext_lazy("Open"), "money", sort="open", total=True, descending_first=True
        ),
    ]
    search = ["customer_number__text", "name", "city"]
    search_label = gettext_lazy("Number, name, town")
    ordering = ["name", "pk"]
    earlier = gettext_lazy("Previous")
    later = gettext_lazy("Next")
    actions = [Action(gettext_lazy("By invoice"), "invoicing:open_items", key="i", main=False)]
    empty = gettext_lazy("Nothing is open: every invoice is paid.")
    export_name = "open-items-by-customer"

    def get_queryset(self) -> QuerySet[Party]:
        """The customers that an open item is of, with their sums."""
        owing = InvoiceBalance.objects.of(self.company).unsettled().order_by().values("party")
        parties = Party.objects.of(self.company).filter(pk__in=owing)
        return parties.select_related("customer_number").annotate(**bucket_sums())

    def row_url(self, row: Any) -> str:
        """The customer's open items."""
        words = str(row.customer_number or row.name)
        return f"{reverse('invoicing:open_items')}?{urlencode({'customer': words})}"
