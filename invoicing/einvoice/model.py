"""What an e-invoice says, in the business terms of EN 16931: the one source of both XML forms.

Amounts, quantities and signs are as the standard wants them: a credit note's are positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
EN_16931 = "urn:cen.eu:en16931:2017"
CREDIT_NOTE = "381"
# Peppol's network does not deliver to e-mail addresses.
E_MAIL = "EM"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number with the register that gave it; `scheme` is empty where that is not known."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """BG-5 and BG-8: a postal address."""

    street: str  # BT-35, BT-50
    postcode: str  # BT-38, BT-53
    city: str  # BT-37, BT-52
    country: str  # BT-40, BT-55


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """BG-6: whom to ask at the seller."""

    person: str = ""  # BT-41
    phone: str = ""  # BT-42
    email: str = ""  # BT-43


@dataclass(frozen=True, slots=True, kw_only=True)
class Trader:
    """BG-4 and BG-7: seller or buyer."""

    name: str  # BT-27, BT-44
    address: Address
    identifier: str = ""  # BT-29, BT-46
    registration: Identifier | None = None  # BT-30, BT-47
    vat_number: str = ""  # BT-31, BT-48
    tax_number: str = ""  # BT-32
    electronic: Identifier | None = None  # BT-34, BT-49
    contact: Contact = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """BG-17: an account to pay to."""

    number: str  # BT-84
    is_iban: bool
    provider: str = ""  # BT-86: BIC, or what a national convention says instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """BG-16: how to pay. One code for all accounts (UBL-SR-47)."""

    code: str  # BT-81
    reference: str = ""  # BT-83
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Preceding:
    """BG-3: an invoice that this one refers to, as a credit note does."""

    number: str  # BT-25
    date: Date | None  # BT-26


@dataclass(frozen=True, slots=True)
class Tax:
    """BG-23: the sum of the lines with one category and rate, and its tax."""

    category: str  # BT-118
    percent: Decimal | None  # BT-119, BT-152; outside the scope of tax there is none
    net: Decimal  # BT-116
    tax: Decimal  # BT-117
    reason: str  # BT-120
    reason_code: str  # BT-121


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """BG-25: one line."""

    identifier: str  # BT-126
    name: str  # BT-153
    item_number: str  # BT-155
    quantity: Decimal  # BT-129
    unit: str  # BT-130
    price: Decimal  # BT-146
    amount: Decimal  # BT-131
    category: str  # BT-151
    percent: Decimal | None  # BT-152


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """BG-22: the sums. Nothing is taken off or put on below the lines."""

    lines: Decimal  # BT-106, and BT-109 as well
    tax: Decimal  # BT-110
    gross: Decimal  # BT-112
    paid: Decimal  # BT-113

    @property
    def due(self) -> Decimal:
        """BT-115: what is to be paid."""
        return self.gross - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class EInvoice:
    """An invoice or credit note."""

    number: str  # BT-1
    date: Date  # BT-2
    type_code: str  # BT-3
    currency: str  # BT-5
    due_date: Date | None  # BT-9
    buyer_reference: str  # BT-10
    sales_order: str  # BT-14
    terms: str  # BT-20
    note: str  # BT-22
    preceding: tuple[Preceding, ...]
    seller: Trader
    buyer: Trader
    delivered: Date | None  # BT-72
    delivered_to: str  # BT-80: a country
    payment: Payment | None
    totals: Totals
    taxes: tuple[Tax, ...]
    lines: tuple[Line, ...]

    @property
    def is_credit_note(self) -> bool:
        """Whether UBL has another document for it."""
        return self.type_code == CREDIT_NOTE

    @property
    def is_peppol(self) -> bool:
        """Whether it has what Peppol wants beyond EN 16931; only then may it say that it has.

        Rules R003 (a reference of the buyer or of the order), R010 and R020 (electronic addresses).
        """
        addresses = (self.seller.electronic, self.buyer.electronic)
        return bool(self.buyer_reference or self.sales_order) and all(
            address is not None and address.scheme != E_MAIL for address in addresses
        )
