"""Whether an e-invoice is made of an invoice, and what is missing for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from invoicing.einvoice.codes import COUNTRIES, CURRENCIES
from invoicing.einvoice.identities import NORDIC, identity_of
from invoicing.models import Invoice
from orders.choices import TaxCategory

# EN 16931 wants the seller's VAT number for these; for all others a tax number does as well.
_VAT_NUMBER_OF_SELLER = (TaxCategory.INTRA_COMMUNITY, TaxCategory.EXPORT)
_VAT_NUMBER_OF_BUYER = (TaxCategory.REVERSE_CHARGE, TaxCategory.INTRA_COMMUNITY)


def is_wanted(invoice: Invoice) -> bool:
    """Whether an e-invoice is made at all: nobody gets one inside the company."""
    return invoice.is_collected


def lacking(invoice: Invoice) -> list[str]:
    """What an invoice or draft has to have before an e-invoice can be made of it.

    Sentences that say what to do and where; none if nothing is missing.
    """
    categories = set(invoice.taxes.values_list("category", flat=True))
    return [*_seller(invoice, categories), *_buyer(invoice, categories), *_mixture(categories)]


def _seller(invoice: Invoice, categories: set[str]) -> Iterator[str]:
    country = invoice.seller_country
    if not country:
        yield _(
            "The company has no country: an administrator fills it in, in Settings › Companies."
        )
    elif country not in COUNTRIES:
        yield _(
            "“%(country)s” is no country code: an administrator corrects the company's country in"
            " Settings › Companies (ISO 3166, for example DE)."
        ) % {"country": country}
    if invoice.currency not in CURRENCIES:
        yield _(
            "“%(currency)s” is no currency code: an administrator corrects the company's currency"
            " in Settings › Companies (ISO 4217, for example EUR)."
        ) % {"currency": invoice.currency}
    yield from _tax_identity(invoice, categories)


def _tax_identity(invoice: Invoice, categories: set[str]) -> Iterator[str]:
    found = identity_of(invoice.seller_tax_id, invoice.seller_country)
    is_taxed = bool(categories - {TaxCategory.OUTSIDE})
    if found.vat_number:
        return
    if not found.other and not found.registration:
        yield _(
            "The company has no tax identity: an administrator fills in its VAT number in"
            " Settings › Companies."
        )
    elif found.likely_vat_number and is_taxed:
        yield _(
            "The company's tax identity is no VAT number: an administrator writes the VAT number"
            " instead in Settings › Companies, probably %(number)s."
        ) % {"number": found.likely_vat_number}
    elif categories.intersection(_VAT_NUMBER_OF_SELLER) or (
        is_taxed and invoice.seller_country in NORDIC
    ):
        yield _(
            "The company's tax identity is no VAT number: an administrator writes the VAT number"
            " instead in Settings › Companies, with the country in front."
        )


def _buyer(invoice: Invoice, categories: set[str]) -> Iterator[str]:
    place = {"customer": invoice.buyer_name, "country": invoice.buyer_country}
    if not invoice.buyer_country:
        yield _("%(customer)s has no country: write it on the customer's page.") % place
    elif invoice.buyer_country not in COUNTRIES:
        yield (
            _(
                "“%(country)s” is no country code: correct it on the page of %(customer)s (ISO"
                " 3166, for example DE)."
            )
            % place
        )
    found = identity_of(invoice.buyer_tax_id, invoice.buyer_country)
    if categories.intersection(_VAT_NUMBER_OF_BUYER) and not found.vat_number:
        yield (
            _(
                "%(customer)s accounts for the tax and needs a VAT number: write it as tax identity"
                " on the customer's page, with the country in front."
            )
            % place
        )


def _mixture(categories: set[str]) -> Iterator[str]:
    """BR-O-11: what is outside the scope of tax stands on an invoice of its own."""
    if TaxCategory.OUTSIDE in categories and len(categories) > 1:
        yield _(
            "Lines outside the scope of tax and other lines cannot be on one e-invoice: invoice"
            " them apart."
        )
