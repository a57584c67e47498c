"""What the screens share that settle something for single customers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from numbering.forms.base import CompanyForm
from numbering.pages import Column, by_number
from numbering.pages.pickers import PickerField
from orders.models import Party
from orders.partners import partner
from orders.tradekinds import With

CUSTOMER_COLUMNS = [
    Column(
        "number",
        _("Number"),
        "number",
        value="party.customer_number",
        sort=by_number("party__customer_number"),
        link=True,
    ),
    Column("party", _("Customer"), value="party.name", sort="party__name", css="grow"),
]


class CustomerForm(CompanyForm):
    """A form whose `party` is picked among the company's customers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: QuerySet[Party] = Party.objects.with_number()
        if self.company is not None:
            rows = Party.objects.with_number().of(self.company)
        self.fields["party"] = PickerField(
            rows,
            url_name="orders:party_search",
            number_path="customer_number__text",
            describe=partner(With.CUSTOMERS).name_of,
            label=_("Customer"),
        )
