"""Payment references by the published examples of the schemes, and what their check digits find."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.choices import PaymentScheme
from invoicing.references.schemes import Scheme, scheme_of

SCHEMES = [code for code in PaymentScheme.values if code]
# Base, reference and how it is printed, as published.
PUBLISHED = [
    # ISO 11649: the example of the Swiss QR-bill guidelines.
    (PaymentScheme.RF, "539007547034", "RF18539007547034", "RF18 5390 0754 7034"),
    # Finance Finland's guide to the structure of the RF reference.
    (PaymentScheme.FINNISH, "234823", "2348236", "23 48236"),
    (PaymentScheme.FINNISH_RF, "234823", "RF332348236", "RF33 2348 236"),
    (PaymentScheme.FINNISH, "123", "1232", "1232"),
    (PaymentScheme.FINNISH, "1234567", "12345672", "123 45672"),
    (PaymentScheme.FINNISH, "23409678", "234096783", "2340 96783"),
    # Bankgirot: 123 without and with a length digit.
    (PaymentScheme.OCR, "123", "1230", "1230"),
    (PaymentScheme.OCR_LENGTH, "123", "12351", "12351"),
    (PaymentScheme.KID10, "1234", "12344", "12344"),
    (PaymentScheme.KID11, "1234", "12343", "12343"),
    # Modulus 11 as in the numbers of Norwegian accounts and organisations.
    (PaymentScheme.KID11, "8601111794", "86011117947", "86011117947"),
    (PaymentScheme.KID11, "98807791", "988077917", "988077917"),
    # Danish payment slips number 1 and 2.
    (PaymentScheme.FIK71, "1", "000000000000018", "000000000000018"),
    (PaymentScheme.FIK75, "2", "0000000000000026", "0000000000000026"),
    # SIX: the example of the QR-bill guidelines.
    (
        PaymentScheme.QR,
        "21000000000313947143000901",
        "210000000003139471430009017",
        "21 00000 00003 13947 14300 09017",
    ),
    # Febelfin, and a rest of 0, which is written 97.
    (PaymentScheme.BELGIAN, "0108068171", "010806817183", "+++010/8068/17183+++"),
    (PaymentScheme.BELGIAN, "97", "000000009797", "+++000/0000/09797+++"),
]
# These find every swap of two neighbours; Luhn and 7-3-1 miss some, and so does the Swiss table.
FIND_SWAPS = [
    PaymentScheme.RF,
    PaymentScheme.FINNISH_RF,
    PaymentScheme.KID11,
    PaymentScheme.BELGIAN,
]


@pytest.mark.parametrize(("code", "base", "reference", "printed"), PUBLISHED)
def test_nw12_a_reference_is_as_published(
    code: str, base: str, reference: str, printed: str
) -> None:
    scheme = scheme_of(code)
    assert scheme.make(base) == reference
    assert scheme.group(reference) == printed
    assert scheme.is_valid(reference)


def test_nw12_every_scheme_has_a_published_example() -> None:
    assert {code for code, *_rest in PUBLISHED} == set(SCHEMES)


def bases(scheme: Scheme) -> st.SearchStrategy[str]:
    """What a reference may be made of: digits without a leading zero."""
    least = 10 ** (scheme.shortest - 1)
    return st.integers(least, 10**scheme.longest - 1).map(str)


@pytest.mark.parametrize("code", SCHEMES)
@given(data=st.data())
def test_nw12_one_wrong_digit_is_always_found(code: str, data: st.DataObject) -> None:
    reference = scheme_of(code).make(data.draw(bases(scheme_of(code))))
    assert scheme_of(code).is_valid(reference)
    place = data.draw(st.sampled_from([i for i, c in enumerate(reference) if c.isdecimal()]))
    wrong = data.draw(st.sampled_from([c for c in "0123456789" if c != reference[place]]))
    assert not scheme_of(code).is_valid(f"{reference[:place]}{wrong}{reference[place + 1 :]}")


@pytest.mark.parametrize("code", FIND_SWAPS)
@given(data=st.data())
def test_nw12_two_swapped_neighbours_are_found(code: str, data: st.DataObject) -> None:
    reference = scheme_of(code).make(data.draw(bases(scheme_of(code))))
    places = [i for i, (a, b) in enumerate(pairwise(reference)) if a != b and (a + b).isdecimal()]
    if not places:
        return
    i = data.draw(st.sampled_from(places))
    swapped = reference[:i] + reference[i + 1] + reference[i] + reference[i + 2 :]
    assert not scheme_of(code).is_valid(swapped)


@pytest.mark.parametrize("code", SCHEMES)
@given(data=st.data())
def test_nw12_two_bases_never_make_one_reference(code: str, data: st.DataObject) -> None:
    one, other = (data.draw(bases(scheme_of(code))) for _ in range(2))
    same = scheme_of(code).make(one) == scheme_of(code).make(other)
    assert same == (one == other)


@pytest.mark.parametrize("nonsense", ["", "RF", "RF18", "x", "12x4", "RF1853900754703é", "-", "٣٤"])
@pytest.mark.parametrize("code", SCHEMES)
def test_nw12_nonsense_is_no_reference(code: str, nonsense: str) -> None:
    assert not scheme_of(code).is_valid(nonsense)


def test_nw12_a_kid_of_modulus_11_may_end_with_a_minus() -> None:
    endings = {scheme_of(PaymentScheme.KID11).make(str(base))[-1] for base in range(1, 200)}
    assert endings == set("0123456789-")


def test_nw12_a_kid_is_as_long_as_the_bank_wants_it() -> None:
    kid = scheme_of(PaymentScheme.KID10, kid_length=8)
    assert kid.make("1234") == "00012344"
    assert kid.is_valid("00012344")
    assert kid.fits("1234567")
    assert not kid.fits("12345678")


@pytest.mark.parametrize(
    ("code", "longest", "length"),
    [
        (PaymentScheme.RF, 21, 25),
        (PaymentScheme.OCR, 24, 25),
        (PaymentScheme.OCR_LENGTH, 23, 25),
        (PaymentScheme.FINNISH, 19, 20),
        (PaymentScheme.FINNISH_RF, 19, 24),
        (PaymentScheme.KID11, 24, 25),
        (PaymentScheme.FIK71, 14, 15),
        (PaymentScheme.FIK75, 15, 16),
        (PaymentScheme.QR, 26, 27),
        (PaymentScheme.BELGIAN, 10, 12),
    ],
)
def test_nw12_the_longest_reference_is_as_long_as_the_scheme_allows(
    code: str, longest: int, length: int
) -> None:
    scheme = scheme_of(code)
    assert len(scheme.make("8" * longest)) == length
    assert scheme.fits("8" * longest)
    assert not scheme.fits("8" * (longest + 1))


def test_nw12_a_finnish_reference_has_four_digits_at_least() -> None:
    assert not scheme_of(PaymentScheme.FINNISH).fits("12")
    assert scheme_of(PaymentScheme.FINNISH).fits("123")
