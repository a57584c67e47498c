"""How a company reminds is set up on the settings screen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from invoicing.models import ReminderLevel
from numbering.models import Company
from numbering.services.newcompany import create_company

LIST = reverse("admin:invoicing_reminderlevel_changelist")
ADD = reverse("admin:invoicing_reminderlevel_add")

TYPED = {
    "level": "1",
    "days": "5",
    "days_to_pay": "10",
    "fee": "0",
    "text_en": "Please pay, _objref",
    "text_da": "Betal venligst, _objref",
}


def test_an_administrator_sets_up_a_level(office, company):
    office.post(ADD, TYPED)
    level = ReminderLevel.objects.get(company=company)
    assert (level.level, level.days, level.text_in("da")) == (1, 5, "Betal venligst, _objref")
    assert level.history.get().history_user is not None
    assert "Please pay" in office.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "0"}, "level"),
        ({"level": "10"}, "level"),
        ({"days": "-1"}, "days"),
        ({"days": "366"}, "__all__"),
        ({"fee": "-1"}, "__all__"),
        ({"text_en": "x" * 2001}, "text_en"),
    ],
)
def test_what_cannot_be_is_refused(office, company, changes, field):
    page = office.post(ADD, TYPED | changes)
    assert field in page.context["form"].errors
    assert not ReminderLevel.objects.exists()


def test_a_level_is_there_once(office, company):
    office.post(ADD, TYPED)
    assert "There is this level already." in office.post(ADD, TYPED).content.decode()


def test_a_new_company_has_three_levels_in_every_language(db):
    company = create_company(Company(code="NEW", name="New company", language="sv"))
    levels = ReminderLevel.objects.of(company).in_order()
    assert [level.level for level in levels] == [1, 2, 3]
    texts = {levels[0].text_in(language) for language in ("en", "da", "sv", "de", "pl", "fi")}
    assert len(texts) == 6
    assert levels[2].text_de.startswith("Dies ist unsere letzte Mahnung")
