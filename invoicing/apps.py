from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvoicingConfig(AppConfig):
    """Payment terms and invoices."""

    name = "invoicing"
    verbose_name = _("Invoicing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from invoicing import (  # noqa: F401  guards: known to `flush`
            chain,
            guards,
            kinds,
            paper_samples,
            searches,
        )
        from invoicing.advances import unsettled_advance_of
        from invoicing.services.cashnotes import check_cash_notes
        from invoicing.services.companies import equip_for_invoices
        from numbering.services.newcompany import prepare_new_companies
        from numbering.services.setuprules import declare_setup_rule
        from orders.holds import declare_hold

        kinds.register()
        chain.declare_own_edges()
        chain.declare_own_shares()
        paper_samples.declare_own_papers()
        searches.register()
        declare_hold("advances", unsettled_advance_of)
        declare_setup_rule("cash notes", check_cash_notes)
        prepare_new_companies("invoicing", equip_for_invoices)
