"""Payment terms, bank details, invoices, their papers and journals, payments and reminders."""

from invoicing.models.bank_details import BankDetails, CustomerReference
from invoicing.models.invoices import Invoice
from invoicing.models.journals import KeptJournal
from invoicing.models.lines import InvoiceLine, InvoiceTax
from invoicing.models.mail import MailText, SentMail
from invoicing.models.papers import KeptPaper
from invoicing.models.payment_terms import CustomerTerms, PaymentTerms
from invoicing.models.payments import InvoiceBalance, Payment
from invoicing.models.reminders import Reminder, ReminderLevel, ReminderLine
from invoicing.models.runs import IssueRun, IssueRunItem

__all__ = [
    "BankDetails",
    "CustomerReference",
    "CustomerTerms",
    "Invoice",
    "InvoiceBalance",
    "InvoiceLine",
    "InvoiceTax",
    "IssueRun",
    "IssueRunItem",
    "KeptJournal",
    "KeptPaper",
    "MailText",
    "Payment",
    "PaymentTerms",
    "Reminder",
    "ReminderLevel",
    "ReminderLine",
    "SentMail",
]
