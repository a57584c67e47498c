"""What is typed of an e-mail that goes out with a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from invoicing.mailing import Words
from orders.forms.fields import EntryForm, text_field


class MailForm(EntryForm):
    """To whom and in which words a paper is sent; the service checks all of it."""

    to = text_field(_("To"), help_text=_("Several addresses with commas between them."))
    subject = text_field(_("Subject"))
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("_objref becomes the document's number, _ref its internal id."),
    )
    with_ubl = forms.BooleanField(
        label=_("With the e-invoice as UBL beside the PDF"), required=False
    )

    def words(self) -> Words:
        """Subject and text as typed."""
        return Words(self.cleaned_data["subject"], self.cleaned_data["text"])

    @staticmethod
    def initial_of(document: Any, words: Words) -> dict[str, str]:
        """To the customer's address, in these words, with the number where there is one."""
        said = words.about(document)
        return {"to": document.buyer_email, "subject": said.subject, "text": said.text}
