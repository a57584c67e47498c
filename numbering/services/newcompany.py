"""A new company: its maker belongs to it, and each app gives it what it needs to begin."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser

from numbering.models import Company, Membership
from numbering.services.companies import save_company
from numbering.trail import changed_by
from numbering.transactions import write

Person = AbstractBaseUser | None
Preparation = Callable[[Company, Person], None]

_preparations: dict[str, Preparation] = {}


def prepare_new_companies(name: str, preparation: Preparation) -> None:
    """Let an app give new companies what they need; the same name again replaces it."""
    _preparations[name] = preparation


def create_company(company: Company, *, by: Person = None) -> Company:
    """Save a new company with what every company needs to begin; who makes it belongs to it.

    All or nothing. Raises what `save_company` raises.
    """
    with write():
        save_company(company, by=by)
        if by is not None:
            membership = Membership(company=company, user_id=by.pk)
            changed_by(membership, by)
            membership.save()
        for preparation in _preparations.values():
            preparation(company, by)
    return company
