"""Addresses of orders, customers and items."""

from django.urls import path, register_converter

from orders.converters import TradeKindConverter
from orders.views import (
    commissions,
    conversion,
    items,
    order_entry,
    orders,
    parties,
    records,
    search,
    trade,
    trade_entry,
    trade_lists,
)

app_name = "orders"
register_converter(TradeKindConverter, "trade_kind")

urlpatterns = [
    path("orders/", orders.OrderList.as_view(), name="order_list"),
    path("orders/new/", order_entry.order_new, name="order_new"),
    path("orders/new/rule/", order_entry.order_rule, name="order_rule"),
    path("orders/<int:pk>/", orders.order_detail, name="order_detail"),
    path("orders/<int:pk>/edit/", order_entry.order_edit, name="order_edit"),
    path("orders/<int:pk>/edit/number/", order_entry.order_move, name="order_move"),
    path("orders/<int:pk>/cancel/", orders.order_cancel, name="order_cancel"),
    path("orders/<int:pk>/print/", orders.order_print, name="order_print"),
    path("orders/<int:pk>/convert/<slug:into>/", conversion.order_convert, name="order_convert"),
    path("documents/<trade_kind:kind>/", trade_lists.TradeList.as_view(), name="trade_list"),
    path("documents/<trade_kind:kind>/new/", trade_entry.trade_new, name="trade_new"),
    path("documents/<trade_kind:kind>/new/rule/", trade_entry.trade_rule, name="trade_rule"),
    path("documents/<trade_kind:kind>/<int:pk>/", trade.trade_detail, name="trade_detail"),
    path("documents/<trade_kind:kind>/<int:pk>/edit/", trade_entry.trade_edit, name="trade_edit"),
    path("documents/<trade_kind:kind>/<int:pk>/cancel/", trade.trade_cancel, name="trade_cancel"),
    path("documents/<trade_kind:kind>/<int:pk>/close/", trade.trade_close, name="trade_close"),
    path("documents/<trade_kind:kind>/<int:pk>/reopen/", trade.trade_reopen, name="trade_reopen"),
    path("documents/<trade_kind:kind>/<int:pk>/print/", trade.trade_print, name="trade_print"),
    path(
        "documents/<trade_kind:kind>/<int:pk>/convert/<slug:into>/",
        conversion.trade_convert,
        name="trade_convert",
    ),
    path("commissions/", commissions.CommissionList.as_view(), name="commission_list"),
    path("commissions/new/", commissions.CommissionEntry.as_view(), name="commission_new"),
    path(
        "commissions/new/rule/",
        commissions.CommissionEntry.as_view(is_rule=True),
        name="commission_rule",
    ),
    path("commissions/search/", search.commission_search, name="commission_search"),
    path("commissions/<int:pk>/", commissions.commission_detail, name="commission_detail"),
    path(
        "commissions/<int:pk>/edit/", commissions.CommissionEntry.as_view(), name="commission_edit"
    ),
    path("commissions/<int:pk>/close/", commissions.commission_close, name="commission_close"),
    path("commissions/<int:pk>/reopen/", commissions.commission_reopen, name="commission_reopen"),
    path("commissions/<int:pk>/cancel/", commissions.commission_cancel, name="commission_cancel"),
    path("records/<slug:kind>/", records.RecordList.as_view(), name="record_list"),
    path("records/<slug:kind>/new/", records.RecordEntry.as_view(), name="record_new"),
    path(
        "records/<slug:kind>/new/rule/",
        records.RecordEntry.as_view(is_rule=True),
        name="record_rule",
    ),
    path("records/<slug:kind>/<int:pk>/", records.record_detail, name="record_detail"),
    path("records/<slug:kind>/<int:pk>/edit/", records.RecordEntry.as_view(), name="record_edit"),
    path("records/<slug:kind>/<int:pk>/close/", records.record_close, name="record_close"),
    path("records/<slug:kind>/<int:pk>/reopen/", records.record_reopen, name="record_reopen"),
    path("records/<slug:kind>/<int:pk>/cancel/", records.record_cancel, name="record_cancel"),
    path("addresses/", parties.PartyList.as_view(), name="party_list"),
    path("addresses/new/", parties.PartyEntry.as_view(), name="party_new"),
    path("addresses/new/rule/", parties.PartyEntry.as_view(is_rule=True), name="party_rule"),
    path("addresses/search/", search.party_search, name="party_search"),
    path("addresses/<int:pk>/", parties.party_detail, name="party_detail"),
    path("addresses/<int:pk>/edit/", parties.PartyEntry.as_view(), name="party_edit"),
    path("items/", items.ItemList.as_view(), name="item_list"),
    path("items/new/", items.ItemEntry.as_view(), name="item_new"),
    path("items/new/rule/", items.ItemEntry.as_view(is_rule=True), name="item_rule"),
    path("items/search/", search.item_search, name="item_search"),
    path("items/<int:pk>/", items.item_detail, name="item_detail"),
    path("items/<int:pk>/edit/", items.ItemEntry.as_view(), name="item_edit"),
]
