"""Sending an invoice issues it, records what went out, and fills in its number (oc03, oc09)."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, transaction

from invoicing.mailing import Words, mail_words
from invoicing.models import Invoice, KeptPaper, MailText, SentMail
from invoicing.services import mail as mail_service
from invoicing.services.mail import send_invoice, send_reminder
from numbering.models import Company, IssuedNumber
from numbering.pdf import PdfUnavailable
from orders.exceptions import EntryErrors
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.settling import reminded

WORDS = Words("Your invoice _objref", "Number _objref, our file _ref.")


@pytest.fixture
def draft(company: Company, clerk: User) -> Invoice:
    """A draft for a Danish customer."""
    party = PartyFactory(company=company, email="kunde@example.dk", language="da")
    return DraftFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)


def send(invoice: Invoice, by: User, **changes: Any) -> SentMail:
    """Send it to one person."""
    facts: dict[str, Any] = {"to": "kunde@example.dk", "words": WORDS}
    return send_invoice(invoice=invoice, by=by, **(facts | changes))


def test_oc03_sending_a_draft_issues_it(draft: Invoice, clerk: User) -> None:
    mail = send(draft, clerk)
    issued = Invoice.objects.get(pk=draft.pk)
    assert (issued.is_issued, str(issued.number)) == (True, "99001")
    assert (mail.state, mail.invoice, mail.created_by) == ("sent", draft, clerk)


def test_oc09_objref_and_ref_become_number_and_internal_id(draft: Invoice, clerk: User) -> None:
    send(draft, clerk)
    (message,) = outbox.outbox
    assert message.subject == "Your invoice 99001"
    assert message.body == f"Number 99001, our file xr{draft.pk}."
    assert SentMail.objects.get().subject == "Your invoice 99001"


def test_the_kept_pdf_goes_with_it(draft: Invoice, clerk: User) -> None:
    mail = send(draft, clerk)
    kept = KeptPaper.objects.get(invoice=draft, kind="pdf")
    ((name, content, media_type),) = outbox.outbox[0].attachments
    assert (name, media_type) == ("Faktura 99001.pdf", "application/pdf")
    assert content == bytes(kept.content)
    assert mail.files == [{"name": "Faktura 99001.pdf", "sha256": kept.sha256}]


def test_it_comes_from_the_company_and_answers_go_there(draft: Invoice, clerk: User) -> None:
    Company.objects.filter(pk=draft.company_id).update(email="office@firm.example", name="Ærø A/S")
    send(draft, clerk)
    message = outbox.outbox[0]
    assert message.reply_to == ["office@firm.example"]
    assert "nummerwerk@localhost" in message.from_email
    assert message.message()["To"] == "kunde@example.dk"


def test_sent_again_it_keeps_its_number_and_its_pdf(draft: Invoice, clerk: User) -> None:
    first, second = send(draft, clerk), send(Invoice.objects.get(pk=draft.pk), clerk)
    assert first.files == second.files
    assert IssuedNumber.objects.filter(register="invoice").count() == 1
    assert len(outbox.outbox) == 2


class _Refusing(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({"kunde@example.dk": (550, b"unknown")})


def test_what_the_server_refuses_is_recorded_and_can_be_sent_again(
    draft: Invoice, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend", _Refusing)
    failed = send(draft, clerk)
    assert failed.is_failed
    assert "550" in failed.error
    issued = Invoice.objects.get(pk=draft.pk)
    assert str(issued.number) == "99001"
    monkeypatch.undo()
    assert send(issued, clerk).state == "sent"


def test_nothing_is_numbered_where_no_pdf_can_be_drawn(
    draft: Invoice, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_service, "pdf_problem", lambda: "Install libpango.")
    with pytest.raises(PdfUnavailable, match="Install libpango"):
        send(draft, clerk)
    assert not Invoice.objects.get(pk=draft.pk).is_issued
    assert not IssuedNumber.objects.filter(register="invoice").exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"to": ""}, "to", "Type the e-mail address"),
        ({"to": "kunde"}, "to", "“kunde” is no e-mail address"),
        ({"to": "a@b.dk, b@"}, "to", "is no e-mail address"),
        ({"to": ", ".join(f"a{n}@b.dk" for n in range(11))}, "to", "10 addresses at most"),
        ({"words": Words(" ", "text")}, "subject", "Type a subject"),
        ({"words": Words("a\nBcc: x@y.dk", "text")}, "subject", "one line"),
        ({"words": Words("a" * 201, "text")}, "subject", "200 characters"),
        ({"words": Words("a", "x" * 5001)}, "text", "more than 5000"),
    ],
)
def test_bad_input_is_named_and_issues_nothing(
    draft: Invoice, clerk: User, changes: Any, field: str, sentence: str
) -> None:
    with pytest.raises(EntryErrors, match=sentence) as refused:
        send(draft, clerk, **changes)
    assert list(refused.value.fields) == [field]
    assert not Invoice.objects.get(pk=draft.pk).is_issued
    assert outbox.outbox == []


def test_several_addresses(draft: Invoice, clerk: User) -> None:
    mail = send(draft, clerk, to="Ann <a@b.dk>; b@b.dk")
    assert outbox.outbox[0].to == ["a@b.dk", "b@b.dk"]
    assert mail.recipients == "a@b.dk, b@b.dk"


def test_the_database_keeps_what_was_sent(draft: Invoice, clerk: User) -> None:
    send(draft, clerk)
    for attempt in (
        lambda: SentMail.objects.update(text="else"),
        lambda: SentMail.objects.update(state="failed"),
        lambda: SentMail.objects.all().delete(),
    ):
        with (
            pytest.raises(DatabaseError, match="a mail stays as it was sent"),
            transaction.atomic(),
        ):
            attempt()


def test_a_reminder_is_sent_with_its_pdf(company: Company, clerk: User, levels: Any) -> None:
    reminder = reminded(InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk))
    mail = send_reminder(reminder=reminder, by=clerk, to="a@b.dk", words=WORDS)
    ((name, content, _type),) = outbox.outbox[0].attachments
    assert (mail.reminder, mail.state) == (reminder, "sent")
    assert str(reminder.number) in name
    assert content.startswith(b"%PDF")
    assert outbox.outbox[0].subject == f"Your invoice {reminder.number}"


LANGUAGES = ("en", "da", "sv", "de", "pl", "fi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_oc09_the_built_in_words_are_in_the_customers_language(
    company: Company, clerk: User, language: str
) -> None:
    party = PartyFactory(company=company, language=language)
    order = OrderFactory(company=company, by=clerk, party=party)
    words = mail_words(DraftFactory(order=order, by=clerk))
    assert "_objref" in words.subject
    assert "_objref" in words.text
    assert company.name in words.text
    assert ("Dear customer" in words.text) == (language == "en")


def test_the_companys_own_words_come_before_the_built_in_ones(draft: Invoice) -> None:
    def write(paper: str, language: str, subject: str) -> None:
        MailText.objects.create(
            company=draft.company, paper=paper, language=language, subject=subject, text="."
        )

    write("", "sv", "Swedish")
    write("credit_note", "da", "Credit notes")
    assert mail_words(draft).subject.startswith("Faktura")
    write("", "da", "Every document")
    assert mail_words(draft).subject == "Every document"
    write("invoice", "da", "Invoices")
    assert mail_words(draft).subject == "Invoices"
