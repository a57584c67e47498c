"""Orders: list, detail, cancelling, order confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages import (
    Action,
    ChoiceFilter,
    Column,
    ListPage,
    PeriodFilter,
    RelatedFilter,
    by_number,
)
from numbering.pages.search import ByNumber
from numbering.pages.setaside import typed_before
from orders.chain import chain_of
from orders.choices import OrderState
from orders.forms.parties import CancelForm
from orders.models import Order
from orders.papers import PAPER_TITLES
from orders.selectors import order_totals
from orders.services.orders import cancel_order
from orders.views.filters import (
    ORDER_STATES,
    SEARCH_NOTE,
    CustomerFilter,
    customer_questions,
    offered_types,
    order_state,
)


class OrderList(ListPage):
    """The orders of a company, newest first."""

    title = gettext_lazy("Orders")
    columns = [
        Column("number", gettext_lazy("Number"), "number", sort=by_number("number"), link=True),
        Column(
            "type",
            gettext_lazy("Type"),
            value="order_type.name",
            sort="order_type__slot",
            optional=True,
        ),
        Column(
            "date",
            gettext_lazy("Date"),
            "date",
            sort="date",
            descending_first=True,
            is_indexed=True,
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
        Column("town", gettext_lazy("Town"), value="party.city", sort="party__city", optional=True),
        Column(
            "reference",
            gettext_lazy("Your reference"),
            value="your_reference",
            sort="your_reference",
            css="clip",
            optional=True,
        ),
        Column(
            "location",
            gettext_lazy("Location"),
            value="stock_location.name",
            sort="stock_location__code",
            optional=True,
        ),
        Column("net", gettext_lazy("Net"), "money", sort="net", total=True, optional=True),
        Column("gross", gettext_lazy("Total"), "money", sort="gross", total=True),
        Column("state", gettext_lazy("State"), "state", sort="state"),
    ]
    search = [
        "number__text",
        "party__name",
        "party__city",
        "party__customer_number__text",
        "your_reference",
        "our_reference",
    ]
    search_label = gettext_lazy("Number, customer, reference")
    is_large = True
    questions = customer_questions(ByNumber("number", "order"))
    search_note = SEARCH_NOTE
    filters = [
        RelatedFilter("type", gettext_lazy("Order type"), offered_types, lookup="order_type"),
        ChoiceFilter("state", gettext_lazy("State"), ORDER_STATES, where=order_state),
        CustomerFilter("customer"),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    ordering = ["-date", "-pk"]
    actions = [Action(gettext_lazy("New order"), "orders:order_new", key="n", roles=WRITERS)]
    empty = gettext_lazy("No orders yet. Press N to write the first one.")
    export_name = "orders"

    def get_queryset(self) -> QuerySet[Order]:
        """The company's orders with all that a row shows."""
        return Order.objects.of(self.company).for_list().select_related("stock_location")

    def row_css(self, row: Any) -> str:
        """Cancelled orders step back."""
        return "is-off" if row.state == OrderState.CANCELLED else ""


def find_order(request: CompanyRequest, pk: int) -> Order:
    """An order of the company with all that its page shows; 404 for any other."""
    orders = Order.objects.of(request.company).select_related(
        "company",
        "number__series",
        "number__issued_by",
        "order_type__order_series",
        "order_type__stock_location",
        "party__customer_number",
        "stock_location",
        "created_by",
        "updated_by",
    )
    return get_object_or_404(orders, pk=pk)


@role_required(*EVERYONE)
def order_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """One order: its facts, its lines with what is invoiced, its numbers."""
    order = find_order(request, pk)
    lines = order.lines.select_related("item__number", "tax_rate").in_order()
    invoices = order.invoices.select_related("number__series", "number__issued_by").order_by("pk")
    context = {
        "order": order,
        "lines": lines,
        "totals": order_totals(order),
        "chain": chain_of(order),
        "invoices": invoices,
        "can_invoice": order.state in (OrderState.OPEN, OrderState.PARTLY_INVOICED),
        "can_cancel": order.state == OrderState.OPEN,
        "can_edit": order.state != OrderState.CANCELLED,
    }
    return render(request, "orders/order_detail.html", context)


@role_required(*WRITERS)
def order_cancel(request: CompanyRequest, pk: int) -> HttpResponse:
    """Cancel an order, with the reason."""
    order = find_order(request, pk)
    kept = typed_before(request)
    form = CancelForm(
        request.POST if request.method == "POST" else kept, initial={"version": order.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            cancel_order(
                order=order,
                by=request.user,
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(
                request,
                _("Order %(number)s is cancelled.") % {"number": order.number or order},
            )
            return redirect(order)
    return render(request, "orders/order_cancel.html", {"form": form, "order": order})


@role_required(*EVERYONE)
def order_print(request: CompanyRequest, pk: int) -> HttpResponse:
    """The order confirmation, in the customer's language."""
    order = find_order(request, pk)
    lines = order.lines.select_related("item__number", "tax_rate").in_order()
    context = {
        "order": order,
        "seller": order.company,
        "title": PAPER_TITLES["sales_order"],
        "lines": lines,
        "totals": order_totals(order),
        "back": order.get_absolute_url(),
        "paper_language": order.party.language,
    }
    return render(request, "print/order_confirmation.html", context)
