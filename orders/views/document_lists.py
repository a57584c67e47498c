"""What the lists of documents have in common: orders, trade documents, commissions, records."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from numbering.kinds import registers_of
from numbering.pages import Column, ListPage, by_number
from numbering.pages.search import ByNumber
from orders.partners import Partner
from orders.selectors import InUse, in_use
from orders.views.filters import SEARCH_NOTE

NUMBER = Column("number", _("Number"), "number", sort=by_number("number"), link=True)
# Beside each own number, where the company uses it.
VOUCHER = Column(
    "voucher",
    _("Voucher"),
    "number",
    value="voucher_number",
    sort=by_number("voucher_number"),
    optional=True,
    used=lambda page: page.in_use.vouchers,
)
DATE = Column("date", _("Date"), "date", sort="date", descending_first=True, is_indexed=True)
REFERENCE = Column(
    "reference",
    _("Your reference"),
    value="your_reference",
    sort="your_reference",
    css="clip",
    optional=True,
)
COMMISSION = Column(
    "commission",
    _("Commission"),
    "number",
    value="commission.number",
    sort=by_number("commission__number"),
    optional=True,
    shown=False,
    used=lambda page: page.in_use.commissions,
)
DEPARTMENT = Column(
    "department",
    _("Department"),
    value="department.name",
    sort="department__code",
    optional=True,
    used=lambda page: page.in_use.departments,
)
SUMS = (
    Column("net", _("Net"), "money", sort="net", total=True, optional=True),
    Column("gross", _("Total"), "money", sort="gross", total=True),
)
STATE = Column("state", _("State"), "state", sort="state")
ID = Column("id", _("Id"), "number", value="internal_id", optional=True, shown=False)

VOUCHER_QUESTION = ByNumber("voucher_number", *registers_of("voucher"))


def party_columns(partner: Partner, key: str) -> tuple[Column, Column]:
    """Number and name of the other side."""
    field, _kind = partner.numbers[0]
    return (
        Column(
            f"{key}_number",
            partner.number_label,
            "number",
            value=lambda row: partner.number_of(row.party),
            sort=by_number(f"party__{field}"),
            optional=True,
        ),
        Column(key, partner.label, value="party.name", sort="party__name", css="grow clip"),
    )


def searched_texts(partner: Partner) -> list[str]:
    """The texts in which a search looks for a part."""
    return [
        "number__text",
        "voucher_number__text",
        "party__name",
        "party__city",
        *(f"party__{field}__text" for field, _kind in partner.numbers),
        "your_reference",
        "our_reference",
    ]


class DocumentList(ListPage):
    """Documents of one kind, newest first; there may be millions."""

    is_large = True
    search_note = SEARCH_NOTE
    ordering = ["-date", "-pk"]

    @cached_property
    def in_use(self) -> InUse:
        """What the company does that others do without."""
        return in_use(self.company)

    def row_css(self, row: Any) -> str:
        """What is cancelled steps back."""
        return "is-off" if row.is_cancelled else ""
