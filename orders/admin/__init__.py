"""The settings screens of order types, stock, tax and items."""

from orders.admin import items, order_types, stock

__all__ = ["items", "order_types", "stock"]
