"""Commissions and records for tests, valid without a word; made by their services."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.models import User

from numbering.models import Company
from orders.entries import CommissionData, RecordData
from orders.models import Commission, Record
from orders.services.commissions import save_commission
from orders.services.records import save_record
from tests.factories import DAY, UserFactory, WinbasCompanyFactory, number_kinds


class CommissionFactory(factory.Factory[Commission]):
    """An open commission; they are numbered from 1001 on where the company does not do it yet."""

    class Meta:
        model = Commission

    company = factory.SubFactory(WinbasCompanyFactory)
    by = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Commission {n}")
    date = DAY

    @classmethod
    def _create(
        cls, model_class: type[Commission], company: Company, by: User, **data: Any
    ) -> Commission:
        number_kinds(company, "commission")
        return save_commission(company=company, by=by, data=CommissionData(**data))


class RecordFactory(factory.Factory[Record]):
    """An open case; its kind is numbered from 1001 on where the company does not do it yet."""

    class Meta:
        model = Record

    company = factory.SubFactory(WinbasCompanyFactory)
    by = factory.SubFactory(UserFactory)
    kind = "case"
    title = factory.Sequence(lambda n: f"Record {n}")
    date = DAY

    @classmethod
    def _create(
        cls, model_class: type[Record], company: Company, kind: str, by: User, **data: Any
    ) -> Record:
        number_kinds(company, kind)
        return save_record(company=company, kind=kind, by=by, data=RecordData(**data))
