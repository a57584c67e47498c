"""The settings screen of what is written in e-mails."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from invoicing.models import MailText
from numbering.admin.base import CompanyModelAdmin
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.pages import Column


class MailTextList(SettingsList):
    """What the company writes, by document and language."""

    ordering = ("paper", "language")
    columns = [
        Column(
            "paper",
            _("Document"),
            value=lambda row: row.get_paper_display() if row.paper else _("every document"),
            sort="paper",
            link=True,
        ),
        Column(
            "language",
            _("Language"),
            value=lambda row: row.get_language_display(),
            sort="language",
        ),
        Column("subject", _("Subject"), sort="subject"),
        Column("text", _("Text"), css="grow clip"),
    ]
    intro = _(
        "What stands in the mails with which papers are sent, in the customer's language. Where"
        " nothing is written here, built-in words go out."
    )
    export_name = "mail-texts"


class MailTextForm(CompanyForm):
    """The words for one document in one language."""

    class Meta:
        model = MailText
        fields = ["paper", "language", "subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}


@admin.register(MailText)
class MailTextAdmin(CompanyModelAdmin):
    """Mail texts."""

    form = MailTextForm
    list_page = MailTextList
    ordering = ["paper", "language"]
    intro = _("Mails that were sent stay as they were sent.")
    fieldsets = [
        (None, {"fields": ["paper", "language"], "classes": ["fields-2"]}),
        (
            _("What the mail says"),
            {
                "fields": ["subject", "text"],
                "description": _(
                    "_objref stands for the document's number, _ref for its internal id."
                ),
            },
        ),
    ]

    def describe(self, obj: MailText) -> str:
        paper = obj.get_paper_display() if obj.paper else _("every document")
        return f"{paper}, {obj.get_language_display()}"
