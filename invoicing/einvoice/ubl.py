"""An e-invoice as UBL 2.1, in the shape of Peppol BIS Billing 3."""

from __future__ import annotations

from typing import Any

from invoicing.einvoice.model import (
    EN_16931,
    PEPPOL,
    PEPPOL_PROCESS,
    EInvoice,
    Identifier,
    Line,
    Preceding,
    Tax,
    Trader,
)
from invoicing.einvoice.xml import Namespace, amount, document, plain

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
cac = Namespace("cac", f"{_SCHEMA}CommonAggregateComponents-2")
cbc = Namespace("cbc", f"{_SCHEMA}CommonBasicComponents-2")


def ubl(model: EInvoice) -> bytes:
    """The XML that networks carry: an Invoice or a CreditNote."""
    name = "CreditNote" if model.is_credit_note else "Invoice"
    root_namespace = Namespace("", f"{_SCHEMA}{name}-2")
    root = root_namespace.group(
        name,
        cbc("CustomizationID", PEPPOL if model.is_peppol else EN_16931),
        cbc("ProfileID", PEPPOL_PROCESS) if model.is_peppol else None,
        cbc("ID", model.number),
        cbc("IssueDate", model.date.isoformat()),
        model.due_date and cbc("DueDate", model.due_date.isoformat()),
        cbc(f"{name}TypeCode", model.type_code),
        cbc("Note", model.note),
        cbc("DocumentCurrencyCode", model.currency),
        cbc("BuyerReference", model.buyer_reference),
        _order(model),
        [_preceding(one) for one in model.preceding],
        cac("AccountingSupplierParty", _trader(model.seller)),
        cac("AccountingCustomerParty", _trader(model.buyer)),
        _delivery(model),
        _payment_means(model),
        cac("PaymentTerms", cbc("Note", model.terms)),
        _tax_total(model),
        _totals(model),
        [_line(model, line) for line in model.lines],
    )
    return document(root, root_namespace, cac, cbc)


def _order(model: EInvoice) -> Any:
    # UBL wants the buyer's order number as well; NA is how Peppol says that it is not known.
    if not model.sales_order:
        return None
    return cac("OrderReference", cbc("ID", "NA"), cbc("SalesOrderID", model.sales_order))


def _preceding(preceding: Preceding) -> Any:
    return cac(
        "BillingReference",
        cac(
            "InvoiceDocumentReference",
            cbc("ID", preceding.number),
            preceding.date and cbc("IssueDate", preceding.date.isoformat()),
        ),
    )


def _trader(trader: Trader) -> Any:
    contact, address = trader.contact, trader.address
    return cac(
        "Party",
        _identifier("EndpointID", trader.electronic),
        cac("PartyIdentification", cbc("ID", trader.identifier)),
        cac(
            "PostalAddress",
            cbc("StreetName", address.street),
            cbc("CityName", address.city),
            cbc("PostalZone", address.postcode),
            _country(address.country),
        ),
        _registered_tax(trader.vat_number, "VAT"),
        _registered_tax(trader.tax_number, "TAX"),
        cac(
            "PartyLegalEntity",
            cbc("RegistrationName", trader.name),
            _identifier("CompanyID", trader.registration),
        ),
        cac(
            "Contact",
            cbc("Name", contact.person),
            cbc("Telephone", contact.phone),
            cbc("ElectronicMail", contact.email),
        ),
    )


def _registered_tax(number: str, scheme: str) -> Any:
    if not number:
        return None
    return cac("PartyTaxScheme", cbc("CompanyID", number), cac("TaxScheme", cbc("ID", scheme)))


def _delivery(model: EInvoice) -> Any:
    return cac(
        "Delivery",
        model.delivered and cbc("ActualDeliveryDate", model.delivered.isoformat()),
        cac("DeliveryLocation", cac("Address", _country(model.delivered_to))),
    )


def _country(code: str) -> Any:
    return cac("Country", cbc("IdentificationCode", code))


def _payment_means(model: EInvoice) -> list[Any]:
    """One for each account, as each has room for one."""
    payment = model.payment
    if payment is None:
        return []
    accounts = [
        cac(
            "PayeeFinancialAccount",
            cbc("ID", account.number),
            cac("FinancialInstitutionBranch", cbc("ID", account.provider)),
        )
        for account in payment.accounts
    ]
    return [
        cac(
            "PaymentMeans",
            cbc("PaymentMeansCode", payment.code),
            cbc("PaymentID", payment.reference),
            account,
        )
        for account in accounts or [None]
    ]


def _tax_total(model: EInvoice) -> Any:
    return cac(
        "TaxTotal",
        _money("TaxAmount", model, model.totals.tax),
        [
            cac(
                "TaxSubtotal",
                _money("TaxableAmount", model, tax.net),
                _money("TaxAmount", model, tax.tax),
                _category("TaxCategory", tax, tax),
            )
            for tax in model.taxes
        ],
    )


def _category(name: str, source: Tax | Line, tax: Tax | None = None) -> Any:
    return cac(
        name,
        cbc("ID", source.category),
        cbc("Percent", plain(source.percent)),
        cbc("TaxExemptionReasonCode", tax.reason_code) if tax else None,
        cbc("TaxExemptionReason", tax.reason) if tax else None,
        cac("TaxScheme", cbc("ID", "VAT")),
    )


def _totals(model: EInvoice) -> Any:
    totals = model.totals
    return cac(
        "LegalMonetaryTotal",
        _money("LineExtensionAmount", model, totals.lines),
        _money("TaxExclusiveAmount", model, totals.lines),
        _money("TaxInclusiveAmount", model, totals.gross),
        _money("PrepaidAmount", model, totals.paid) if totals.paid else None,
        _money("PayableAmount", model, totals.due),
    )


def _line(model: EInvoice, line: Line) -> Any:
    name, quantity = (
        ("CreditNoteLine", "CreditedQuantity")
        if model.is_credit_note
        else ("InvoiceLine", "InvoicedQuantity")
    )
    return cac(
        name,
        cbc("ID", line.identifier),
        cbc(quantity, plain(line.quantity), unitCode=line.unit),
        _money("LineExtensionAmount", model, line.amount),
        cac(
            "Item",
            cbc("Name", line.name),
            cac("SellersItemIdentification", cbc("ID", line.item_number)),
            _category("ClassifiedTaxCategory", line),
        ),
        cac("Price", cbc("PriceAmount", plain(line.price), currencyID=model.currency)),
    )


def _money(name: str, model: EInvoice, value: Any) -> Any:
    return cbc(name, amount(value), currencyID=model.currency)


def _identifier(name: str, identifier: Identifier | None) -> Any:
    return identifier and cbc(name, identifier.value, schemeID=identifier.scheme)
