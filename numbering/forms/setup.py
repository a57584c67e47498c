"""Numbering set up for a kind from three fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from numbering.kinds import NumberKind
from numbering.models import Company, NumberSeries


class SetupForm(forms.Form):
    """A name, a text and a next number (KeyBalance's +); the series page has all the rest."""

    code = forms.CharField(
        label=_("Name"), max_length=20, help_text=_("Short and unique, for lists and messages.")
    )
    description = forms.CharField(
        label=_("Text"),
        max_length=120,
        required=False,
        help_text=_("What its numbers are for."),
    )
    next_number = forms.CharField(
        label=_("Next number"),
        max_length=60,
        help_text=_("The first one given out, as it shall look: 1, 01001, SO-0001, RE-{YYYY}/001."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("code", "next_number"):
            self.fields[name].widget.attrs["class"] = "num-input"
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        self.fields["next_number"].widget.attrs["autofocus"] = True


# What a service calls the fields of a series' first line.
RENAMED = dict.fromkeys(
    ("start", "first_number", "last_number", "prefix1", "prefix2", "suffix", "digits", "number"),
    "next_number",
)


def suggestion(company: Company, kind: NumberKind) -> dict[str, str]:
    """What the fields begin with: easyWinArt's first numbers for customers and suppliers."""
    code = kind.code.replace("_", "-").upper()[:17]
    taken = set(NumberSeries.objects.of(company).values_list("code", flat=True))
    free = next(
        name for name in (code, *(f"{code}-{n}" for n in range(2, 99))) if name not in taken
    )
    first = "1"
    if kind.is_ledger_account:
        leading = 7 if kind.code == "supplier" else 1
        first = str(leading * 10**company.ledger_account_digits + 1)
    return {"code": free, "description": str(kind.label), "next_number": first}
