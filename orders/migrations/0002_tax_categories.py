"""Rates of value added tax say why they are what they are (EN 16931)."""

from typing import Any

from django.db import migrations, models


def untaxed_rates_are_zero_rates(apps: Any, schema_editor: Any) -> None:
    """Z asks for no reason that nobody gave; an administrator chooses what else it is."""
    for name in ("TaxRate", "HistoricalTaxRate"):
        apps.get_model("orders", name).objects.filter(percent=0).update(category="Z")


class Migration(migrations.Migration):
    dependencies = [
        ("numbering", "0004_statistics_of_issued_numbers"),
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="taxrate",
            name="orders_taxrate_lengths",
        ),
        migrations.AddField(
            model_name="historicaltaxrate",
            name="category",
            field=models.CharField(
                choices=[
                    ("S", "S – taxed at this rate"),
                    ("Z", "Z – taxed at 0 %"),
                    ("E", "E – exempt from tax"),
                    ("AE", "AE – reverse charge: the customer accounts for the tax"),
                    ("K", "K – delivery to another country of the EU"),
                    ("G", "G – export out of the EU"),
                    ("O", "O – outside the scope of tax"),
                ],
                default="S",
                help_text="E-invoices say it. A rate of 0 % is one of Z to O.",
                max_length=2,
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="historicaltaxrate",
            name="exemption_reason",
            field=models.CharField(
                blank=True,
                help_text="Printed under the totals. Usual: for E the law that exempts; for AE “Reverse charge”; for K “Intra-Community supply”; for G “Export outside the EU”; for O “Not subject to VAT”.",
                max_length=200,
                verbose_name="reason for no tax",
            ),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="category",
            field=models.CharField(
                choices=[
                    ("S", "S – taxed at this rate"),
                    ("Z", "Z – taxed at 0 %"),
                    ("E", "E – exempt from tax"),
                    ("AE", "AE – reverse charge: the customer accounts for the tax"),
                    ("K", "K – delivery to another country of the EU"),
                    ("G", "G – export out of the EU"),
                    ("O", "O – outside the scope of tax"),
                ],
                default="S",
                help_text="E-invoices say it. A rate of 0 % is one of Z to O.",
                max_length=2,
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="exemption_reason",
            field=models.CharField(
                blank=True,
                help_text="Printed under the totals. Usual: for E the law that exempts; for AE “Reverse charge”; for K “Intra-Community supply”; for G “Export outside the EU”; for O “Not subject to VAT”.",
                max_length=200,
                verbose_name="reason for no tax",
            ),
        ),
        migrations.RunPython(untaxed_rates_are_zero_rates, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code__length__range", (1, 20)),
                    ("exemption_reason__length__lte", 200),
                    ("name__length__range", (1, 80)),
                ),
                name="orders_taxrate_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "S"), ("percent__gt", 0)),
                    models.Q(("category__in", ["Z", "E", "AE", "K", "G", "O"]), ("percent", 0)),
                    _connector="OR",
                ),
                name="orders_taxrate_category",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("category__in", ("E", "AE", "K", "G", "O")),
                        models.Q(("exemption_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("category__in", ("E", "AE", "K", "G", "O")), _negated=True),
                        ("exemption_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="orders_taxrate_reason",
            ),
        ),
    ]
