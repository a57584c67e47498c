"""The entry page of cards: addresses, items, commissions, records. One page, by declarations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from numbering.access import WRITERS, RoleRequiredMixin
from numbering.exceptions import NumberingError
from numbering.models import NumberSeries
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from numbering.services import number_entry
from numbering.services.lookup import find_series
from numbering.services.warnings import account_warning
from orders.exceptions import DocumentChanged
from orders.forms.cards import CardForm, CardNumber
from orders.forms.differences import card_differences
from orders.forms.numbers import NumberPlace, picked_series, typed_number
from orders.models import Versioned
from orders.selectors import is_numbered
from orders.views.numbers import (
    after_move,
    detour,
    led_to_setup,
    place_of,
    tell_of_change,
    with_form_errors,
)

# In the address of the number fields: the card that is being changed.
CARD = "card"


class CardEntry(RoleRequiredMixin):
    """Enter a card or change one; with `is_rule`, its number fields once more (a part of the page).

    A subclass declares the model's words, form and service; `kwargs` are those of its address.
    """

    roles = WRITERS
    is_rule = False

    form_class: ClassVar[type[CardForm[Any]]]
    # What the pages call one of them, and the list it stands in.
    new_title: str | Promise
    change_title: str | Promise
    list_title: str | Promise
    # Address names of the list, and of the number fields.
    list_name: str
    rule_name: str

    # ---- what a subclass says ----

    @property
    def numbers(self) -> tuple[CardNumber, ...]:
        """The numbers that a card can have."""
        raise NotImplementedError

    def cards(self) -> QuerySet[Any]:
        """The company's cards, with their numbers."""
        raise NotImplementedError

    def save(
        self,
        form: CardForm[Any],
        *,
        typed: Mapping[str, str],
        series: Mapping[str, NumberSeries],
    ) -> Any:
        """Hand the card to its service. Raises what that raises."""
        raise NotImplementedError

    def begun_with(self) -> dict[str, Any]:
        """What the address says of a new card: `?customer=1`."""
        return {}

    def refuse_change(self, card: Any) -> None:
        """Raise where a stored card cannot be changed any more."""

    def saved_sentence(self, card: Any) -> str:
        """What is told after saving."""
        return _("%(name)s is saved.") % {"name": card.describe()}

    def address_kwargs(self) -> dict[str, Any]:
        """What the addresses of list and number fields need."""
        return {name: value for name, value in self.kwargs.items() if name != "pk"}

    # ---- the page ----

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The card that is changed; None on a new one."""
        super().setup(request, *args, **kwargs)
        self.card: Any = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page, or its number fields."""
        self.find()
        if self.is_rule:
            form = self._form(request.GET)
            places = self.places(form, request.GET)
            return render(request, "orders/number_places.html", {"number_places": places})
        if self.card is not None:
            try:
                self.refuse_change(self.card)
            except NumberingError as error:
                messages.error(request, str(error))
                return redirect(self.card)
        kept = typed_before(request)
        form = self._form(kept)
        places = self.places(form, kept or {})
        if kept is not None:
            not_yet_checked(form)
        elif self.card is None:
            for number, place in places:
                led = led_to_setup(self.request, place, number.kind)
                if led is not None and not is_numbered(self.company, number.kind):
                    return led
        return self._page(form, places, is_dirty=kept is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or set aside on the way to a setting."""
        self.find()
        form = self._form(self._posted())
        places = self.places(form, request.POST)
        if wants_detour(request):
            for number, place in places:
                away = detour(self.request, place, str(self.new_title), number.kind)
                if away is not None:
                    return away
        elif form.is_valid():
            try:
                saved = self.save(form, typed=self._typed(form), series=self._picked(form))
            except DocumentChanged:
                return self._conflict(form, places)
            except NumberingError as error:
                form.add_service_error(error)
            else:
                self._tell(saved)
                return redirect(saved)
        return self._page(form, places)

    def find(self) -> None:
        """The card that is changed, also while its number fields are asked for anew."""
        key = self.request.GET.get(CARD, "") if self.is_rule else self.kwargs.get("pk", "")
        if key != "":
            known = str(key).isascii() and str(key).isdecimal() and len(str(key)) < 19
            self.card = get_object_or_404(self.cards(), pk=key if known else 0)

    def _posted(self) -> Any:
        """What was typed; "over" takes what is stored by now for what was opened."""
        if self.card is None or "over" not in self.request.POST:
            return self.request.POST
        data = self.request.POST.copy()
        data["version"] = str(self.card.version)
        return data

    def _form(self, data: Any) -> CardForm[Any]:
        return self.form_class(
            data,
            company=self.company,
            card=self.card,
            numbers=self.numbers,
            initial=self.begun_with() if self.card is None else None,
        )

    def _typed(self, form: CardForm[Any]) -> dict[str, str]:
        """The typed numbers of those that the card gets."""
        data = self.request.POST
        return {one.name: typed_number(data, one.name) for one in self.numbers if form.is_due(one)}

    def _picked(self, form: CardForm[Any]) -> dict[str, NumberSeries]:
        found = {
            one.name: picked_series(self.company, self.request.POST, one.name)
            for one in self.numbers
            if form.is_due(one)
        }
        return {name: series for name, series in found.items() if series is not None}

    def places(self, form: CardForm[Any], data: Any) -> list[tuple[CardNumber, NumberPlace]]:
        """The number fields: those that the card has, and those that it gets."""
        found = []
        for number in self.numbers:
            place = self._place(form, number, data)
            if place is not None:
                found.append((number, with_form_errors(place, form)))
        return found

    def _place(self, form: CardForm[Any], number: CardNumber, data: Any) -> NumberPlace | None:
        issued = getattr(self.card, number.name) if self.card is not None else None
        facts: dict[str, Any] = {"name": number.name, "label": number.label}
        if issued is not None:
            notice = account_warning(self.company, number.kind, issued.text)
            if "date" in form.fields:
                notice = notice or after_move(self.card, form.typed_date())
            return NumberPlace(issued=issued, notice=notice, **facts)
        if not form.is_due(number):
            return None
        department = form.number_department()
        if number.is_optional and not find_series(self.company, number.kind):
            return None
        entry = number_entry(
            self.company,
            number.kind,
            on=form.typed_date(),
            by=self.request.user,
            department=department,
            picked=picked_series(self.company, data, number.name),
        )
        notice = account_warning(self.company, number.kind, entry.next_number)
        label = facts.pop("label")
        return place_of(self.request, entry, label, data, notice=notice, **facts)

    def _page(
        self,
        form: CardForm[Any],
        places: list[tuple[CardNumber, NumberPlace]],
        **more: Any,
    ) -> HttpResponse:
        kwargs = self.address_kwargs()
        context = {
            "form": form,
            "card": self.card,
            "title": self.new_title if self.card is None else self.change_title,
            "list_title": self.list_title,
            "list_url": reverse(self.list_name, kwargs=kwargs),
            "number_places": places,
            "rule_url": self._rule_url(kwargs) if self.card is None or form.decides else "",
        }
        return render(self.request, "orders/card_entry.html", context | more)

    def _rule_url(self, kwargs: dict[str, Any]) -> str:
        url = reverse(self.rule_name, kwargs=kwargs)
        return url if self.card is None else f"{url}?{CARD}={self.card.pk}"

    def _conflict(
        self, form: CardForm[Any], places: list[tuple[CardNumber, NumberPlace]]
    ) -> HttpResponse:
        """Told to the second of two people: who saved what, and what they have themselves."""
        stored: Versioned = self.cards().select_related("updated_by").get(pk=self.card.pk)
        return self._page(
            form,
            places,
            conflict=True,
            stored=stored,
            differences=card_differences(form, stored),
        )

    def _tell(self, saved: Any) -> None:
        messages.success(self.request, self.saved_sentence(saved))
        for number in self.numbers:
            former = getattr(self.card, number.name) if self.card is not None else None
            tell_of_change(self.request, former, getattr(saved, number.name), number.name)
