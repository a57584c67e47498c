"""The addresses of pages that others are building, for tests of what leads there.

A page that has landed is left as it is; when all have, this goes.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

import config.urls
import orders.urls


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """The frame without anything in it."""
    return render(request, "base.html")


WANTED = {
    "trade_list": "documents/<slug:kind>/",
    "trade_detail": "documents/<slug:kind>/<int:pk>/",
    "record_list": "records/<slug:kind>/",
    "record_detail": "records/<slug:kind>/<int:pk>/",
    "commission_list": "commissions/",
    "commission_detail": "commissions/<int:pk>/",
    "journal_list": "journals/",
    "journal_detail": "journals/<int:pk>/",
    "movement_list": "movements/",
    "production_list": "production/",
    "production_detail": "production/<int:pk>/",
}
known = {pattern.name for pattern in orders.urls.urlpatterns}
coming = [path(route, page, name=name) for name, route in WANTED.items() if name not in known]
own = [path("", include((orders.urls.urlpatterns + coming, "orders")))]
urlpatterns = own + config.urls.urlpatterns
handler403, handler404 = config.urls.handler403, config.urls.handler404
