"""The settings screen of how a company reminds."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from invoicing.models import ReminderLevel
from numbering.admin.base import CompanyModelAdmin
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.models.company import LANGUAGES
from numbering.pages import Column

TEXTS = tuple(f"text_{language}" for language, _name in LANGUAGES)


class ReminderLevelList(SettingsList):
    """The steps in which the company reminds."""

    ordering = ("level",)
    columns = [
        Column("level", _("Level"), "number", sort="level", link=True),
        Column("days", _("Days of waiting"), "quantity", sort="days"),
        Column("days_to_pay", _("Days to pay"), "quantity", sort="days_to_pay"),
        Column("fee", _("Fee"), "money", sort="fee"),
        Column("text", _("Text"), value=lambda row: row.text_in("en"), css="grow clip"),
    ]
    intro = _("When an overdue invoice is reminded of, what that costs, and what the letter says.")
    export_name = "reminder-levels"


class ReminderLevelForm(CompanyForm):
    """A level with its text in each language."""

    class Meta:
        model = ReminderLevel
        fields = ["level", "days", "days_to_pay", "fee", *TEXTS]
        widgets = dict.fromkeys(TEXTS, forms.Textarea(attrs={"rows": 3}))


@admin.register(ReminderLevel)
class ReminderLevelAdmin(CompanyModelAdmin):
    """Levels of reminding."""

    form = ReminderLevelForm
    list_page = ReminderLevelList
    ordering = ["level"]
    intro = _("Reminders that were made stay as they are when a level changes.")
    fieldsets = [
        (None, {"fields": ["level", "days", "days_to_pay", "fee"]}),
        (
            _("What the reminder says"),
            {
                "fields": TEXTS,
                "classes": ["fields-2"],
                "description": _(
                    "In the customer's language. _objref stands for the reminder's number, _ref"
                    " for its internal id."
                ),
            },
        ),
    ]

    def describe(self, obj: ReminderLevel) -> str:
        return str(_("Level %(level)d") % {"level": obj.level})
