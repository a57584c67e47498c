"""The demo company: a workshop supplier with a year of orders and invoices behind it."""
