"""The database itself refuses to change an issued invoice, a payment or a reminder."""

from typing import Any

from django.db import migrations

from invoicing.guards import install_guards, remove_guards


def protect(apps: Any, schema_editor: Any) -> None:
    install_guards(schema_editor.connection)


def unprotect(apps: Any, schema_editor: Any) -> None:
    remove_guards(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0001_initial")]

    operations = [migrations.RunPython(protect, unprotect)]
