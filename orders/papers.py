"""What papers are called, in the language of who gets them."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from orders.choices import JournalAction

ORDER_TITLE = pgettext_lazy("paper", "Order confirmation")
JOURNAL_TITLES = {
    JournalAction.RECEIPT: pgettext_lazy("paper", "Stock receipt"),
    JournalAction.ISSUE: pgettext_lazy("paper", "Stock issue"),
    JournalAction.TRANSFER: pgettext_lazy("paper", "Stock transfer"),
    JournalAction.COUNT: pgettext_lazy("paper", "Stock count"),
}
