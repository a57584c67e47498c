"""Addresses: the shell here, the rest in the applications."""

from contextlib import suppress

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language

from numbering.views import session

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", session.login, name="login"),
    path("logout/", session.logout, name="logout"),
    path("company/", session.switch_company, name="company"),
    path("language/", set_language, name="set_language"),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="jsi18n"),
    path("settings/", admin.site.urls),
]

with suppress(ImportError):  # until the pages are written
    from config import views

    urlpatterns.append(path("", views.start, name="start"))
for prefix, app in (("numbers/", "numbering"), ("", "orders"), ("", "invoicing")):
    with suppress(ImportError):
        urlpatterns.append(path(prefix, include(f"{app}.urls")))

handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
