"""What the next invoice's payment reference will be: for the settings page, nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date

from django.db.models import Max
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind, PaymentScheme, ReferenceChoice
from invoicing.exceptions import ReferenceTooLong
from invoicing.models import BankDetails, Invoice
from invoicing.references.choosing import OF_COUNTRY
from invoicing.references.schemes import scheme_of
from invoicing.services.bank_details import agreed_choices
from invoicing.services.references import REGISTERS, ReferenceMaker, reference_maker_of
from invoicing.services.series import invoice_series
from numbering.exceptions import NumberingError, SeriesNotAssigned
from numbering.models import Company, IssuedNumber, NumberSeries, SeriesLine
from numbering.services import peek


@dataclass(frozen=True, slots=True)
class Sample:
    """A reference as it will be printed, or why there can be none."""

    label: str
    countries: str
    reference: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Samples:
    """The next number with its references, and the series whose digits are not their own."""

    number: str
    rows: list[Sample]
    clashes: list[str]


@dataclass(frozen=True, slots=True)
class _NextNumber:
    """What references are made of: the next number, its line, and the key it will have."""

    text: str
    line: int | None
    key: int

    @classmethod
    def of(cls, series: NumberSeries, on: Date) -> _NextNumber:
        last = IssuedNumber.objects.aggregate(last=Max("pk"))["last"] or 0
        text = peek(series, on=on)
        return cls(text, _line_of(series, text, on), last + 1)


def samples_of(details: BankDetails, *, on: Date) -> Samples | None:
    """The references of the next invoice; None where there are none, or no number to draw."""
    schemes = _schemes_in_use(details)
    series = _usual_series(details.company)
    if not schemes or series is None:
        return None
    try:
        number = _NextNumber.of(series, on)
    except NumberingError:
        return None
    maker = reference_maker_of(details)
    rows = [
        _sample(details, maker, number, scheme, ", ".join(countries))
        for scheme, countries in schemes.items()
    ]
    return Samples(number.text, rows, list(_clashes(details.company, maker)))


def _schemes_in_use(details: BankDetails) -> dict[str, list[str]]:
    """Each scheme with the countries whose customers get it, if the country decides."""
    found: dict[str, list[str]] = {}
    for choice in dict.fromkeys([details.reference, *agreed_choices(details)]):
        if choice != ReferenceChoice.BY_COUNTRY:
            found.setdefault(details.scheme_for(choice, ""), [])
            continue
        for country, own in OF_COUNTRY.items():
            if details.missing_for(own) is None:
                found.setdefault(details.scheme_for(own, country), []).append(country)
        others = details.scheme_for(ReferenceChoice.RF, "")
        found.setdefault(others, []).append(_("all others"))
    found.pop(PaymentScheme.NONE, None)
    return found


def _usual_series(company: Company) -> NumberSeries | None:
    """The series of an ordinary invoice, else the first that invoices have."""
    try:
        return invoice_series(Invoice(company=company, kind=InvoiceKind.INVOICE))
    except SeriesNotAssigned:
        series = NumberSeries.objects.filter(company=company, register__in=REGISTERS, blocked=False)
        return series.order_by("-register", "code").first()


def _line_of(series: NumberSeries, number: str, on: Date) -> int | None:
    for line in SeriesLine.objects.filter(series=series).order_by("pk"):
        value = line.format.value_of(number, on)
        if value is not None and line.first_number <= value <= line.last_value:
            return line.pk
    return None


def _sample(
    details: BankDetails, maker: ReferenceMaker, number: _NextNumber, code: str, countries: str
) -> Sample:
    label = str(PaymentScheme(code).label)
    scheme = scheme_of(code, kid_length=details.kid_length)
    try:
        base = maker.base(scheme, number.text, line=number.line, key=number.key)
    except ReferenceTooLong as problem:
        return Sample(label, countries, "", str(problem))
    invoice = Invoice(
        payment_scheme=code,
        payment_reference=scheme.make(base),
        seller_fik_creditor=details.fik_creditor,
    )
    return Sample(label, countries, invoice.payment_reference_text)


def _clashes(company: Company, maker: ReferenceMaker) -> Iterator[str]:
    """The ranges whose numbers can have the same digits as those of another line."""
    lines = SeriesLine.objects.in_registers(company, REGISTERS).select_related("series")
    for line in lines.order_by("series__code", "pk"):
        if maker.lines.rivals(line.pk):
            yield f"{line.series.code} {line.range_text()}"
