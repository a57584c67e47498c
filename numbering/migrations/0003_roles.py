"""The three roles are groups, there from the start."""

from typing import Any

from django.db import migrations

ROLES = ("Administrators", "Clerks", "Auditors")


def make_roles(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("numbering", "0002_guard_issued_numbers"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
