"""Addresses of invoices."""

from django.urls import path

from invoicing.views import deliveries, drafts, invoices

app_name = "invoicing"

urlpatterns = [
    path("orders/<int:pk>/invoice/", drafts.invoice_new, name="invoice_new"),
    path("deliveries/<int:pk>/invoice/", deliveries.invoice_from_trade, name="invoice_from_trade"),
    path("invoices/", invoices.InvoiceList.as_view(), name="invoice_list"),
    path("invoices/<int:pk>/", invoices.invoice_detail, name="invoice_detail"),
    path("invoices/<int:pk>/edit/", drafts.invoice_edit, name="invoice_edit"),
    path("invoices/<int:pk>/number/", drafts.invoice_number, name="invoice_number"),
    path("invoices/<int:pk>/issue/", drafts.invoice_issue, name="invoice_issue"),
    path("invoices/<int:pk>/draw/", drafts.invoice_draw, name="invoice_draw"),
    path("invoices/<int:pk>/discard/", drafts.invoice_discard, name="invoice_discard"),
    path("invoices/<int:pk>/credit/", drafts.invoice_credit, name="invoice_credit"),
    path("invoices/<int:pk>/print/", invoices.invoice_print, name="invoice_print"),
]
