"""Parties, items, stock locations, order types and orders."""

from orders.models.items import Item
from orders.models.order_types import OrderType
from orders.models.orders import Order, OrderLine
from orders.models.parties import Party
from orders.models.stock import StockBalance, StockLocation, UserStockLocation
from orders.models.tax_rates import TaxRate

__all__ = [
    "Item",
    "Order",
    "OrderLine",
    "OrderType",
    "Party",
    "StockBalance",
    "StockLocation",
    "TaxRate",
    "UserStockLocation",
]
