"""Addresses of orders, customers and items."""

from django.urls import path

from orders.views import items, order_entry, orders, parties, search

app_name = "orders"

urlpatterns = [
    path("orders/", orders.OrderList.as_view(), name="order_list"),
    path("orders/new/", order_entry.order_new, name="order_new"),
    path("orders/new/rule/", order_entry.order_rule, name="order_rule"),
    path("orders/<int:pk>/", orders.order_detail, name="order_detail"),
    path("orders/<int:pk>/edit/", order_entry.order_edit, name="order_edit"),
    path("orders/<int:pk>/edit/number/", order_entry.order_move, name="order_move"),
    path("orders/<int:pk>/cancel/", orders.order_cancel, name="order_cancel"),
    path("orders/<int:pk>/print/", orders.order_print, name="order_print"),
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
