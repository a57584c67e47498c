"""Addresses of invoices, payments, open items, reminders and the invoice journal."""

from django.urls import path, register_converter

from invoicing.converters import PaperKindConverter
from invoicing.views import (
    advances,
    batch,
    deliveries,
    drafts,
    free,
    invoices,
    journals,
    mail,
    open_items,
    papers,
    payments,
    reminders,
)

app_name = "invoicing"

register_converter(PaperKindConverter, "paper_kind")

urlpatterns = [
    path("orders/<int:pk>/invoice/", drafts.invoice_new, name="invoice_new"),
    path("orders/<int:pk>/advance/", advances.advance_new, name="advance_new"),
    path("deliveries/<int:pk>/invoice/", deliveries.invoice_from_trade, name="invoice_from_trade"),
    path("invoices/", invoices.InvoiceList.as_view(), name="invoice_list"),
    path("invoices/new/", free.invoice_write, name="invoice_write"),
    path("invoices/new/credit-note/", free.credit_note_write, name="invoice_write_credit"),
    path("invoices/rule/", free.invoice_rule, name="invoice_rule"),
    path("invoices/issue/", batch.invoice_issue_many, name="invoice_issue_many"),
    path("invoices/issued/", batch.IssueRunList.as_view(), name="invoice_run_list"),
    path("invoices/issued/<int:pk>/", batch.invoice_run, name="invoice_run"),
    path("invoices/issued/<int:pk>/papers/", batch.invoice_run_papers, name="invoice_run_papers"),
    path("invoices/<int:pk>/", invoices.invoice_detail, name="invoice_detail"),
    path("invoices/<int:pk>/edit/", drafts.invoice_edit, name="invoice_edit"),
    path("invoices/<int:pk>/number/", drafts.invoice_number, name="invoice_number"),
    path("invoices/<int:pk>/issue/", drafts.invoice_issue, name="invoice_issue"),
    path("invoices/<int:pk>/draw/", drafts.invoice_draw, name="invoice_draw"),
    path("invoices/<int:pk>/discard/", drafts.invoice_discard, name="invoice_discard"),
    path("invoices/<int:pk>/credit/", drafts.invoice_credit, name="invoice_credit"),
    path("invoices/<int:pk>/pay/", payments.invoice_pay, name="invoice_pay"),
    path("invoices/<int:pk>/set-off/", payments.invoice_set_off, name="invoice_set_off"),
    path("invoices/<int:pk>/print/", papers.invoice_print, name="invoice_print"),
    path("invoices/<int:pk>/send/", mail.invoice_send, name="invoice_send"),
    path("invoices/<int:pk>/keep/", papers.invoice_keep, name="invoice_keep"),
    path("invoices/<int:pk>/<paper_kind:kind>/", papers.invoice_paper, name="invoice_paper"),
    path("payments/", payments.PaymentList.as_view(), name="payment_list"),
    path("payments/<int:pk>/withdraw/", payments.payment_withdraw, name="payment_withdraw"),
    path("open-items/", open_items.OpenItemList.as_view(), name="open_items"),
    path("open-items/customers/", open_items.OpenCustomerList.as_view(), name="open_customers"),
    path("reminders/", reminders.ReminderList.as_view(), name="reminder_list"),
    path("reminders/new/", reminders.reminder_new, name="reminder_new"),
    path("reminders/<int:pk>/", reminders.reminder_detail, name="reminder_detail"),
    path("reminders/<int:pk>/send/", mail.reminder_send, name="reminder_send"),
    path("reminders/<int:pk>/cancel/", reminders.reminder_cancel, name="reminder_cancel"),
    path("reminders/<int:pk>/print/", reminders.reminder_print, name="reminder_print"),
    path("invoice-journal/", journals.journal, name="journal"),
    path("invoice-journal/print/", journals.journal_keep, name="journal_keep"),
    path("invoice-journals/", journals.KeptJournalList.as_view(), name="kept_journals"),
    path("invoice-journals/<int:pk>/", journals.kept_journal, name="kept_journal"),
    path("invoice-journals/<int:pk>/paper/", journals.kept_journal_file, name="kept_journal_file"),
]
