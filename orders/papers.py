"""What the papers of an order are called, in the customer's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# By the kind of number that the paper carries.
PAPER_TITLES: dict[str, str | Promise] = {
    "sales_order": pgettext_lazy("paper", "Order confirmation"),
    "delivery": pgettext_lazy("paper", "Delivery note"),
}
