"""Addresses: the shell here, the rest in the applications."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from config import search, views
from config.api import urls as api
from numbering.views import session

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("login/", session.login, name="login"),
    path("logout/", session.logout, name="logout"),
    path("company/", session.switch_company, name="company"),
    path("language/", set_language, name="set_language"),
    path("search/", search.search, name="search"),
    path("numbers/", include("numbering.urls")),
    path("", include("orders.urls")),
    path("", include("invoicing.urls")),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("settings/", admin.site.urls),
]

handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
