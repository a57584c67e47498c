"""Invoices keep the tax category of their lines, and why there is no tax."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0002_frozen_invoices"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="invoicetax",
            name="invoicing_invoicetax_unique",
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="tax_category",
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
                max_length=2,
                verbose_name="tax category",
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="tax_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason for no tax"),
        ),
        migrations.AddField(
            model_name="invoicetax",
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
                max_length=2,
                verbose_name="tax category",
            ),
        ),
        migrations.AddField(
            model_name="invoicetax",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason for no tax"),
        ),
        migrations.AddConstraint(
            model_name="invoicetax",
            constraint=models.UniqueConstraint(
                fields=("invoice", "code", "name", "percent", "category", "reason"),
                name="invoicing_invoicetax_unique",
            ),
        ),
    ]
