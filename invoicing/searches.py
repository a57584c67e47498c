"""What the search over everything finds of this app; see numbering.pages.everywhere."""

from __future__ import annotations

from invoicing.models import Invoice, Reminder
from numbering.pages.everywhere import Searchable, declare_searchable
from numbering.pages.search import ByStart
from orders.searches import BY_PARTY, DOCUMENT_TEXTS, NUMBERS

INVOICES = Searchable(
    title=Invoice._meta.verbose_name_plural or "",
    model=Invoice,
    rows=Invoice.objects.of,
    prefixes={Invoice.id_prefix: None},
    numbers=NUMBERS,
    questions=(BY_PARTY, ByStart("your_reference")),
    search=DOCUMENT_TEXTS,
    what="label",
    # As frozen at issue, whatever the customer is called now.
    name="buyer_name",
    text="your_reference",
)
REMINDERS = Searchable(
    title=Reminder._meta.verbose_name_plural or "",
    model=Reminder,
    rows=Reminder.objects.of,
    prefixes={Reminder.id_prefix: None},
    questions=(BY_PARTY,),
    search=("number__text", "party__searched"),
    name="buyer_name",
)


def register() -> None:
    """Declare them to the search."""
    for one in (INVOICES, REMINDERS):
        declare_searchable(one)
