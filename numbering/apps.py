from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NumberingConfig(AppConfig):
    """The numbering engine, its settings screens and its register."""

    name = "numbering"
    verbose_name = _("Number series")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from numbering import (
            searches,
            signals,  # noqa: F401  connects the deletion of documents
        )

        searches.register()
