"""The settings screens of order types, stock, tax, items and print forms."""

from orders.admin import items, order_types, print_forms, stock

__all__ = ["items", "order_types", "print_forms", "stock"]
