"""Making the next document of a chain from an order or a trade document, whole or in part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from orders.forms.conversion import ConvertForm
from orders.forms.numbers import NumberPlace, picked_series, typed_number
from orders.models import Order, TradeDocument
from orders.selectors import is_numbered, stock_location_for
from orders.services.content import missing_role
from orders.services.conversion import (
    convertible_lines,
    converts_into,
    name_of,
    refuse_nothing_open,
)
from orders.services.trade_steps import convert
from orders.tradekinds import INVOICE, ORDER, Target, TradeKind, target
from orders.views.numbers import detour, led_to_setup, tell_of_number, with_form_errors
from orders.views.order_entry import TYPES_SCREEN, new_order_place
from orders.views.orders import find_order
from orders.views.stock import tell_of_stock
from orders.views.trade import find_trade
from orders.views.trade_entry import new_trade_place


@role_required(*WRITERS)
def order_convert(request: CompanyRequest, pk: int, into: str) -> HttpResponse:
    """Make a delivery from an order."""
    return ConvertPage(request, find_order(request, pk), into).answer()


@role_required(*WRITERS)
def trade_convert(request: CompanyRequest, kind: str, pk: int, into: str) -> HttpResponse:
    """Make what follows from a trade document."""
    return ConvertPage(request, find_trade(request, kind, pk), into).answer()


class ConvertPage:
    """Shows what is open, and makes the next document of it."""

    def __init__(self, request: CompanyRequest, source: Order | TradeDocument, into: str) -> None:
        if into not in converts_into(source) or into == INVOICE:  # invoices have their own page
            raise Http404
        self.request, self.source = request, source
        self.into: Target = target(into)

    def answer(self) -> HttpResponse:
        """The page, or where it leads."""
        request = self.request
        kept = typed_before(request)
        data = request.POST if request.method == "POST" else kept
        if data is None:
            away = self._led_away()
            if away is not None:
                return away
        form = self._form(data)
        place = self._place(form, data or {})
        if wants_detour(request):
            screen = TYPES_SCREEN if self.into.code == ORDER else ""
            led = detour(request, place, str(self.into.make), self.into.code, screen=screen)
            if led is not None:
                return led
        elif kept is not None:
            not_yet_checked(form)
        elif request.method == "POST" and form.is_valid():
            made = self._made(form)
            if made is not None:
                return redirect(made)
        return render(request, "orders/convert.html", self._context(form, place, data is not None))

    def _led_away(self) -> HttpResponse | None:
        """Where nothing is open, back; where nothing can be numbered, to setting it up."""
        try:
            refuse_nothing_open(self.source, self.into.code)
        except NumberingError as error:
            messages.error(self.request, str(error))
            return redirect(self.source)
        if isinstance(self.into, TradeKind) and not is_numbered(
            self.request.company, self.into.code
        ):
            return led_to_setup(self.request, self._place(self._form(None), {}), self.into.code)
        return None

    def _form(self, data: Any) -> ConvertForm:
        usual = self.source.stock_location
        if usual is None and isinstance(self.into, TradeKind) and self.into.moves:
            usual = stock_location_for(self.request.company, self.request.user).location
        lines = convertible_lines(self.source, self.into.code)
        return ConvertForm(
            data,
            company=self.request.company,
            into=self.into,
            usual_location=usual,
            lines=[(line, left, left) for line, left in lines],
            initial={"date": timezone.localdate()},
        )

    def _place(self, form: ConvertForm, data: Any) -> NumberPlace:
        """The number field of the document that is to be made."""
        on = form.typed_date()
        if self.into.code == ORDER:
            return new_order_place(self.request, form.picked_type, on, data)
        department = self.source.department if isinstance(self.source, TradeDocument) else None
        place = new_trade_place(self.request, self.into.code, department, on, data)
        if department is None:
            return place
        return replace(
            place, rule_url=f"{place.rule_url}?{urlencode({'department': department.pk})}"
        )

    def _made(self, form: ConvertForm) -> Order | TradeDocument | None:
        """The document that was made, or None: the form then says why."""
        try:
            made = convert(
                source=self.source,
                into=self.into.code,
                by=self.request.user,
                date=form.cleaned_data["date"],
                quantities=form.quantities(),
                order_type=form.cleaned_data.get("order_type"),
                stock_location=form.cleaned_data.get("stock_location"),
                typed_number=typed_number(self.request.POST),
                series=picked_series(self.request.company, self.request.POST),
            )
        except NumberingError as error:
            form.add_service_error(error)
            return None
        messages.success(self.request, _("%(document)s is made.") % {"document": name_of(made)})
        tell_of_number(self.request, made.number, self.request.POST)
        if isinstance(made, TradeDocument) and made.trade_kind.moves:
            tell_of_stock(self.request, made)
        return made

    def _context(self, form: ConvertForm, place: NumberPlace, is_dirty: bool) -> dict[str, Any]:
        context: dict[str, Any] = {
            "source": self.source,
            "into": self.into,
            "form": form,
            "number_place": with_form_errors(place, form),
            "missing_role": missing_role(self.source.party, self.into.parties),
            "is_dirty": is_dirty,
        }
        if self.into.code == ORDER:
            request = self.request
            chosen = form.picked_type
            context["location"] = stock_location_for(request.company, request.user, chosen)
        return context
