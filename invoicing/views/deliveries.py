"""From deliveries to the draft of an invoice, and from returns to that of a credit note."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.forms.drafts import InvoiceTogetherForm
from invoicing.selectors import invoiced_together_with, lines_to_invoice
from invoicing.services.deliveries import create_invoice_from_trade
from invoicing.views.drafts import posted
from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from orders.models import TradeDocument
from orders.services.invoiced import refuse_not_invoiced
from orders.tradekinds import INVOICE


@role_required(*WRITERS)
def invoice_from_trade(request: CompanyRequest, pk: int) -> HttpResponse:
    """Make a draft from a delivery, and from others of the customer that are ticked.

    Ticking asks for the grid anew, with the lines of what is ticked: a part of the page.
    """
    document = _find(request, pk)
    try:
        refuse_not_invoiced(document)
    except NumberingError as error:
        messages.error(request, str(error))
        return redirect(document)
    others = invoiced_together_with(document)
    data = posted(request)
    ticked = set((request.GET if data is None else data).getlist("others"))
    is_credited = document.trade_kind.is_credited
    documents = [document, *(other for other in others if str(other.pk) in ticked)]
    form = InvoiceTogetherForm(
        data,
        company=request.company,
        others=others,
        is_credited=is_credited,
        lines=[(line, left, left) for line, left in lines_to_invoice(documents)],
        initial={"date": timezone.localdate(), **request.GET.dict()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            invoice = create_invoice_from_trade(
                documents=documents,
                by=request.user,
                date=form.cleaned_data["date"],
                quantities=form.quantities(),
                payment_terms=form.cleaned_data["payment_terms"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _("The draft is made. Check it, then issue it."))
            return redirect(invoice)
    context = {
        "document": document,
        "title": _("Make credit note") if is_credited else _("Make invoice"),
        "before_label": _("Returned") if is_credited else _("Delivered"),
        "form": form,
        "others": others,
        "ticked": ticked,
        "is_dirty": data is not None,
    }
    template = "invoicing/lines_to_invoice.html" if request.htmx else "invoicing/invoice_new.html"
    return render(request, template, context)


def _find(request: CompanyRequest, pk: int) -> TradeDocument:
    """A delivery or a return of the company; 404 for any other document."""
    documents = TradeDocument.objects.of(request.company).that_become(INVOICE)
    return get_object_or_404(
        documents.select_related("company", "number", "party__customer_number"), pk=pk
    )
