"""Addresses: the shell here, the rest in the applications."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("settings/", admin.site.urls)]

if find_spec("config.views"):  # until the pages are written
    from config import views

    urlpatterns.append(path("", views.start, name="start"))
if find_spec("numbering.views"):
    from numbering.views import session

    urlpatterns += [
        path("login/", session.login, name="login"),
        path("logout/", session.logout, name="logout"),
        path("company/", session.switch_company, name="company"),
    ]
for prefix, app in (("numbers/", "numbering"), ("", "orders"), ("", "invoicing")):
    if find_spec(f"{app}.urls"):
        urlpatterns.append(path(prefix, include(f"{app}.urls")))

handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
