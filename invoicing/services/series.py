"""Which series an invoice takes its number from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind
from invoicing.services.cashnotes import refuse_shared
from numbering.exceptions import NumberingError, SeriesNotAssigned
from numbering.models import NumberSeries
from numbering.services import find_series
from orders.models import OrderType
from orders.querysets import ADVANCE_SLOT, SHARED_INVOICE_SLOT

if TYPE_CHECKING:
    from invoicing.models import Invoice


class SeriesOfMany:
    """Finds the series of many invoices of a company: of those alike it is looked up once.

    Alike are invoices of one kind and order type: nothing else decides on the series.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, int | None], NumberSeries | NumberingError] = {}

    def __call__(self, invoice: Invoice) -> NumberSeries:
        """See invoice_series."""
        alike = (invoice.kind, invoice.order_type_id)
        if alike not in self._found:
            try:
                self._found[alike] = invoice_series(invoice)
            except NumberingError as error:
                self._found[alike] = error
        found = self._found[alike]
        if isinstance(found, NumberingError):
            raise found
        return found


def invoice_series(invoice: Invoice) -> NumberSeries:
    """The series that numbers this invoice, the first of these that applies.

    An advance invoice: the series of slot 9. A cash note: the series assigned to cash notes; a
    company with a certified control unit must have one. The order type's own series (Winbas). A
    credit note: the series assigned to credit notes, unless the company uses one series for
    invoices and credit notes (easyWinArt). The shared series of slot 8; where a company has none,
    the series assigned to the kind of document. Raises SeriesNotAssigned, CashNotesApart.
    """
    company, order_type = invoice.company, invoice.order_type
    if invoice.kind == InvoiceKind.ADVANCE:
        return _advance_series(invoice)
    if invoice.kind == InvoiceKind.CASH_NOTE:
        assigned = find_series(company, InvoiceKind.CASH_NOTE)
        if assigned is not None:
            if company.certified_control_unit:
                refuse_shared(assigned)
            return assigned
        if company.certified_control_unit:
            raise SeriesNotAssigned(
                _(
                    "With a certified control unit, cash notes need a number series of their own:"
                    " an administrator assigns one in Settings › Where numbers are used."
                )
            )
    if order_type is not None and order_type.own_invoice_series:
        return _own_series(order_type)
    if invoice.kind == InvoiceKind.CREDIT_NOTE and not company.same_series_for_credit_notes:
        assigned = find_series(company, InvoiceKind.CREDIT_NOTE)
        if assigned is not None:
            return assigned
    return _shared_series(invoice)


def _own_series(order_type: OrderType) -> NumberSeries:
    if order_type.invoice_series is None:
        raise SeriesNotAssigned(
            _(
                "Order type %(type)s has no invoice numbers: an administrator enters them from – to"
                " – next in Settings › Order types, or unticks its own series."
            )
            % {"type": order_type}
        )
    return order_type.invoice_series


def _shared_series(invoice: Invoice) -> NumberSeries:
    """Slot 8's series; without one, what is set for the kind of document, then for invoices."""
    found = _slot_series(invoice, SHARED_INVOICE_SLOT)
    one_series = (
        invoice.kind == InvoiceKind.CREDIT_NOTE and invoice.company.same_series_for_credit_notes
    )
    if found is None and not one_series:
        found = find_series(invoice.company, invoice.kind)
    found = found or find_series(invoice.company, InvoiceKind.INVOICE)
    if found is None:
        raise SeriesNotAssigned(
            _(
                "The shared invoice series has no numbers: an administrator enters them from – to"
                " – next in Settings › Order types, row 8."
            )
        )
    return found


def _advance_series(invoice: Invoice) -> NumberSeries:
    found = _slot_series(invoice, ADVANCE_SLOT) or find_series(invoice.company, "advance_payment")
    if found is None:
        raise SeriesNotAssigned(
            _(
                "Advance payments have no numbers: an administrator enters them from – to – next"
                " in Settings › Order types, row 9."
            )
        )
    return found


def _slot_series(invoice: Invoice, slot: int) -> NumberSeries | None:
    order_type = (
        OrderType.objects.of(invoice.company).select_related("invoice_series").in_slot(slot)
    )
    return order_type.invoice_series if order_type is not None else None
