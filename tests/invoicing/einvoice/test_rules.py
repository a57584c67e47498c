"""nw13: the sums keep the rules of EN 16931, whatever is invoiced."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.choices import InvoiceKind
from invoicing.einvoice import cii, ubl
from invoicing.einvoice.model import EInvoice
from orders.choices import REASONED, Side, TaxCategory
from orders.totals import FrozenRate
from tests.invoicing.einvoice.cases import S25, model
from tests.invoicing.einvoice.official import complaints
from tests.invoicing.einvoice.reading import read_cii, read_ubl
from tests.invoicing.einvoice.rules import broken

REASONS = {category: f"Why {category}" if category in REASONED else "" for category in TaxCategory}
RATES = [
    *(FrozenRate(str(rate), f"{rate} %", Decimal(rate)) for rate in ("25.5", "13.5", "7", "2.1")),
    *(
        FrozenRate(category, category, Decimal(0), category, REASONS[category])
        for category in TaxCategory
        if category not in (TaxCategory.STANDARD, TaxCategory.OUTSIDE)
    ),
]
OUTSIDE = FrozenRate("O", "O", Decimal(0), TaxCategory.OUTSIDE, "Not subject to VAT")
quantities = st.decimals("0.001", "999999.999", places=3).map(str)
prices = st.decimals("-9999.9999", "99999.9999", places=4).map(str)
sides = st.sampled_from(Side.values)
kinds = st.sampled_from([kind for kind in InvoiceKind if kind != InvoiceKind.INTERNAL_INVOICE])


def faults(said: EInvoice) -> list[str]:
    """What is wrong with either form, by the official rules and by ours."""
    forms = cii(said), ubl(said)
    read, same = read_cii(forms[0]), read_ubl(forms[1])
    assert read == same
    return [*broken(read), *complaints(forms[0]), *complaints(forms[1])]


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(quantities, prices, sides, st.sampled_from(RATES)), min_size=1, max_size=12
    ),
    kind=kinds,
)
def test_nw13_any_lines_add_up(rows: list[tuple[str, str, str, FrozenRate]], kind: str) -> None:
    assert faults(model(*rows, kind=kind)) == []


@pytest.mark.parametrize("category", [category.value for category in TaxCategory])
def test_nw13_every_category_is_valid_and_says_why(category: str) -> None:
    percent = Decimal(25 if category == "S" else 0)
    rate = FrozenRate("X", "X", percent, category, REASONS[TaxCategory(category)])

    said = model(("3", "10", Side.DEBIT, rate))

    assert faults(said) == []
    (row,) = read_cii(cii(said)).taxes
    assert row.get("BT-120", "") == REASONS[TaxCategory(category)]
    assert row.get("BT-121") == {
        "AE": "VATEX-EU-AE",
        "K": "VATEX-EU-IC",
        "G": "VATEX-EU-G",
        "O": "VATEX-EU-O",
    }.get(category)


def test_nw13_a_delivery_within_the_eu_says_when_and_where_to() -> None:
    rate = FrozenRate("K", "K", Decimal(0), "K", "Intra-Community supply")

    head = read_ubl(ubl(model(("1", "10", Side.DEBIT, rate)))).head

    assert (head["BT-72"], head["BT-80"]) == ("2026-11-21", "PL")


def test_nw13_outside_the_scope_of_tax_no_vat_number_is_said() -> None:
    german = {"seller_country": "DE", "seller_tax_id": "DE136695976"}

    said = model(("1", "10", Side.DEBIT, OUTSIDE), **german)

    assert faults(said) == []
    head = read_cii(cii(said)).head
    assert "BT-31" not in head
    assert head["BT-29"] == "DE136695976"


def test_nw13_codes_of_one_rate_are_one_sum_and_reasons_are_kept() -> None:
    """Two codes of 25 %: 0.10 and 0.10, tax 0.03 each on the paper; 0.06 is a cent more."""
    goods = FrozenRate("G25", "Goods 25 %", Decimal(25))
    care = FrozenRate("E1", "Care", Decimal(0), "E", "Health care")
    school = FrozenRate("E2", "School", Decimal(0), "E", "Education")
    rows = [("1", "0.10", Side.DEBIT, rate) for rate in (S25, goods, care, school)]

    said = model(*rows)

    read = read_cii(cii(said))
    assert [(row["BT-116"], row["BT-117"]) for row in read.taxes] == [
        (Decimal("0.20"), Decimal("0.06")),
        (Decimal("0.20"), Decimal(0)),
    ]
    assert read.taxes[1]["BT-120"] == "Health care; Education"
    assert complaints(cii(said)) == complaints(ubl(said)) == []


def test_nw13_a_price_below_zero_turns_the_quantity() -> None:
    """BR-27: prices have no sign."""
    read = read_ubl(ubl(model(("2", "-5", Side.DEBIT, S25), ("10", "100", Side.DEBIT, S25))))

    line = read.lines[0]
    assert (line["BT-129"], line["BT-146"], line["BT-131"]) == (-2, 5, -10)


def test_nw13_what_xml_cannot_say_is_left_out() -> None:
    said = model(text="A\x0bB\x00 <&>\r\n€ 𝄞 \ud800", your_reference="\x07")

    read = read_cii(cii(said))

    assert read.head["BT-22"] == "A B  <&>\n€ 𝄞"
    assert "BT-10" not in read.head
    assert faults(said) == []


SUMS = [
    (b"<ram:LineTotalAmount>100.00", b"<ram:LineTotalAmount>100.01"),
    (b"<ram:CalculatedAmount>25.00", b"<ram:CalculatedAmount>27.00"),
    (b"<ram:BasisAmount>100.00", b"<ram:BasisAmount>99.00"),
    (b"<ram:DuePayableAmount>125.00", b"<ram:DuePayableAmount>0.00"),
    (b"<ram:CategoryCode>S", b"<ram:CategoryCode>Z"),
]
OTHERS = [
    (b'<ram:ID schemeID="VA">DK12345674', b'<ram:ID schemeID="VA">1'),
    (b"<ram:CountryID>DK", b"<ram:CountryID>UK"),
]


@pytest.mark.parametrize(("right", "wrong"), [*SUMS, *OTHERS])
def test_the_checks_see_what_is_wrong(right: bytes, wrong: bytes) -> None:
    xml = cii(model())
    assert complaints(xml) == broken(read_cii(xml)) == []
    spoilt = xml.replace(right, wrong, 1)
    assert spoilt != xml

    assert complaints(spoilt)
    if (right, wrong) in SUMS:
        assert broken(read_cii(spoilt))
