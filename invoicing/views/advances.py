"""From an order to the draft of an advance invoice."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.advances import advance_room, advances_of_order
from invoicing.forms.advances import AdvanceForm
from invoicing.services.advances import create_advance
from invoicing.views.drafts import posted
from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from orders.views.orders import find_order


@role_required(*WRITERS)
def advance_new(request: CompanyRequest, pk: int) -> HttpResponse:
    """Ask for an advance on an order: makes the draft of an advance invoice."""
    order = find_order(request, pk)
    data = posted(request)
    form = AdvanceForm(data, company=request.company, initial={"date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            invoice = create_advance(order=order, by=request.user, **form.cleaned_data)
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _("The draft is made. Check it, then issue it."))
            return redirect(invoice)
    room = advance_room(order)
    context = {
        "order": order,
        "form": form,
        "advances": advances_of_order(order),
        "room": room.items(),
        "most": sum(room.values(), Decimal(0)),
        "is_dirty": data is not None,
    }
    return render(request, "invoicing/advance_new.html", context)
