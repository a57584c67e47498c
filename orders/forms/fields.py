"""Fields and helpers that entry pages share."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError, SetupError
from numbering.models import Company
from numbering.pages.forms import AmountField, add_domain_error
from numbering.pages.pickers import PickerField, PickerWidget
from orders.exceptions import EntryErrors
from orders.models import Commission, Party, StockLocation
from orders.partners import partner
from orders.tradekinds import With

M = TypeVar("M", bound=models.Model)


class DateField(forms.DateField):
    """The date of a document.

    The browser helps with typing and picking. A text that is no date at all is shown again as it
    was typed, which a browser's date field could not do.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Date"))
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={
                "required": _("Type a date."),
                "invalid": _("There is no such day: type the date again."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> date:
        """The day; what is none goes back into a plain text field."""
        try:
            found: date = super().clean(value)
        except ValidationError:
            if value:
                self.widget.attrs["type"] = "text"
            raise
        return found


class RowField(forms.TypedChoiceField):
    """A select of rows that were fetched once for the whole page, such as tax rates."""

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[int, Any] = {}
        kwargs.setdefault("empty_value", None)
        super().__init__(coerce=self._row, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> RowField:
        copied = super().__deepcopy__(memo)
        assert isinstance(copied, RowField)
        copied.coerce = copied._row
        return copied

    def offer(self, rows: Iterable[tuple[models.Model, Any]], *, empty: Any = None) -> None:
        """The rows to choose from, each with its label."""
        pairs = list(rows)
        self.rows = {row.pk: row for row, _label in pairs}
        first = [] if empty is None else [("", empty)]
        self.choices = [*first, *((str(row.pk), label) for row, label in pairs)]

    def prepare_value(self, value: Any) -> Any:
        """Rows are shown by their key."""
        return str(value.pk) if isinstance(value, models.Model) else value

    def picked(self, value: Any) -> Any:
        """The row with this key, None where it is not among those offered."""
        key = str(self.prepare_value(value))
        return self.rows.get(int(key)) if key.isdecimal() and len(key) < 19 else None

    def valid_value(self, value: Any) -> bool:
        """Whether the key is among those offered."""
        return self.picked(value) is not None

    def _row(self, value: Any) -> Any:
        return value if isinstance(value, models.Model) else self.picked(value)


class EntryForm(forms.Form):
    """A form whose fields are checked by a service.

    The browser does not check what is required: the page says so at each field, and lengths are
    told rather than cut off.
    """

    use_required_attribute = False

    def typed_date(self) -> date:
        """The date on the page, which may be wrong elsewhere; today where there is none."""
        found: date | None = None
        if "date" in self.fields:
            with suppress(ValidationError):
                found = self.fields["date"].clean(self["date"].value())
        return found or timezone.localdate()

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """Put what a service refused on its fields; setting-up errors belong to the number.

        A form with several numbers calls each by its model's field.
        """
        if isinstance(error, EntryErrors):
            for field, sentence in error.fields.items():
                name = fields.get(field, field)
                self.add_error(name if name in self.fields else None, sentence)
            return
        number = str(error.facts.get("number_field", "number"))
        if isinstance(error, SetupError) and not error.field and number in self.fields:
            self.add_error(number, str(error))
            return
        add_domain_error(self, error, **{"number": number, "series": number, **fields})


class PartyField(PickerField):
    """The other side of a document; `offer` says who that can be."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"invalid_choice": _("This is no longer there: pick another one.")}
        )
        super().__init__(
            Party.objects.none(),
            url_name="orders:party_search",
            number_path="customer_number__text",
            **kwargs,
        )
        self.partner = partner(With.CUSTOMERS)

    def offer(self, company: Company, parties: With) -> None:
        """The parties of the company that such a document can be made with."""
        self.partner = partner(parties)
        self.queryset = Party.objects.of(company).offered_to(parties).with_number()
        self.describe = self.partner.name_of
        self.label = self.partner.label
        self.error_messages["required"] = self.partner.missing
        assert isinstance(self.widget, PickerWidget)
        self.widget.query = {"with": parties.value}

    def has_number(self, text: str) -> Q:
        """Any of the numbers that the other side goes by."""
        found = Q()
        for field, _kind in self.partner.numbers:
            found |= Q(**{f"{field}__text__iexact": text})
        return found


def commission_label(commission: Any) -> str:
    """A commission in the search field: number and name."""
    return f"{commission.number or ''} {commission.name}".strip()


class CommissionField(PickerField):
    """The commission that a document belongs to; only open ones are offered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Commission.objects.none(),
            url_name="orders:commission_search",
            number_path="number__text",
            describe=commission_label,
            required=False,
            label=_("Commission"),
            error_messages={
                "invalid_choice": _("This commission is closed: reopen it, or pick another one.")
            },
            **kwargs,
        )

    def offer(self, company: Company) -> None:
        """The open commissions of the company."""
        self.queryset = Commission.objects.of(company).open().select_related("number")


class LocationField(RowField):
    """A select of the stock locations of a company."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Stock location"))
        super().__init__(**kwargs)

    def offer_of(self, company: Company, usual: StockLocation | None) -> None:
        """The locations, `usual` picked; nothing to pick only where there is no usual one."""
        locations = StockLocation.objects.of(company).order_by("code", "pk")
        self.offer(((one, one.name) for one in locations), empty=None if usual else "–")
        self.initial = usual


class PriceField(AmountField):
    """A price, shown with two decimals at least."""

    def prepare_value(self, value: Any) -> Any:
        """12.50 rather than 12.5; 0.0125 as it is."""
        if isinstance(value, Decimal) and value == value.quantize(Decimal("0.01")):
            return f"{value:.2f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))
        return super().prepare_value(value)


class NumberTextField(forms.CharField):
    """A typed document number; its length is for the numbering engine to judge."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(
                attrs={"class": "num-input", "autocomplete": "off", "spellcheck": "false"}
            ),
            **kwargs,
        )


def text_field(label: Any, **kwargs: Any) -> forms.CharField:
    """A text that may be empty; its length is for the service to judge."""
    kwargs.setdefault("required", False)
    return forms.CharField(label=label, **kwargs)
