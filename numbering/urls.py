"""Addresses of the register."""

from django.urls import path

from numbering.views import (
    closed,
    completeness,
    history,
    outlook,
    proof,
    register,
    rights,
    seriesaccount,
    setup,
    takeover,
)

app_name = "numbering"

urlpatterns = [
    path("", register.RegisterPage.as_view(), name="register"),
    path("history/", history.history, name="history"),
    path("outlook/", outlook.outlook, name="outlook"),
    path("missing/", completeness.missing, name="missing"),
    path("completeness/", completeness.CompletenessPage.as_view(), name="completeness"),
    path(
        "completeness/loose/",
        completeness.loose,
        name="completeness_loose",
    ),
    path(
        "completeness/count/<int:pk>/",
        completeness.count,
        name="completeness_count",
    ),
    path(
        "completeness/<int:pk>/",
        seriesaccount.SeriesAccountPage.as_view(),
        name="completeness_of",
    ),
    path(
        "completeness/<int:pk>/account/",
        seriesaccount.account_of,
        name="completeness_account",
    ),
    path("proof/", proof.ProofPage.as_view(), name="proof"),
    path("proof/check/", proof.proof_check, name="proof_check"),
    path("proof/<int:pk>/", proof.proof_chain, name="proof_chain"),
    path("closed/", closed.ClosedPage.as_view(), name="closed"),
    path("closed/new/", closed.closed_new, name="closed_new"),
    path("closed/<int:pk>/", closed.closed_detail, name="closed_detail"),
    path("closed/<int:pk>/paper/", closed.closed_paper, name="closed_paper"),
    path("closed/<int:pk>/file/", closed.closed_file, name="closed_file"),
    path("rights/", rights.RightsPage.as_view(), name="rights"),
    path("setup/<str:kind>/", setup.setup, name="setup"),
    path("takeover/", takeover.TakeoverPage.as_view(), name="takeover"),
    path("<int:pk>/", register.number_detail, name="number_detail"),
]
