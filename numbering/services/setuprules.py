"""What other apps demand of a company's set-up as a whole, checked wherever it is saved.

Numbering knows which series numbers which kind, but not every rule about it: the apps declare
theirs. A rule looks at what would be stored, at the end of the transaction that stores it.
"""

from __future__ import annotations

from collections.abc import Callable

from numbering.exceptions import SetupRefused
from numbering.models import Company

# Raises SetupRefused where the company's set-up breaks the rule.
SetupRule = Callable[[Company], None]

_rules: dict[str, SetupRule] = {}


def declare_setup_rule(name: str, rule: SetupRule) -> None:
    """Make a rule known; the same name again replaces it."""
    _rules[name] = rule


def check_setup(company: Company, *, field: str = "") -> None:
    """Refuse a set-up that breaks a rule; `field` is where the screen that saves it says so.

    Call it last, with the settings of the company held. Raises SetupRefused.
    """
    if not _rules:
        return
    stored = Company.objects.get(pk=company.pk)
    for rule in _rules.values():
        try:
            rule(stored)
        except SetupRefused as error:
            error.field = field
            raise
