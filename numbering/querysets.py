"""The words in which callers ask for companies, series and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from numbering import lookups  # noqa: F401  text__finds, text__length
from numbering.choices import State

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from numbering.models import (  # noqa: F401
        Company,
        IssuedNumber,
        NumberSeries,
        SeriesLine,
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line's numbers in one period, by their counters; both ends belong to it."""

    line_id: int
    period: str
    first: int
    last: int


def within(spans: Iterable[Span], path: str = "") -> Q:
    """The condition that a number lies in one of these stretches; `path` leads to the number."""
    found = Q(pk__in=())
    for one in spans:
        found |= Q(
            **{
                f"{path}line": one.line_id,
                f"{path}period": one.period,
                f"{path}value__range": (one.first, one.last),
            }
        )
    return found


class CompanyQuerySet(models.QuerySet["Company"]):
    """Companies."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> CompanyQuerySet:
        """The companies the user is a member of."""
        return self.filter(memberships__user_id=user.pk or 0).order_by("code", "pk")


class NumberSeriesQuerySet(models.QuerySet["NumberSeries"]):
    """Number series."""

    def of(self, company: Company) -> NumberSeriesQuerySet:
        """The series of a company."""
        return self.filter(company=company)

    def in_register(self, register: str) -> NumberSeriesQuerySet:
        """The series whose numbers go into this register."""
        return self.filter(register=register)


class SeriesLineQuerySet(models.QuerySet["SeriesLine"]):
    """Series lines."""

    def able_to_print(self) -> SeriesLineQuerySet:
        """Lines that can draw: neither they nor their series is blocked."""
        return self.filter(blocked=False, series__blocked=False)

    def in_registers(self, company: Company, registers: Any) -> SeriesLineQuerySet:
        """The lines of a company whose numbers go into one of the registers."""
        return self.filter(series__company=company, series__register__in=registers)


class IssuedNumberQuerySet(models.QuerySet["IssuedNumber"]):
    """Issued numbers."""

    def of(self, company: Company) -> IssuedNumberQuerySet:
        """The register of a company."""
        return self.filter(company=company)

    def of_line(self, line_id: int, period: str) -> IssuedNumberQuerySet:
        """The numbers of a line in a period, in the order of their counters."""
        return self.filter(line_id=line_id, period=period).order_by("value", "pk")

    def in_spans(self, spans: Iterable[Span]) -> IssuedNumberQuerySet:
        """The numbers within one of these stretches of lines."""
        return self.filter(within(spans))

    def free(self) -> IssuedNumberQuerySet:
        """Numbers given back, to be used again."""
        return self.filter(state=State.FREE)

    def void(self) -> IssuedNumberQuerySet:
        """Numbers never to be used."""
        return self.filter(state=State.VOID)
