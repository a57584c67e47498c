"""Both XML forms read back into business terms of EN 16931, without any code of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_NUMBERS = "106 109 110 112 113 115 116 117 119 129 131 146 152"
NUMBERS = {f"BT-{term}" for term in _NUMBERS.split()}
Terms = dict[str, object]


@dataclass
class Reading:
    """What an e-invoice says: its head, and its groups."""

    head: Terms
    lines: list[Terms] = field(default_factory=list)
    taxes: list[Terms] = field(default_factory=list)
    payments: list[Terms] = field(default_factory=list)


def _terms(element: etree._Element, paths: dict[str, str]) -> Terms:
    """The terms that are there; numbers as numbers, days as ISO writes them."""
    found: Terms = {}
    for term, path in paths.items():
        texts = [str(text) for text in element.xpath(path, namespaces=NAMESPACES)]
        assert len(texts) <= 1, (term, texts)
        for text in texts:
            found[term] = Decimal(text) if term in NUMBERS else text
    return found


def _day(text: object) -> str:
    """20260131 as 2026-01-31."""
    day = str(text)
    return day if "-" in day else f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _reading(xml: bytes, head: dict[str, str], **groups: tuple[str, dict[str, str]]) -> Reading:
    root = etree.fromstring(xml)
    found = Reading(_terms(root, head))
    for day in ("BT-2", "BT-9", "BT-26", "BT-72"):
        if day in found.head:
            found.head[day] = _day(found.head[day])
    for name, (path, paths) in groups.items():
        rows = [_terms(row, paths) for row in root.xpath(path, namespaces=NAMESPACES)]
        setattr(found, name, rows)
    return found


def _cii_party(party: str, terms: str) -> dict[str, str]:
    at = f"//ram:{party}/"
    name, number, register, scheme, vat, tax, street, city, post, country, mail, mail_scheme = (
        terms.split()
    )
    return {
        name: f"{at}ram:Name/text()",
        number: f"{at}ram:ID/text()",
        register: f"{at}ram:SpecifiedLegalOrganization/ram:ID/text()",
        scheme: f"{at}ram:SpecifiedLegalOrganization/ram:ID/@schemeID",
        vat: f"{at}ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']/text()",
        tax: f"{at}ram:SpecifiedTaxRegistration/ram:ID[@schemeID='FC']/text()",
        street: f"{at}ram:PostalTradeAddress/ram:LineOne/text()",
        city: f"{at}ram:PostalTradeAddress/ram:CityName/text()",
        post: f"{at}ram:PostalTradeAddress/ram:PostcodeCode/text()",
        country: f"{at}ram:PostalTradeAddress/ram:CountryID/text()",
        mail: f"{at}ram:URIUniversalCommunication/ram:URIID/text()",
        mail_scheme: f"{at}ram:URIUniversalCommunication/ram:URIID/@schemeID",
    }


def _ubl_party(party: str, terms: str) -> dict[str, str]:
    at = f"/*/cac:{party}/cac:Party/"
    name, number, register, scheme, vat, tax, street, city, post, country, mail, mail_scheme = (
        terms.split()
    )
    return {
        name: f"{at}cac:PartyLegalEntity/cbc:RegistrationName/text()",
        number: f"{at}cac:PartyIdentification/cbc:ID/text()",
        register: f"{at}cac:PartyLegalEntity/cbc:CompanyID/text()",
        scheme: f"{at}cac:PartyLegalEntity/cbc:CompanyID/@schemeID",
        vat: f"{at}cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID/text()",
        tax: f"{at}cac:PartyTaxScheme[cac:TaxScheme/cbc:ID!='VAT']/cbc:CompanyID/text()",
        street: f"{at}cac:PostalAddress/cbc:StreetName/text()",
        city: f"{at}cac:PostalAddress/cbc:CityName/text()",
        post: f"{at}cac:PostalAddress/cbc:PostalZone/text()",
        country: f"{at}cac:PostalAddress/cac:Country/cbc:IdentificationCode/text()",
        mail: f"{at}cbc:EndpointID/text()",
        mail_scheme: f"{at}cbc:EndpointID/@schemeID",
    }


SELLER = "BT-27 BT-29 BT-30 BT-30-scheme BT-31 BT-32 BT-35 BT-37 BT-38 BT-40 BT-34 BT-34-scheme"
BUYER = "BT-44 BT-46 BT-47 BT-47-scheme BT-48 BT-48-tax BT-50 BT-52 BT-53 BT-55 BT-49 BT-49-scheme"
_SETTLEMENT = "//ram:ApplicableHeaderTradeSettlement/"
_SUMS = f"{_SETTLEMENT}ram:SpecifiedTradeSettlementHeaderMonetarySummation/"
_CONTACT = "//ram:SellerTradeParty/ram:DefinedTradeContact/"


def read_cii(xml: bytes) -> Reading:
    """What a Cross Industry Invoice says."""
    head = {
        "BT-1": "//rsm:ExchangedDocument/ram:ID/text()",
        "BT-2": "//rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString/text()",
        "BT-3": "//rsm:ExchangedDocument/ram:TypeCode/text()",
        "BT-5": "//ram:InvoiceCurrencyCode/text()",
        "BT-9": "//ram:DueDateDateTime/udt:DateTimeString/text()",
        "BT-10": "//ram:BuyerReference/text()",
        "BT-14": "//ram:SellerOrderReferencedDocument/ram:IssuerAssignedID/text()",
        "BT-20": "//ram:SpecifiedTradePaymentTerms/ram:Description/text()",
        "BT-22": "//rsm:ExchangedDocument/ram:IncludedNote/ram:Content/text()",
        "BT-25": "//ram:InvoiceReferencedDocument/ram:IssuerAssignedID/text()",
        "BT-26": "//ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime/*/text()",
        "BT-41": f"{_CONTACT}ram:PersonName/text()",
        "BT-42": f"{_CONTACT}ram:TelephoneUniversalCommunication/*/text()",
        "BT-43": f"{_CONTACT}ram:EmailURIUniversalCommunication/*/text()",
        "BT-72": "//ram:ActualDeliverySupplyChainEvent/*/udt:DateTimeString/text()",
        "BT-80": "//ram:ShipToTradeParty//ram:CountryID/text()",
        "BT-106": f"{_SUMS}ram:LineTotalAmount/text()",
        "BT-109": f"{_SUMS}ram:TaxBasisTotalAmount/text()",
        "BT-110": f"{_SUMS}ram:TaxTotalAmount/text()",
        "BT-112": f"{_SUMS}ram:GrandTotalAmount/text()",
        "BT-113": f"{_SUMS}ram:TotalPrepaidAmount/text()",
        "BT-115": f"{_SUMS}ram:DuePayableAmount/text()",
        **_cii_party("SellerTradeParty", SELLER),
        **_cii_party("BuyerTradeParty", BUYER),
    }
    tax = "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/"
    sum_of_line = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount/text()"
    line = {
        "BT-126": "ram:AssociatedDocumentLineDocument/ram:LineID/text()",
        "BT-129": "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/text()",
        "BT-130": "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode",
        "BT-131": f"ram:SpecifiedLineTradeSettlement/{sum_of_line}",
        "BT-146": "ram:SpecifiedLineTradeAgreement/*/ram:ChargeAmount/text()",
        "BT-151": f"{tax}ram:CategoryCode/text()",
        "BT-152": f"{tax}ram:RateApplicablePercent/text()",
        "BT-153": "ram:SpecifiedTradeProduct/ram:Name/text()",
        "BT-155": "ram:SpecifiedTradeProduct/ram:SellerAssignedID/text()",
    }
    taxes = {
        "BT-116": "ram:BasisAmount/text()",
        "BT-117": "ram:CalculatedAmount/text()",
        "BT-118": "ram:CategoryCode/text()",
        "BT-119": "ram:RateApplicablePercent/text()",
        "BT-120": "ram:ExemptionReason/text()",
        "BT-121": "ram:ExemptionReasonCode/text()",
    }
    payment = {
        "BT-81": "ram:TypeCode/text()",
        "BT-83": "../ram:PaymentReference/text()",
        "BT-84": "ram:PayeePartyCreditorFinancialAccount/*/text()",
        "BT-86": "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID/text()",
    }
    return _reading(
        xml,
        head,
        lines=("//ram:IncludedSupplyChainTradeLineItem", line),
        taxes=(f"{_SETTLEMENT}ram:ApplicableTradeTax", taxes),
        payments=(f"{_SETTLEMENT}ram:SpecifiedTradeSettlementPaymentMeans", payment),
    )


def read_ubl(xml: bytes) -> Reading:
    """What a UBL Invoice or CreditNote says."""
    sums = "/*/cac:LegalMonetaryTotal/cbc:"
    head = {
        "BT-1": "/*/cbc:ID/text()",
        "BT-2": "/*/cbc:IssueDate/text()",
        "BT-3": "/*/cbc:InvoiceTypeCode/text() | /*/cbc:CreditNoteTypeCode/text()",
        "BT-5": "/*/cbc:DocumentCurrencyCode/text()",
        "BT-9": "/*/cbc:DueDate/text()",
        "BT-10": "/*/cbc:BuyerReference/text()",
        "BT-14": "/*/cac:OrderReference/cbc:SalesOrderID/text()",
        "BT-20": "/*/cac:PaymentTerms/cbc:Note/text()",
        "BT-22": "/*/cbc:Note/text()",
        "BT-25": "/*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID/text()",
        "BT-26": "/*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate/text()",
        "BT-41": "/*/cac:AccountingSupplierParty//cac:Contact/cbc:Name/text()",
        "BT-42": "/*/cac:AccountingSupplierParty//cac:Contact/cbc:Telephone/text()",
        "BT-43": "/*/cac:AccountingSupplierParty//cac:Contact/cbc:ElectronicMail/text()",
        "BT-72": "/*/cac:Delivery/cbc:ActualDeliveryDate/text()",
        "BT-80": "/*/cac:Delivery//cbc:IdentificationCode/text()",
        "BT-106": f"{sums}LineExtensionAmount/text()",
        "BT-109": f"{sums}TaxExclusiveAmount/text()",
        "BT-110": "/*/cac:TaxTotal/cbc:TaxAmount/text()",
        "BT-112": f"{sums}TaxInclusiveAmount/text()",
        "BT-113": f"{sums}PrepaidAmount/text()",
        "BT-115": f"{sums}PayableAmount/text()",
        **_ubl_party("AccountingSupplierParty", SELLER),
        **_ubl_party("AccountingCustomerParty", BUYER),
    }
    line = {
        "BT-126": "cbc:ID/text()",
        "BT-129": "cbc:InvoicedQuantity/text() | cbc:CreditedQuantity/text()",
        "BT-130": "cbc:InvoicedQuantity/@unitCode | cbc:CreditedQuantity/@unitCode",
        "BT-131": "cbc:LineExtensionAmount/text()",
        "BT-146": "cac:Price/cbc:PriceAmount/text()",
        "BT-151": "cac:Item/cac:ClassifiedTaxCategory/cbc:ID/text()",
        "BT-152": "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent/text()",
        "BT-153": "cac:Item/cbc:Name/text()",
        "BT-155": "cac:Item/cac:SellersItemIdentification/cbc:ID/text()",
    }
    taxes = {
        "BT-116": "cbc:TaxableAmount/text()",
        "BT-117": "cbc:TaxAmount/text()",
        "BT-118": "cac:TaxCategory/cbc:ID/text()",
        "BT-119": "cac:TaxCategory/cbc:Percent/text()",
        "BT-120": "cac:TaxCategory/cbc:TaxExemptionReason/text()",
        "BT-121": "cac:TaxCategory/cbc:TaxExemptionReasonCode/text()",
    }
    payment = {
        "BT-81": "cbc:PaymentMeansCode/text()",
        "BT-83": "cbc:PaymentID/text()",
        "BT-84": "cac:PayeeFinancialAccount/cbc:ID/text()",
        "BT-86": "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID/text()",
    }
    return _reading(
        xml,
        head,
        lines=("/*/cac:InvoiceLine | /*/cac:CreditNoteLine", line),
        taxes=("/*/cac:TaxTotal/cac:TaxSubtotal", taxes),
        payments=("/*/cac:PaymentMeans", payment),
    )


READERS: dict[str, Callable[[bytes], Reading]] = {"cii": read_cii, "ubl": read_ubl}
