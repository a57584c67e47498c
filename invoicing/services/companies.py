"""Setting up a company for invoices and reminders."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from invoicing.models import PaymentTerms, ReminderLevel
from invoicing.papers import REMINDER_TEXTS
from numbering.models import Company
from numbering.models.company import LANGUAGES
from numbering.services.newcompany import Person
from numbering.trail import changed_by
from numbering.transactions import write

USUAL_DAYS = 30
# A reminder waits for so many days, and gives as many to pay.
REMINDER_DAYS = 10


def equip_for_invoices(company: Company, by: Person = None) -> None:
    """Give a new company what invoicing needs; what it has already is left alone."""
    equip_with_terms(company, by)
    equip_with_levels(company, by)


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


def equip_with_levels(company: Company, by: Person = None) -> None:
    """Three levels of reminding in every language; without fees, which laws and contracts allow."""
    with write():
        if ReminderLevel.objects.filter(company=company).exists():
            return
        for number, text in enumerate(REMINDER_TEXTS, start=1):
            level = ReminderLevel(
                company=company, level=number, days=REMINDER_DAYS, days_to_pay=REMINDER_DAYS
            )
            for language, _name in LANGUAGES:
                with translation.override(language):
                    setattr(level, f"text_{language}", str(text))
            changed_by(level, by)
            level.save()
