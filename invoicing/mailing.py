"""The words with which a paper is sent: the company's own, else built-in ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import pgettext

from invoicing.models import Invoice, MailText, Reminder
from invoicing.papers import PAPER_TITLES, REMINDER_TITLE
from orders.placeholders import filled


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and text of a mail."""

    subject: str
    text: str

    def about(self, document: Invoice | Reminder) -> Words:
        """The words with the document's number in the place of `_objref`; a draft has none yet."""
        if document.number is None:
            return self
        number, ref = str(document.number), document.internal_id
        return Words(
            filled(self.subject, number=number, ref=ref), filled(self.text, number=number, ref=ref)
        )


def mail_words(document: Invoice | Reminder) -> Words:
    """What is written in the customer's language: for this paper, for every one, or built in."""
    paper = document.kind if isinstance(document, Invoice) else "reminder"
    texts = MailText.objects.filter(
        company_id=document.company_id, language=document.language, paper__in=("", paper)
    )
    own = texts.order_by("-paper").first()  # the paper's own before the one without a paper
    return Words(own.subject, own.text) if own else _built_in(document)


def _built_in(document: Invoice | Reminder) -> Words:
    title = PAPER_TITLES[document.kind] if isinstance(document, Invoice) else REMINDER_TITLE
    with translation.override(document.language):
        return Words(
            f"{title} _objref – {document.seller_name}"[:200],
            pgettext(
                "paper",
                "Dear customer,\n\n%(title)s no. _objref is attached as a PDF.\n\nKind regards\n"
                "%(company)s",
            )
            % {"title": title, "company": document.seller_name},
        )
