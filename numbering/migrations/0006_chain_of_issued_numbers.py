"""Issued numbers are chained, periods can be closed, and the database keeps both."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from numbering.triggers import CHAIN_GUARDS, install, remove


def protect(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection, *CHAIN_GUARDS)


def unprotect(apps: Any, schema_editor: Any) -> None:
    remove(schema_editor.connection, *CHAIN_GUARDS)


class Migration(migrations.Migration):
    dependencies = [
        ("numbering", "0005_other_systems"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="counter",
            name="chain_before",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="counter",
            name="chain_head",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="counter",
            name="chain_length",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="counter",
            name="chain_value",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="counter",
            name="unchained_to",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="issuednumber",
            name="chain_hash",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="issuednumber",
            name="chain_position",
            field=models.BigIntegerField(null=True, verbose_name="position in the chain"),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="chain_hash",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="chain_position",
            field=models.BigIntegerField(null=True, verbose_name="position in the chain"),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="former_hash",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="former_issued_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="former_issued_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="former_origin",
            field=models.CharField(
                blank=True,
                choices=[
                    ("drawn", "drawn"),
                    ("typed", "typed"),
                    ("imported", "imported"),
                    ("reserved", "reserved"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="former_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="numberevent",
            name="reference",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=80, verbose_name="reference"
            ),
        ),
        migrations.CreateModel(
            name="ClosedPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_date", models.DateField(verbose_name="from")),
                ("last_date", models.DateField(verbose_name="to")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "closed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="closed"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_periods",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_periods",
                        to="numbering.numberseries",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "closed period",
                "verbose_name_plural": "closed periods",
            },
        ),
        migrations.CreateModel(
            name="ClosedChain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=7, verbose_name="period")),
                ("position", models.BigIntegerField(verbose_name="links")),
                ("hash", models.BinaryField(max_length=32)),
                ("count", models.BigIntegerField(verbose_name="numbers")),
                (
                    "first_number",
                    models.CharField(blank=True, max_length=40, verbose_name="first number"),
                ),
                (
                    "last_number",
                    models.CharField(blank=True, max_length=40, verbose_name="last number"),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_chains",
                        to="numbering.seriesline",
                        verbose_name="line",
                    ),
                ),
                (
                    "closed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chains",
                        to="numbering.closedperiod",
                    ),
                ),
            ],
            options={
                "verbose_name": "closed chain",
                "verbose_name_plural": "closed chains",
            },
        ),
        migrations.AddIndex(
            model_name="closedperiod",
            index=models.Index(
                fields=["company", "-last_date", "-id"], name="numbering_closed_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="closedperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_date__gte", models.F("first_date"))),
                name="numbering_closed_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedchain",
            constraint=models.UniqueConstraint(
                fields=("closed", "line", "period"), name="numbering_closedchain_unique"
            ),
        ),
        migrations.RunPython(protect, unprotect),
    ]
