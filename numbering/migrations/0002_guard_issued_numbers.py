"""The database itself refuses to delete or alter an issued number."""

from typing import Any

from django.db import migrations

from numbering.triggers import ISSUED_NUMBER_GUARDS, install, remove


def protect(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection, *ISSUED_NUMBER_GUARDS)


def unprotect(apps: Any, schema_editor: Any) -> None:
    remove(schema_editor.connection, *ISSUED_NUMBER_GUARDS)


class Migration(migrations.Migration):
    dependencies = [
        ("numbering", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(protect, unprotect)]
