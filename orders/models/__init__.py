"""Parties, items, stock, order types, and the documents of sales, purchasing and production."""

from orders.models.commissions import Commission
from orders.models.documents import Document, DocumentLine
from orders.models.items import Item
from orders.models.journals import ItemJournal, ItemJournalLine, StockMovement
from orders.models.order_types import OrderType
from orders.models.orders import Order, OrderLine
from orders.models.parties import Party
from orders.models.print_forms import Logo, PrintForm, PrintLayout, PrintText
from orders.models.production import ProductionOrder, ProductionShare
from orders.models.records import Record
from orders.models.stock import StockBalance, StockLocation, UserStockLocation
from orders.models.tax_rates import TaxRate
from orders.models.traced import Closable, MasterData, Traced, Versioned
from orders.models.trade import TradeDocument, TradeLine

__all__ = [
    "Closable",
    "Commission",
    "Document",
    "DocumentLine",
    "Item",
    "ItemJournal",
    "ItemJournalLine",
    "Logo",
    "MasterData",
    "Order",
    "OrderLine",
    "OrderType",
    "Party",
    "PrintForm",
    "PrintLayout",
    "PrintText",
    "ProductionOrder",
    "ProductionShare",
    "Record",
    "StockBalance",
    "StockLocation",
    "StockMovement",
    "TaxRate",
    "Traced",
    "TradeDocument",
    "TradeLine",
    "UserStockLocation",
    "Versioned",
]
