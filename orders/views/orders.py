"""Orders: list, detail, cancelling, order confirmation."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.pages import Action, ChoiceFilter, Column, PeriodFilter, RelatedFilter
from numbering.pages.search import ByNumber
from orders.choices import OrderState
from orders.demand import production_of_order
from orders.models import Order
from orders.paper_samples import ORDER_CONFIRMATION
from orders.papers import ORDER_TITLE
from orders.partners import partner
from orders.services.orders import cancel_order
from orders.tradekinds import With
from orders.views.cancelling import cancel_page
from orders.views.document_lists import (
    COMMISSION,
    DATE,
    NUMBER,
    REFERENCE,
    STATE,
    SUMS,
    VOUCHER,
    VOUCHER_QUESTION,
    DocumentList,
    party_columns,
    searched_texts,
)
from orders.views.documents import detail_context, document_lines, paper_context
from orders.views.filters import (
    DELIVERY_STATES,
    ORDER_STATES,
    PartyFilter,
    delivery_state,
    offered_types,
    order_state,
    party_questions,
)
from orders.views.imports import import_action


class OrderList(DocumentList):
    """The orders of a company, newest first."""

    title = gettext_lazy("Orders")
    columns = [
        NUMBER,
        VOUCHER,
        Column(
            "type",
            gettext_lazy("Type"),
            value="order_type.name",
            sort="order_type__slot",
            optional=True,
        ),
        DATE,
        *party_columns(partner(With.CUSTOMERS), "customer"),
        Column("town", gettext_lazy("Town"), value="party.city", sort="party__city", optional=True),
        REFERENCE,
        COMMISSION,
        Column(
            "location",
            gettext_lazy("Location"),
            value="stock_location.name",
            sort="stock_location__code",
            optional=True,
            shown=False,
        ),
        *SUMS,
        STATE,
        Column(
            "delivery",
            gettext_lazy("Delivery"),
            "state",
            value="delivery_state",
            sort="delivery_state",
            optional=True,
            shown=False,
        ),
    ]
    search = searched_texts(partner(With.CUSTOMERS))
    search_label = gettext_lazy("Number, customer, reference")
    questions = party_questions(ByNumber("number", "order"), VOUCHER_QUESTION)
    filters = [
        RelatedFilter("type", gettext_lazy("Order type"), offered_types, lookup="order_type"),
        ChoiceFilter("state", gettext_lazy("State"), ORDER_STATES, where=order_state),
        ChoiceFilter("delivery", gettext_lazy("Delivery"), DELIVERY_STATES, where=delivery_state),
        PartyFilter("customer"),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    actions = [
        import_action("orders"),
        Action(gettext_lazy("New order"), "orders:order_new", key="n", roles=WRITERS),
    ]
    empty = gettext_lazy("No orders yet. Press N to write the first one.")
    export_name = "orders"

    def get_queryset(self) -> QuerySet[Order]:
        """The company's orders with all that a row shows."""
        return Order.objects.of(self.company).for_list()


def find_order(request: CompanyRequest, pk: int) -> Order:
    """An order of the company with all that its page shows; 404 for any other."""
    orders = Order.objects.of(request.company).select_related(
        "company",
        "number__series",
        "number__issued_by",
        "voucher_number__series",
        "voucher_number__issued_by",
        "order_type__order_series",
        "order_type__stock_location",
        "party__customer_number",
        "stock_location",
        "commission__number",
        "created_by",
        "updated_by",
    )
    return get_object_or_404(orders, pk=pk)


@role_required(*EVERYONE)
def order_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """One order: its facts, its lines with what is invoiced, its numbers."""
    order = find_order(request, pk)
    lines = document_lines(order)
    invoices = order.invoices.select_related("number__series", "number__issued_by").order_by("pk")
    context = detail_context(order, lines, partner(With.CUSTOMERS)) | {
        "order": order,
        "production": production_of_order(order),
        "invoices": invoices,
        "list_title": OrderList.title,
        "list_url": reverse("orders:order_list"),
        "can_cancel": order.state == OrderState.OPEN,
        "can_edit": not order.is_cancelled,
    }
    return render(request, "orders/order_detail.html", context)


@role_required(*WRITERS)
def order_cancel(request: CompanyRequest, pk: int) -> HttpResponse:
    """Cancel an order, with the reason."""
    order = find_order(request, pk)
    return cancel_page(
        request,
        order,
        lambda reason, version: cancel_order(
            order=order, by=request.user, reason=reason, version=version
        ),
    )


@role_required(*EVERYONE)
def order_print(request: CompanyRequest, pk: int) -> HttpResponse:
    """The order confirmation, in the customer's language."""
    order = find_order(request, pk)
    context = paper_context(
        order,
        ORDER_TITLE,
        partner(With.CUSTOMERS),
        paper=ORDER_CONFIRMATION,
        order_type=order.order_type_id,
    )
    return render(request, "print/order_confirmation.html", context)
