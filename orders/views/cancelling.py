"""Cancelling a document, a commission or a record: the page that asks for the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from numbering.access import CompanyRequest
from numbering.exceptions import NumberingError
from numbering.pages.setaside import typed_before
from orders.forms.parties import CancelForm
from orders.services.conversion import name_of


def cancel_page(
    request: CompanyRequest,
    document: Any,
    cancel: Callable[[str, int | None], object],
    template: str = "orders/document_cancel.html",
) -> HttpResponse:
    """Ask for the reason and cancel by the service given, or say why that cannot be."""
    kept = typed_before(request)
    form = CancelForm(
        request.POST if request.method == "POST" else kept, initial={"version": document.version}
    )
    name = name_of(document)
    if request.method == "POST" and form.is_valid():
        try:
            cancel(form.cleaned_data["reason"], form.cleaned_data["version"])
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _("%(document)s is cancelled.") % {"document": name})
            return redirect(document)
    context = {"form": form, "document": document, "name": name}
    return render(request, template, context)
