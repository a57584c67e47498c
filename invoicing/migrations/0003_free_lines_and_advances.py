"""Lines can be written freely, at a tax rate of their own; be an amount; take an advance off."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0002_frozen_invoices"),
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="invoiceline",
            name="is_amount",
            field=models.BooleanField(default=False, verbose_name="amount"),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="settles",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settled_by",
                to="invoicing.invoiceline",
                verbose_name="settles",
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="tax_rate",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoice_lines",
                to="orders.taxrate",
                verbose_name="tax rate",
            ),
        ),
    ]
