"""What is paid of an invoice: recorded, withdrawn, set off; and the list of payments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoicing.choices import PaymentWay
from invoicing.forms.payments import PaymentForm, SetOffForm
from invoicing.models import InvoiceBalance, Payment
from invoicing.selectors import other_side, usual_amounts
from invoicing.services.payments import record_payment, set_off, withdraw_payment
from invoicing.views.invoices import TITLES, find_invoice
from invoicing.views.numbers import draft_place
from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.formatting import money
from numbering.pages import ChoiceFilter, Column, ListPage, PeriodFilter
from numbering.pages.search import ByNumber, ByRow, ByStart
from numbering.pages.setaside import typed_before
from orders.forms.numbers import picked_series, typed_number
from orders.forms.parties import CancelForm
from orders.models import Party
from orders.views.numbers import tell_of_change

# So many open items of the other side are offered, the oldest ones.
MOST_OFFERED = 50


@role_required(*WRITERS)
def invoice_pay(request: CompanyRequest, pk: int) -> HttpResponse:
    """Record what was paid of an invoice; a draft is issued by it (Offer-Cube)."""
    invoice = find_invoice(request, pk)
    balance: InvoiceBalance | None = getattr(invoice, "balance", None)
    if balance is not None and balance.is_settled and request.method != "POST":
        messages.info(request, _("%(number)s is paid.") % {"number": invoice.number})
        return redirect(invoice)
    left = abs(invoice.gross if balance is None else balance.open)
    form = PaymentForm(
        request.POST if request.method == "POST" else typed_before(request),
        initial={"date": timezone.localdate(), "amount": left, "way": PaymentWay.BANK},
    )
    if request.method == "POST" and form.is_valid():
        try:
            payment = record_payment(
                invoice=invoice,
                by=request.user,
                typed_number=typed_number(request.POST),
                series=picked_series(request.company, request.POST),
                **form.cleaned_data,
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            _tell_of_payment(request, payment)
            tell_of_change(request, invoice.number, payment.invoice.number)
            return redirect(invoice)
    context: dict[str, Any] = {
        "invoice": invoice,
        "title": TITLES[invoice.kind],
        "balance": balance,
        "form": form,
        "is_dirty": form.is_bound,
    }
    if not invoice.is_issued:
        place = draft_place(request, invoice, request.POST)
        context["number_place"] = place.with_errors(form.errors.get("number", []))
    return render(request, "invoicing/invoice_pay.html", context)


def _tell_of_payment(request: CompanyRequest, payment: Payment) -> None:
    messages.success(
        request,
        _("Payment %(identifier)s of %(amount)s is recorded.")
        % {
            "identifier": payment,
            "amount": money(abs(payment.amount), payment.invoice.currency),
        },
    )


@role_required(*WRITERS)
def payment_withdraw(request: CompanyRequest, pk: int) -> HttpResponse:
    """Withdraw a payment that was recorded by mistake, with the reason."""
    payments = Payment.objects.of(request.company).for_list()
    payment = get_object_or_404(payments, pk=pk)
    form = CancelForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_payment(payment=payment, by=request.user, reason=form.cleaned_data["reason"])
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(
                request, _("Payment %(identifier)s is withdrawn.") % {"identifier": payment}
            )
            return redirect(payment)
    context = {"payment": payment, "invoice": payment.invoice, "form": form}
    return render(request, "invoicing/payment_withdraw.html", context)


@role_required(*WRITERS)
def invoice_set_off(request: CompanyRequest, pk: int) -> HttpResponse:
    """Set a credit off against the customer's open invoices, or an invoice against credits."""
    invoice = find_invoice(request, pk)
    balance: InvoiceBalance | None = getattr(invoice, "balance", None)
    others: list[InvoiceBalance] = []
    if balance is not None and not balance.is_settled:
        others = list(other_side(balance).for_list().oldest_first()[:MOST_OFFERED])
    form = SetOffForm(
        request.POST if request.method == "POST" else typed_before(request),
        others=others,
        amounts=usual_amounts(balance, others),
        initial={"date": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_off(
                invoice=invoice,
                by=request.user,
                date=form.cleaned_data["date"],
                text=form.cleaned_data["text"],
                amounts=form.amounts(),
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _("The amounts are set off."))
            return redirect(invoice)
    context = {
        "invoice": invoice,
        "title": TITLES[invoice.kind],
        "balance": balance,
        "form": form,
        "is_dirty": form.is_bound,
    }
    return render(request, "invoicing/invoice_set_off.html", context)


class PaymentList(ListPage):
    """What was paid, newest first."""

    title = gettext_lazy("Payments")
    columns = [
        Column("identifier", gettext_lazy("Payment"), "number", sort="identifier", link=True),
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
            value="invoice.buyer_number",
            optional=True,
        ),
        Column(
            "customer",
            gettext_lazy("Customer"),
            value="invoice.buyer_name",
            sort="invoice__buyer_name",
            css="grow clip",
        ),
        Column("way", gettext_lazy("Way"), value=lambda row: row.get_way_display(), sort="way"),
        Column("text", gettext_lazy("Text"), css="clip", optional=True),
        Column("amount", gettext_lazy("Amount"), "money", sort="amount", total=True),
        Column("by", gettext_lazy("Recorded by"), value="created_by.get_full_name", optional=True),
    ]
    search = ["identifier", "invoice__buyer_name", "invoice__buyer_number", "text"]
    search_label = gettext_lazy("Payment, customer, text")
    is_large = True
    questions = [
        ByStart("identifier"),
        ByNumber("invoice__party__customer_number", "customer"),
        ByRow("invoice__party", Party.objects.of, "searched"),
    ]
    search_note = gettext_lazy(
        "Payments are found by how their identifiers begin, customers by any part of their name"
        " and town."
    )
    filters = [
        ChoiceFilter("way", gettext_lazy("Way"), PaymentWay.choices),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    ordering = ["-date", "-pk"]
    empty = gettext_lazy("No payments yet. Open an invoice and choose “Record payment”.")
    export_name = "payments"

    def get_queryset(self) -> QuerySet[Payment]:
        """The company's payments with all that a row shows."""
        return Payment.objects.of(self.company).for_list()

    def row_css(self, row: Any) -> str:
        """What was withdrawn steps back, and so does what withdrew it."""
        return "is-off" if row.is_withdrawn or row.is_withdrawal else ""
