"""Setting up a company for invoices."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from invoicing.models import PaymentTerms
from numbering.models import Company
from numbering.services.newcompany import Person
from numbering.trail import changed_by
from numbering.transactions import write

USUAL_DAYS = 30


def equip_with_terms(company: Company, by: Person = None) -> None:
    """Give a new company the usual terms, 30 days and cash; what it has already is left alone."""
    with write(), translation.override(company.language):
        if PaymentTerms.objects.filter(company=company).exists():
            return
        usual = PaymentTerms(
            company=company,
            code=str(USUAL_DAYS),
            name=_("%(days)d days") % {"days": USUAL_DAYS},
            days=USUAL_DAYS,
            is_default=True,
        )
        cash = PaymentTerms(company=company, code="CASH", name=_("Cash"), days=0, is_cash=True)
        for terms in (usual, cash):
            changed_by(terms, by)
            terms.save()
