"""The invoice journal as a file: its invoices, its sums and the numbers without an invoice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from invoicing.journal import Figures, Row, Scope, read_journal, rows_of
from invoicing.journal.figures import Amounts, RateAmounts
from invoicing.journal.unused import Unused
from invoicing.models import InvoiceTax
from numbering.access import CompanyRequest
from numbering.pages.export import CHUNK, file_response, too_long

_Rate = tuple[Decimal, str]
_ByRate = dict[_Rate, tuple[Decimal, Decimal]]


def export_journal(
    request: CompanyRequest, scope: Scope, file_format: str
) -> HttpResponseBase | None:
    """Every invoice with its taxes in columns of their own, the sums, the numbers without one.

    None where they are too many for the format, which is told.
    """
    refusal = too_long(scope.invoices(), file_format)
    if refusal:
        messages.error(request, refusal)
        return None
    journal = read_journal(scope)
    rates = {(one.percent, one.code): one.label for one in journal.figures.rates}
    rows = chain(
        _invoices(scope, list(rates)),
        _sums(journal.figures, list(rates)),
        _unused(journal.unused.rows, len(rates)),
    )
    return file_response("invoice-journal", _head(rates.values()), rows, file_format)


def _head(rates: Iterable[str]) -> list[str]:
    head = [_("Row"), _("Series"), _("Number"), _("Period"), _("Date"), _("Cust. no.")]
    head += [_("Customer"), _("Kind"), _("Invoice type"), _("Currency"), _("Invoices")]
    head += [_("Net"), _("Tax"), _("Total")]
    for rate in rates:
        head += [_("Net %(rate)s") % {"rate": rate}, _("Tax %(rate)s") % {"rate": rate}]
    return [*head, _("Note")]


def _invoices(scope: Scope, rates: list[_Rate]) -> Iterator[list[Any]]:
    chunk: list[Row] = []
    for row in rows_of(scope):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _with_taxes(chunk, rates)
            chunk = []
    yield from _with_taxes(chunk, rates)


def _with_taxes(chunk: list[Row], rates: list[_Rate]) -> Iterator[list[Any]]:
    """The invoices with what was sold at each rate: one query."""
    taxes: dict[int, _ByRate] = defaultdict(dict)
    stored = InvoiceTax.objects.filter(invoice__in=[row.pk for row in chunk]).order_by("pk")
    for key, percent, code, net, tax in stored.values_list(
        "invoice", "percent", "code", "net", "tax"
    ):
        before = taxes[key].get((percent, code), (Decimal(0), Decimal(0)))
        taxes[key][percent, code] = before[0] + net, before[1] + tax
    for row in chunk:
        yield [
            _("Invoice"),
            row.series_code,
            row.number,
            row.period,
            row.date,
            row.customer_number,
            row.customer,
            row.kind_label,
            row.type_name,
            row.currency,
            1,
            row.net,
            row.tax,
            row.gross,
            *_columns(taxes[row.pk], rates),
            "",
        ]


def _columns(amounts: _ByRate, rates: list[_Rate]) -> list[Decimal | None]:
    nothing = (None, None)
    return [amount for rate in rates for amount in amounts.get(rate, nothing)]


def _sums(figures: Figures, rates: list[_Rate]) -> Iterator[list[Any]]:
    for series in figures.series:
        span = f"{series.first} – {series.last}"
        for total, own in series.blocks:
            head = [_("Sum of the series"), series.code, span]
            yield [*head, *_sum(total, own, rates)]
    for total, own in figures.blocks:
        yield [_("Sum"), "", "", *_sum(total, own, rates)]


def _sum(total: Amounts, own: list[RateAmounts], rates: list[_Rate]) -> list[Any]:
    by_rate = {(one.percent, one.code): (one.net, one.tax) for one in own}
    amounts = [total.count, total.net, total.tax, total.gross, *_columns(by_rate, rates)]
    return [*[""] * 6, total.currency, *amounts, ""]


def _unused(rows: Iterable[Unused], rates: int) -> Iterator[list[Any]]:
    for one in rows:
        number = one.first if one.count == 1 else f"{one.first} – {one.last}"
        note = f"{one.fate.label}: {one.note}" if one.note else str(one.fate.label)
        yield [_("No invoice"), one.series, number, *[""] * 11, *[None] * (2 * rates), note]
