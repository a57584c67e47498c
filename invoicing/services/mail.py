"""Sending papers by e-mail."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from invoicing.choices import MailState, PaperKind
from invoicing.exceptions import ReminderCancelled
from invoicing.mailing import Words
from invoicing.models import Invoice, KeptPaper, Reminder, SentMail
from invoicing.models.mail import LONGEST_TEXT
from invoicing.rendering import reminder_file
from invoicing.services.issue import issue_invoice
from invoicing.services.papers import keep_papers
from numbering.models import NumberSeries
from numbering.pdf import PdfUnavailable, pdf_problem
from numbering.transactions import write
from orders.findings import Findings

MOST_RECEIVERS = 10
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes
    media_type: str
    sha256: str

    @classmethod
    def of(cls, paper: KeptPaper) -> Attachment:
        """A kept paper, as it was kept."""
        return cls(paper.file_name, bytes(paper.content), paper.media_type, paper.sha256)


def send_invoice(
    *,
    invoice: Invoice,
    by: User,
    to: str,
    words: Words,
    with_ubl: bool = False,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> SentMail:
    """Send an invoice as PDF; a draft is issued by it (Offer-Cube).

    `to` is one address or several, with commas between them; `_objref` and `_ref` in the words
    become number and internal id. A mail server that refuses leaves the invoice issued and the
    mail recorded as failed. Raises EntryErrors, PdfUnavailable before anything is numbered, and
    what issuing raises.
    """
    receivers = _checked(to, words)
    if problem := pdf_problem():
        raise PdfUnavailable(problem)
    if not invoice.is_issued:
        invoice = issue_invoice(
            invoice=invoice,
            by=by,
            typed_number=typed_number,
            series=series,
            with_papers=False,
        )
    papers = keep_papers(invoice=invoice, by=by)
    kinds = [PaperKind.PDF, *([PaperKind.UBL] if with_ubl else [])]
    files = [Attachment.of(papers[kind]) for kind in kinds if kind in papers]
    return _send(invoice, receivers, words, files, by)


def send_reminder(*, reminder: Reminder, by: User, to: str, words: Words) -> SentMail:
    """Send a reminder as PDF. Raises EntryErrors, PdfUnavailable and ReminderCancelled."""
    receivers = _checked(to, words)
    if reminder.is_cancelled:
        raise ReminderCancelled(_("The reminder is cancelled: it is not sent any more."))
    name, content, fingerprint = reminder_file(reminder)
    files = [Attachment(name, content, "application/pdf", fingerprint)]
    return _send(reminder, receivers, words, files, by)


def _checked(to: str, words: Words) -> list[str]:
    """The addresses. Raises EntryErrors, each at its field."""
    findings = Findings()
    typed = [part.strip() for part in to.replace(";", ",").split(",") if part.strip()]
    receivers = [parseaddr(part)[1] or part for part in typed]
    for address in receivers:
        try:
            validate_email(address)
        except ValidationError:
            findings.add("to", _("“%(address)s” is no e-mail address.") % {"address": address})
    if not receivers:
        findings.add("to", _("Type the e-mail address of who gets it."))
    elif len(receivers) > MOST_RECEIVERS:
        findings.add("to", _("Send it to %(count)d addresses at most.") % {"count": MOST_RECEIVERS})
    subject = words.subject.strip()
    if not subject:
        findings.add("subject", _("Type a subject."))
    elif len(subject) > 200 or not subject.isprintable():
        findings.add("subject", _("A subject is one line of 200 characters at most."))
    if len(words.text) > LONGEST_TEXT:
        findings.add(
            "text", _("The text has more than %(count)d characters.") % {"count": LONGEST_TEXT}
        )
    findings.raise_if_any()
    return receivers


def _send(
    document: Invoice | Reminder,
    receivers: list[str],
    words: Words,
    files: list[Attachment],
    by: User,
) -> SentMail:
    """Record the mail, hand it to the server, and record what became of it."""
    said = Words(words.subject.strip(), words.text).about(document)
    mail = SentMail(
        company_id=document.company_id,
        recipients=", ".join(receivers),
        subject=said.subject[:200],
        text=said.text,
        files=[{"name": file.name, "sha256": file.sha256} for file in files],
        created_by=by,
    )
    setattr(mail, "invoice" if isinstance(document, Invoice) else "reminder", document)
    with write():
        mail.save()
    # Outside any transaction: a slow mail server must hold nobody up.
    mail.error = _handed_over(mail, document, receivers, files)
    mail.state = MailState.FAILED if mail.error else MailState.SENT
    with write():
        mail.save(update_fields=["state", "error"])
    return mail


def _handed_over(
    mail: SentMail, document: Invoice | Reminder, receivers: list[str], files: list[Attachment]
) -> str:
    """Give the mail to the server; what it said against it, empty where it took it."""
    message = EmailMessage(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((document.seller_name, settings.DEFAULT_FROM_EMAIL)),
        to=receivers,
        reply_to=[document.seller_email] if document.seller_email else None,
    )
    for file in files:
        message.attach(file.name, file.content, file.media_type)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _logger.warning("Mail %s could not be sent", mail.pk, exc_info=error)
        return str(error)[:300] or type(error).__name__
    return ""
