"""What the paper of an order is called, in the customer's language."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

ORDER_TITLE = pgettext_lazy("paper", "Order confirmation")
