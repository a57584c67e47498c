"""easyWinArt's 22 number ranges as they are after its installation.

easyWinArt: the first number drawn is one above the configured begin, but a typed number may be
the begin itself. So a line reaches from begin to end, and its counter is set forward by one with
a documented jump: the begin can be typed, counts as inside the range, and is no missing number.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.choices import GapPolicy, ManualRange
from numbering.models import Company
from numbering.presets.installing import WantedSeries, code_of, describe, install_series
from numbering.presets.registry import Person, Preset, PresetReport, read_rows

DATA = Path(__file__).with_name("easywinart.csv")

# Numbers that can be typed: those of customers and suppliers inside their ranges, because the
# ledger knows them by these ranges; those of items freely, because they are only proposed.
_TYPED: dict[str, dict[str, Any]] = {
    "customer": {"manual_numbers": True, "manual_range": ManualRange.INSIDE},
    "supplier": {"manual_numbers": True, "manual_range": ManualRange.INSIDE},
    "item": {"manual_numbers": True},
}


def install(company: Company, by: Person) -> PresetReport:
    """Make the ranges and use each for its kind of record or document.

    No switch of the company is touched: credit notes stay in the invoices' series where they are,
    and item numbers are proposed only once somebody has switched that on (easyWinArt: explicitly).
    The report says so.
    """
    rows = list(read_rows(DATA))
    shared = company.same_series_for_credit_notes
    wanted = [
        _wanted(company, row) for row in rows if not (shared and row["kind"] == "credit_note")
    ]
    report = install_series(company, wanted, by)
    if shared:
        report.left_out.append(
            _("Credit notes: the company numbers them in the same series as invoices")
        )
    if not company.automatic_item_numbers:
        report.left_out.append(
            _("Item numbers are proposed once that is switched on in the company's settings")
        )
    _tell_of_digits(company, rows, report)
    return report


def _wanted(company: Company, row: dict[str, str]) -> WantedSeries:
    """Without fill gaps, a deleted record leaves its gap for good: gaps are allowed there."""
    fills = row["fill_gaps"] == "yes"
    return WantedSeries(
        kind=row["kind"],
        code=code_of(row["kind"]),
        start=row["begin"],
        end=row["end"],
        settings={
            "description": describe(company, row["kind"]),
            "gap_policy": GapPolicy.FILL_GAPS if fills else GapPolicy.GAPS_ALLOWED,
            "is_system": True,
            **_TYPED.get(row["kind"], {}),
        },
        next_value=int(row["current"]) + 1,
        jump_reason=_("easyWinArt: the first number drawn is one above the begin"),
    )


def _tell_of_digits(company: Company, rows: list[dict[str, str]], report: PresetReport) -> None:
    """easyWinArt: the numbers of customers and suppliers are one digit longer than accounts."""
    digits = {len(row["begin"]) for row in rows if row["kind"] in ("customer", "supplier")}
    if digits != {company.ledger_account_digits + 1}:
        report.left_out.append(
            _(
                "Ledger accounts have %(accounts)d digits: customer and supplier numbers must "
                "have %(numbers)d"
            )
            % {
                "accounts": company.ledger_account_digits,
                "numbers": company.ledger_account_digits + 1,
            }
        )


EASYWINART = Preset(
    "easywinart",
    gettext_lazy("easyWinArt"),
    gettext_lazy(
        "22 ranges: addresses, customers 10000–69999, suppliers 70000–99999, items, production "
        "orders, commissions, and each kind of sales and purchase document."
    ),
    install,
)
