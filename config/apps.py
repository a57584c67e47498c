from django.contrib.admin.apps import AdminConfig


class SettingsAdminConfig(AdminConfig):
    """Django's admin as the product's settings screen, and the project's system checks."""

    default_site = "config.admin_site.SettingsSite"

    def ready(self) -> None:
        super().ready()
        from config import checks  # noqa: F401  registers them
