"""How long open items have been overdue, in the steps that bookkeepers use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OVERDUE, CREDIT = "overdue", "credit"


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is overdue by at least `first` and at most `last` days; None where there is no end."""

    key: str
    label: str | Promise
    first: int | None
    last: int | None

    def within(self, on: date, path: str = "") -> Q:
        """The condition on open items, or on rows that lead to them by `path`."""
        condition = Q(**{f"{path}gross__gt": 0})
        if self.first is not None:
            condition &= Q(**{f"{path}due_date__lte": on - timedelta(days=self.first)})
        if self.last is not None:
            condition &= Q(**{f"{path}due_date__gte": on - timedelta(days=self.last)})
        return condition


BUCKETS = (
    Bucket("not_due", _("Not due"), None, 0),
    Bucket("days_1", _("1–30 days"), 1, 30),
    Bucket("days_31", _("31–60 days"), 31, 60),
    Bucket("days_61", _("61–90 days"), 61, 90),
    Bucket("days_91", _("Over 90 days"), 91, None),
)


@dataclass(frozen=True, slots=True)
class AgeSum:
    """A bucket, or the credits, and what it adds up to."""

    key: str
    label: str | Promise
    amount: Decimal


def sums_by_age(balances: QuerySet[Any], on: date) -> list[AgeSum]:
    """What open items add up to by age, the credits last; one query."""
    credits = Q(gross__lt=0)
    found = balances.aggregate(
        **{one.key: Sum("open", filter=one.within(on)) for one in BUCKETS},
        **{CREDIT: Sum("open", filter=credits)},
    )
    labels = [*((one.key, one.label) for one in BUCKETS), (CREDIT, _("Credits"))]
    return [AgeSum(key, label, found[key] or Decimal(0)) for key, label in labels]


def aged(choice: str, on: date) -> Q:
    """The condition of a choice of age: a bucket, everything overdue, or the credits."""
    if choice == CREDIT:
        return Q(gross__lt=0)
    if choice == OVERDUE:
        return Q(gross__gt=0, due_date__lt=on)
    return next(one for one in BUCKETS if one.key == choice).within(on)


AGES = [(OVERDUE, _("Overdue")), *((one.key, one.label) for one in BUCKETS), (CREDIT, _("Credits"))]
