"""An e-invoice as UN/CEFACT Cross Industry Invoice: Factur-X and ZUGFeRD, profile EN 16931."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from invoicing.einvoice.model import EN_16931, EInvoice, Identifier, Line, Tax, Trader
from invoicing.einvoice.xml import Namespace, amount, document, plain

_STANDARD = "urn:un:unece:uncefact:data:standard:"
rsm = Namespace("rsm", f"{_STANDARD}CrossIndustryInvoice:100")
ram = Namespace("ram", f"{_STANDARD}ReusableAggregateBusinessInformationEntity:100")
udt = Namespace("udt", f"{_STANDARD}UnqualifiedDataType:100")
qdt = Namespace("qdt", f"{_STANDARD}QualifiedDataType:100")


def cii(model: EInvoice) -> bytes:
    """The XML that lies in a Factur-X PDF."""
    root = rsm.group(
        "CrossIndustryInvoice",
        rsm(
            "ExchangedDocumentContext",
            ram("GuidelineSpecifiedDocumentContextParameter", ram("ID", EN_16931)),
        ),
        rsm(
            "ExchangedDocument",
            ram("ID", model.number),
            ram("TypeCode", model.type_code),
            _day("IssueDateTime", model.date),
            ram("IncludedNote", ram("Content", model.note)),
        ),
        rsm(
            "SupplyChainTradeTransaction",
            [_line(line) for line in model.lines],
            _agreement(model),
            _delivery(model),
            _settlement(model),
        ),
    )
    return document(root, rsm, ram, udt, qdt)


def _line(line: Line) -> Any:
    return ram(
        "IncludedSupplyChainTradeLineItem",
        ram("AssociatedDocumentLineDocument", ram("LineID", line.identifier)),
        ram(
            "SpecifiedTradeProduct",
            ram("SellerAssignedID", line.item_number),
            ram("Name", line.name),
        ),
        ram(
            "SpecifiedLineTradeAgreement",
            ram("NetPriceProductTradePrice", ram("ChargeAmount", plain(line.price))),
        ),
        ram(
            "SpecifiedLineTradeDelivery",
            ram("BilledQuantity", plain(line.quantity), unitCode=line.unit),
        ),
        ram(
            "SpecifiedLineTradeSettlement",
            ram(
                "ApplicableTradeTax",
                ram("TypeCode", "VAT"),
                ram("CategoryCode", line.category),
                ram("RateApplicablePercent", plain(line.percent)),
            ),
            ram(
                "SpecifiedTradeSettlementLineMonetarySummation",
                ram("LineTotalAmount", amount(line.amount)),
            ),
        ),
    )


def _agreement(model: EInvoice) -> Any:
    return ram(
        "ApplicableHeaderTradeAgreement",
        ram("BuyerReference", model.buyer_reference),
        _trader("SellerTradeParty", model.seller),
        _trader("BuyerTradeParty", model.buyer),
        ram("SellerOrderReferencedDocument", ram("IssuerAssignedID", model.sales_order)),
    )


def _trader(name: str, trader: Trader) -> Any:
    contact, address = trader.contact, trader.address
    return ram(
        name,
        ram("ID", trader.identifier),
        ram("Name", trader.name),
        ram("SpecifiedLegalOrganization", _identifier("ID", trader.registration)),
        ram(
            "DefinedTradeContact",
            ram("PersonName", contact.person),
            ram("TelephoneUniversalCommunication", ram("CompleteNumber", contact.phone)),
            ram("EmailURIUniversalCommunication", ram("URIID", contact.email)),
        ),
        ram(
            "PostalTradeAddress",
            ram("PostcodeCode", address.postcode),
            ram("LineOne", address.street),
            ram("CityName", address.city),
            ram("CountryID", address.country),
        ),
        ram("URIUniversalCommunication", _identifier("URIID", trader.electronic)),
        ram("SpecifiedTaxRegistration", ram("ID", trader.vat_number, schemeID="VA")),
        ram("SpecifiedTaxRegistration", ram("ID", trader.tax_number, schemeID="FC")),
    )


def _delivery(model: EInvoice) -> Any:
    # The group has to be there, even if nothing is known of the delivery.
    return ram.group(
        "ApplicableHeaderTradeDelivery",
        ram("ShipToTradeParty", ram("PostalTradeAddress", ram("CountryID", model.delivered_to))),
        ram("ActualDeliverySupplyChainEvent", _day("OccurrenceDateTime", model.delivered)),
    )


def _settlement(model: EInvoice) -> Any:
    payment = model.payment
    return ram(
        "ApplicableHeaderTradeSettlement",
        ram("PaymentReference", payment.reference) if payment else None,
        ram("InvoiceCurrencyCode", model.currency),
        _payment_means(model),
        [_tax(tax) for tax in model.taxes],
        ram(
            "SpecifiedTradePaymentTerms",
            ram("Description", model.terms),
            _day("DueDateDateTime", model.due_date),
        ),
        _totals(model),
        [
            ram(
                "InvoiceReferencedDocument",
                ram("IssuerAssignedID", one.number),
                _day("FormattedIssueDateTime", one.date, qdt),
            )
            for one in model.preceding
        ],
    )


def _payment_means(model: EInvoice) -> list[Any]:
    """One for each account, as each has room for one."""
    payment = model.payment
    if payment is None:
        return []
    code = payment.code
    if not payment.accounts:
        return [ram("SpecifiedTradeSettlementPaymentMeans", ram("TypeCode", code))]
    return [
        ram(
            "SpecifiedTradeSettlementPaymentMeans",
            ram("TypeCode", code),
            ram(
                "PayeePartyCreditorFinancialAccount",
                ram("IBANID" if account.is_iban else "ProprietaryID", account.number),
            ),
            ram("PayeeSpecifiedCreditorFinancialInstitution", ram("BICID", account.provider)),
        )
        for account in payment.accounts
    ]


def _tax(tax: Tax) -> Any:
    return ram(
        "ApplicableTradeTax",
        ram("CalculatedAmount", amount(tax.tax)),
        ram("TypeCode", "VAT"),
        ram("ExemptionReason", tax.reason),
        ram("BasisAmount", amount(tax.net)),
        ram("CategoryCode", tax.category),
        ram("ExemptionReasonCode", tax.reason_code),
        ram("RateApplicablePercent", plain(tax.percent)),
    )


def _totals(model: EInvoice) -> Any:
    totals = model.totals
    return ram(
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        ram("LineTotalAmount", amount(totals.lines)),
        ram("TaxBasisTotalAmount", amount(totals.lines)),
        ram("TaxTotalAmount", amount(totals.tax), currencyID=model.currency),
        ram("GrandTotalAmount", amount(totals.gross)),
        ram("TotalPrepaidAmount", amount(totals.paid)) if totals.paid else None,
        ram("DuePayableAmount", amount(totals.due)),
    )


def _identifier(name: str, identifier: Identifier | None) -> Any:
    return identifier and ram(name, identifier.value, schemeID=identifier.scheme)


def _day(name: str, day: Date | None, types: Namespace = udt) -> Any:
    return day and ram(name, types("DateTimeString", f"{day:%Y%m%d}", format="102"))
