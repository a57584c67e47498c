"""Which reference customers of a country use, and the account that each reference needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from invoicing.choices import ReferenceChoice

OF_COUNTRY = {
    "SE": ReferenceChoice.OCR,
    "FI": ReferenceChoice.FINNISH,
    "AX": ReferenceChoice.FINNISH,
    "NO": ReferenceChoice.KID,
    "DK": ReferenceChoice.FIK,
    "CH": ReferenceChoice.QR,
    "LI": ReferenceChoice.QR,
    "BE": ReferenceChoice.BELGIAN,
}


@dataclass(frozen=True, slots=True)
class Need:
    """One of these fields must be filled, with a number that begins with the account's country."""

    fields: tuple[str, ...]
    message: str | Promise
    country: str = ""


NEEDS: dict[str, Need] = {
    ReferenceChoice.RF: Need(("iban",), _("For an RF reference, type the IBAN.")),
    ReferenceChoice.OCR: Need(
        ("bankgiro", "plusgiro"), _("For an OCR reference, type a Bankgiro or Plusgiro number.")
    ),
    ReferenceChoice.FIK: Need(
        ("fik_creditor",), _("For a FIK reference, type the creditor number.")
    ),
    ReferenceChoice.QR: Need(("qr_iban",), _("For a QR reference, type the QR-IBAN.")),
    # Banks take these on accounts of their own country only.
    ReferenceChoice.FINNISH: Need(
        ("iban",), _("For a Finnish reference, type a Finnish IBAN: it begins with FI."), "FI"
    ),
    ReferenceChoice.KID: Need(
        ("iban",), _("For a KID, type a Norwegian IBAN: it begins with NO."), "NO"
    ),
    ReferenceChoice.BELGIAN: Need(
        ("iban",),
        _("For a structured communication, type a Belgian IBAN: it begins with BE."),
        "BE",
    ),
}
