from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """Customers, items, order types and orders."""

    name = "orders"
    verbose_name = _("Orders")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from numbering.services.newcompany import prepare_new_companies
        from orders import (  # noqa: F401  guards: known to `flush`
            chain,
            grouping,
            guards,
            kinds,
            paper_samples,
            presets,
            searches,
        )
        from orders.services.companies import equip_company

        kinds.register()
        chain.declare_own_edges()
        grouping.declare_own_shares()
        paper_samples.declare_own_papers()
        presets.register()
        searches.register()
        prepare_new_companies("orders", equip_company)
