"""Addresses of the register."""

from django.urls import path

from numbering.views import history, register, setup, takeover

app_name = "numbering"

urlpatterns = [
    path("", register.RegisterPage.as_view(), name="register"),
    path("history/", history.history, name="history"),
    path("missing/", register.missing, name="missing"),
    path("setup/<str:kind>/", setup.setup, name="setup"),
    path("takeover/", takeover.TakeoverPage.as_view(), name="takeover"),
    path("<int:pk>/", register.number_detail, name="number_detail"),
]
