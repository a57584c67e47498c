"""Addresses of orders, customers and items."""

from django.urls import path

from orders.views import items, numbers, order_entry, orders, parties, search

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
    path("customers/", parties.PartyList.as_view(), name="party_list"),
    path("customers/new/", parties.party_new, name="party_new"),
    path("customers/new/rule/", numbers.kind_rule, {"kind": "customer"}, name="party_rule"),
    path("customers/search/", search.party_search, name="party_search"),
    path("customers/<int:pk>/", parties.party_detail, name="party_detail"),
    path("customers/<int:pk>/edit/", parties.party_edit, name="party_edit"),
    path("items/", items.ItemList.as_view(), name="item_list"),
    path("items/new/", items.item_new, name="item_new"),
    path("items/new/rule/", numbers.kind_rule, {"kind": "item"}, name="item_rule"),
    path("items/search/", search.item_search, name="item_search"),
    path("items/<int:pk>/", items.item_detail, name="item_detail"),
    path("items/<int:pk>/edit/", items.item_edit, name="item_edit"),
]
