"""Printed invoice journals, which the database itself refuses to change."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from invoicing.guards import journal_guards
from numbering.triggers import install, remove


def protect(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection, *journal_guards())


def unprotect(apps: Any, schema_editor: Any) -> None:
    remove(schema_editor.connection, *journal_guards())


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0002_frozen_invoices"),
        ("numbering", "0004_statistics_of_issued_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptJournal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="journal")),
                ("date_from", models.DateField(verbose_name="from")),
                ("date_to", models.DateField(verbose_name="to")),
                (
                    "narrowed_to",
                    models.CharField(blank=True, max_length=160, verbose_name="narrowed to"),
                ),
                (
                    "first_number",
                    models.CharField(blank=True, max_length=20, verbose_name="first number"),
                ),
                (
                    "last_number",
                    models.CharField(blank=True, max_length=20, verbose_name="last number"),
                ),
                ("count", models.PositiveIntegerField(verbose_name="invoices")),
                ("missing", models.PositiveIntegerField(verbose_name="missing numbers")),
                ("figures", models.JSONField(verbose_name="figures")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("da", "Danish"),
                            ("sv", "Swedish"),
                            ("de", "German"),
                            ("pl", "Polish"),
                            ("fi", "Finnish"),
                        ],
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("content_type", models.CharField(max_length=20, verbose_name="kind of file")),
                ("content", models.BinaryField(verbose_name="paper")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("created_at", models.DateTimeField(verbose_name="printed at")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_journals",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="printed by",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbering.numberseries",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "printed invoice journal",
                "verbose_name_plural": "printed invoice journals",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "number"), name="invoicing_keptjournal_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date_from__lte", models.F("date_to"))),
                        name="invoicing_keptjournal_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content_type__in", ("application/pdf", "text/html")),
                            ("sha256__length", 64),
                        ),
                        name="invoicing_keptjournal_paper",
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
