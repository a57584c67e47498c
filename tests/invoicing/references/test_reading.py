"""A reference is found again, however a bank or a customer wrote it."""

from __future__ import annotations

import pytest

from invoicing.choices import PaymentScheme
from invoicing.references.reading import stored_forms
from invoicing.references.schemes import scheme_of


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("RF18 5390 0754 7034", "RF18539007547034"),
        ("rf18539007547034", "RF18539007547034"),
        ("RF33 0000 2348 236", "RF332348236"),
        ("0000000001230", "1230"),
        ("1 230", "1230"),
        ("18", "000000000000018"),
        ("+71<000000000000018+81234567<", "000000000000018"),
        ("+75<0000000000000026 +81234567<", "0000000000000026"),
        ("21 00000 00003 13947 14300 09017", "210000000003139471430009017"),
        ("+++010/8068/17183+++", "010806817183"),
        ("***010/8068/17183***", "010806817183"),
        ("123-", "123-"),
    ],
)
def test_nw12_a_reference_is_read_as_it_is_written(written: str, stored: str) -> None:
    assert stored in stored_forms(written)


@pytest.mark.parametrize("code", [code for code in PaymentScheme.values if code])
def test_nw12_what_is_printed_is_read_back(code: str) -> None:
    reference = scheme_of(code).make("99014")
    assert reference in stored_forms(scheme_of(code).group(reference))


@pytest.mark.parametrize("nonsense", ["", "   ", "000", "+++", "<>", "\x00"])
def test_nw12_nonsense_finds_nothing_to_look_for(nonsense: str) -> None:
    assert all(len(form) < 28 for form in stored_forms(nonsense))
