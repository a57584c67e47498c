from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import numbering.documents
import numbering.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbering", "0004_statistics_of_issued_numbers"),
        ("orders", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("seller_name", models.CharField(max_length=120)),
                ("seller_street", models.CharField(blank=True, max_length=120)),
                ("seller_postcode", models.CharField(blank=True, max_length=20)),
                ("seller_city", models.CharField(blank=True, max_length=80)),
                ("seller_country", models.CharField(blank=True, max_length=2)),
                ("seller_tax_id", models.CharField(blank=True, max_length=40)),
                ("seller_email", models.CharField(blank=True, max_length=254)),
                ("seller_phone", models.CharField(blank=True, max_length=40)),
                (
                    "buyer_number",
                    models.CharField(blank=True, max_length=20, verbose_name="customer number"),
                ),
                ("buyer_name", models.CharField(max_length=120, verbose_name="customer")),
                ("buyer_street", models.CharField(blank=True, max_length=120)),
                ("buyer_postcode", models.CharField(blank=True, max_length=20)),
                ("buyer_city", models.CharField(blank=True, max_length=80)),
                ("buyer_country", models.CharField(blank=True, max_length=2)),
                ("buyer_tax_id", models.CharField(blank=True, max_length=40)),
                ("buyer_email", models.CharField(blank=True, max_length=254)),
                ("seller_bank_name", models.CharField(blank=True, max_length=80)),
                ("seller_iban", models.CharField(blank=True, max_length=34)),
                ("seller_bic", models.CharField(blank=True, max_length=11)),
                ("seller_bankgiro", models.CharField(blank=True, max_length=8)),
                ("seller_plusgiro", models.CharField(blank=True, max_length=8)),
                ("seller_fik_creditor", models.CharField(blank=True, max_length=8)),
                (
                    "payment_scheme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("rf", "RF creditor reference"),
                            ("ocr", "Swedish OCR"),
                            ("ocr_length", "Swedish OCR with length digit"),
                            ("fi", "Finnish reference"),
                            ("fi_rf", "Finnish reference as RF"),
                            ("kid10", "KID, modulus 10"),
                            ("kid11", "KID, modulus 11"),
                            ("fik71", "FIK +71"),
                            ("fik75", "FIK +75"),
                            ("qr", "Swiss QR reference"),
                            ("be", "Belgian structured communication"),
                        ],
                        max_length=10,
                        verbose_name="kind of payment reference",
                    ),
                ),
                (
                    "payment_reference",
                    models.CharField(blank=True, max_length=27, verbose_name="payment reference"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invoice", "invoice"),
                            ("credit_note", "credit note"),
                            ("internal_invoice", "internal invoice"),
                            ("cash_note", "cash note"),
                            ("advance", "advance invoice"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("issued", "issued")],
                        default="draft",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("due_date", models.DateField(verbose_name="due date")),
                (
                    "your_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="your reference"),
                ),
                (
                    "our_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="our reference"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="text",
                    ),
                ),
                (
                    "order_number",
                    models.CharField(blank=True, max_length=20, verbose_name="order number"),
                ),
                (
                    "order_type_name",
                    models.CharField(blank=True, max_length=60, verbose_name="invoice type"),
                ),
                (
                    "credited_number",
                    models.CharField(blank=True, max_length=20, verbose_name="credits invoice"),
                ),
                (
                    "payment_terms_name",
                    models.CharField(max_length=80, verbose_name="payment terms"),
                ),
                ("delivery_numbers", models.TextField(blank=True, verbose_name="deliveries")),
                (
                    "net",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="net"
                    ),
                ),
                (
                    "tax",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="tax"
                    ),
                ),
                (
                    "gross",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="total"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                (
                    "issued_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="issued at"),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
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
                        verbose_name="created by",
                    ),
                ),
                (
                    "credits",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="invoicing.invoice",
                        verbose_name="credits",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "number",
                    numbering.documents.NumberField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbering.issuednumber",
                        verbose_name="invoice number",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
                (
                    "order_type",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.ordertype",
                        verbose_name="invoice type",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
                (
                    "print_layout",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.printlayout",
                        verbose_name="print layout",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                (
                    "voucher_number",
                    numbering.documents.NumberField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbering.issuednumber",
                        verbose_name="voucher number",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
            },
        ),
        migrations.CreateModel(
            name="HistoricalBankDetails",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("bank_name", models.CharField(blank=True, max_length=80, verbose_name="bank")),
                ("iban", models.CharField(blank=True, max_length=42, verbose_name="IBAN")),
                (
                    "bic",
                    models.CharField(
                        blank=True,
                        help_text="For payments from abroad.",
                        max_length=15,
                        verbose_name="BIC",
                    ),
                ),
                ("bankgiro", models.CharField(blank=True, max_length=12, verbose_name="Bankgiro")),
                ("plusgiro", models.CharField(blank=True, max_length=12, verbose_name="Plusgiro")),
                (
                    "fik_creditor",
                    models.CharField(
                        blank=True,
                        help_text="From the bank's agreement about Danish payment slips.",
                        max_length=12,
                        verbose_name="FIK creditor number",
                    ),
                ),
                (
                    "qr_iban",
                    models.CharField(
                        blank=True,
                        help_text="For Swiss QR references only.",
                        max_length=42,
                        verbose_name="QR-IBAN",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        choices=[
                            ("none", "none: the invoice number"),
                            ("by_country", "by the customer's country"),
                            ("rf", "RF creditor reference (ISO 11649)"),
                            ("ocr", "Swedish OCR"),
                            ("finnish", "Finnish reference"),
                            ("kid", "Norwegian KID"),
                            ("fik", "Danish FIK"),
                            ("qr", "Swiss QR reference"),
                            ("belgian", "Belgian structured communication"),
                        ],
                        default="none",
                        help_text="Customers may have another one: see Payment references of customers.",
                        max_length=10,
                        verbose_name="payment reference",
                    ),
                ),
                (
                    "ocr_length_digit",
                    models.BooleanField(
                        default=False,
                        help_text="As agreed with the bank; stands before the check digit.",
                        verbose_name="Swedish OCR with length digit",
                    ),
                ),
                (
                    "finnish_rf",
                    models.BooleanField(
                        default=False,
                        help_text="The international form of the same reference.",
                        verbose_name="Finnish reference as RF",
                    ),
                ),
                (
                    "kid_length",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="As agreed with the bank. Empty: as many as the number needs.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(4),
                            django.core.validators.MaxValueValidator(25),
                        ],
                        verbose_name="digits of a Norwegian KID",
                    ),
                ),
                (
                    "kid_check",
                    models.CharField(
                        choices=[("mod10", "modulus 10"), ("mod11", "modulus 11")],
                        default="mod10",
                        max_length=5,
                        verbose_name="check digit of a KID",
                    ),
                ),
                (
                    "fik_card",
                    models.CharField(
                        choices=[("71", "+71, 15 digits"), ("75", "+75, 16 digits")],
                        default="71",
                        max_length=2,
                        verbose_name="Danish payment slip",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bank details",
                "verbose_name_plural": "historical bank details",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCustomerReference",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        choices=[
                            ("none", "none: the invoice number"),
                            ("by_country", "by the customer's country"),
                            ("rf", "RF creditor reference (ISO 11649)"),
                            ("ocr", "Swedish OCR"),
                            ("finnish", "Finnish reference"),
                            ("kid", "Norwegian KID"),
                            ("fik", "Danish FIK"),
                            ("qr", "Swiss QR reference"),
                            ("belgian", "Belgian structured communication"),
                        ],
                        max_length=10,
                        verbose_name="payment reference",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical payment reference of a customer",
                "verbose_name_plural": "historical payment references of customers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMailText",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("invoice", "invoice"),
                            ("credit_note", "credit note"),
                            ("internal_invoice", "internal invoice"),
                            ("cash_note", "cash note"),
                            ("advance", "advance invoice"),
                            ("reminder", "reminder"),
                        ],
                        help_text="Empty: every document without words of its own.",
                        max_length=16,
                        verbose_name="document",
                    ),
                ),
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
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                (
                    "text",
                    models.TextField(
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="text",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical mail text",
                "verbose_name_plural": "historical mail texts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPaymentTerms",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("days", models.PositiveSmallIntegerField(default=30, verbose_name="days")),
                (
                    "is_cash",
                    models.BooleanField(
                        default=False,
                        help_text="Invoices with these terms become cash notes.",
                        verbose_name="cash",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="For customers without terms of their own.",
                        verbose_name="default terms",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical payment terms",
                "verbose_name_plural": "historical payment terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReminderLevel",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="The first level: after the due date. Every other: after the one before.",
                        verbose_name="days of waiting",
                    ),
                ),
                (
                    "days_to_pay",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="The time that the reminder gives.",
                        verbose_name="days to pay",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="0 for none.",
                        max_digits=8,
                        verbose_name="fee",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="English",
                    ),
                ),
                (
                    "text_da",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Danish",
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Swedish",
                    ),
                ),
                (
                    "text_de",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="German",
                    ),
                ),
                (
                    "text_pl",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Polish",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Finnish",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reminder level",
                "verbose_name_plural": "historical reminder levels",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IssueRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="issued at")),
                ("count", models.PositiveIntegerField(verbose_name="drafts")),
                ("issued_count", models.PositiveIntegerField(verbose_name="issued")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issue_runs",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "issue of many drafts",
                "verbose_name_plural": "issues of many drafts",
            },
        ),
        migrations.CreateModel(
            name="IssueRunItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=160, verbose_name="draft")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("issued", "issued"), ("refused", "not issued")],
                        max_length=7,
                        verbose_name="outcome",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="reason")),
                ("is_paper_failed", models.BooleanField(default=False, verbose_name="PDF failed")),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="issue_items",
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="invoicing.issuerun",
                        verbose_name="issue",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of an issue of many",
                "verbose_name_plural": "drafts of an issue of many",
            },
        ),
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
            },
        ),
        migrations.CreateModel(
            name="KeptPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("cii", "Factur-X XML"), ("ubl", "UBL XML")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("content", models.BinaryField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "invoice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "kept paper",
                "verbose_name_plural": "kept papers",
            },
        ),
        migrations.CreateModel(
            name="MailText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("invoice", "invoice"),
                            ("credit_note", "credit note"),
                            ("internal_invoice", "internal invoice"),
                            ("cash_note", "cash note"),
                            ("advance", "advance invoice"),
                            ("reminder", "reminder"),
                        ],
                        help_text="Empty: every document without words of its own.",
                        max_length=16,
                        verbose_name="document",
                    ),
                ),
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
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                (
                    "text",
                    models.TextField(
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="text",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_texts",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail text",
                "verbose_name_plural": "mail texts",
                "ordering": ["company", "paper", "language"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "identifier",
                    numbering.fields.NumberText(max_length=20, verbose_name="identifier"),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount"),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("bank", "bank transfer"),
                            ("cash", "cash"),
                            ("card", "card"),
                            ("debit", "direct debit"),
                            ("other", "other"),
                            ("set_off", "set off"),
                        ],
                        max_length=8,
                        verbose_name="way",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="text")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "counterpart",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counterpart_of",
                        to="invoicing.payment",
                        verbose_name="set off against",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
                (
                    "withdraws",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="invoicing.payment",
                        verbose_name="withdraws",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment",
                "verbose_name_plural": "payments",
            },
        ),
        migrations.CreateModel(
            name="PaymentTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("days", models.PositiveSmallIntegerField(default=30, verbose_name="days")),
                (
                    "is_cash",
                    models.BooleanField(
                        default=False,
                        help_text="Invoices with these terms become cash notes.",
                        verbose_name="cash",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="For customers without terms of their own.",
                        verbose_name="default terms",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_terms",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment terms",
                "verbose_name_plural": "payment terms",
                "ordering": ["company", "code"],
            },
        ),
        migrations.AddField(
            model_name="invoice",
            name="payment_terms",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoices",
                to="invoicing.paymentterms",
                verbose_name="payment terms",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalCustomerTerms",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
                (
                    "payment_terms",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="invoicing.paymentterms",
                        verbose_name="payment terms",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical payment terms of a customer",
                "verbose_name_plural": "historical payment terms of customers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CustomerTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
                (
                    "payment_terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customers",
                        to="invoicing.paymentterms",
                        verbose_name="payment terms",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment terms of a customer",
                "verbose_name_plural": "payment terms of customers",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("seller_name", models.CharField(max_length=120)),
                ("seller_street", models.CharField(blank=True, max_length=120)),
                ("seller_postcode", models.CharField(blank=True, max_length=20)),
                ("seller_city", models.CharField(blank=True, max_length=80)),
                ("seller_country", models.CharField(blank=True, max_length=2)),
                ("seller_tax_id", models.CharField(blank=True, max_length=40)),
                ("seller_email", models.CharField(blank=True, max_length=254)),
                ("seller_phone", models.CharField(blank=True, max_length=40)),
                (
                    "buyer_number",
                    models.CharField(blank=True, max_length=20, verbose_name="customer number"),
                ),
                ("buyer_name", models.CharField(max_length=120, verbose_name="customer")),
                ("buyer_street", models.CharField(blank=True, max_length=120)),
                ("buyer_postcode", models.CharField(blank=True, max_length=20)),
                ("buyer_city", models.CharField(blank=True, max_length=80)),
                ("buyer_country", models.CharField(blank=True, max_length=2)),
                ("buyer_tax_id", models.CharField(blank=True, max_length=40)),
                ("buyer_email", models.CharField(blank=True, max_length=254)),
                ("date", models.DateField(verbose_name="date")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("pay_by", models.DateField(verbose_name="pay by")),
                ("open", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="open")),
                ("fee", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="fee")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="total"),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="text")),
                ("line_count", models.PositiveIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("made", "made"), ("cancelled", "cancelled")],
                        default="made",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of cancelling"
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cancelled at"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "number",
                    numbering.documents.NumberField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbering.issuednumber",
                        verbose_name="reminder number",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
                (
                    "print_layout",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="orders.printlayout",
                        verbose_name="print layout",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
            },
        ),
        migrations.CreateModel(
            name="ReminderLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="The first level: after the due date. Every other: after the one before.",
                        verbose_name="days of waiting",
                    ),
                ),
                (
                    "days_to_pay",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="The time that the reminder gives.",
                        verbose_name="days to pay",
                    ),
                ),
                (
                    "fee",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="0 for none.",
                        max_digits=8,
                        verbose_name="fee",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="English",
                    ),
                ),
                (
                    "text_da",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Danish",
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Swedish",
                    ),
                ),
                (
                    "text_de",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="German",
                    ),
                ),
                (
                    "text_pl",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Polish",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="Finnish",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_levels",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder level",
                "verbose_name_plural": "reminder levels",
                "ordering": ["company", "level"],
            },
        ),
        migrations.CreateModel(
            name="ReminderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("invoice_number", models.CharField(max_length=20, verbose_name="invoice number")),
                ("invoice_date", models.DateField(verbose_name="invoice date")),
                ("due_date", models.DateField(verbose_name="due date")),
                ("days", models.PositiveIntegerField(verbose_name="days overdue")),
                (
                    "gross",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="total"),
                ),
                ("open", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="open")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_lines",
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="invoicing.reminder",
                        verbose_name="reminder",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder line",
                "verbose_name_plural": "reminder lines",
                "ordering": ["reminder", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SentMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipients", models.CharField(max_length=500, verbose_name="to")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("files", models.JSONField(default=list, verbose_name="files")),
                (
                    "state",
                    models.CharField(
                        choices=[("sending", "sending"), ("sent", "sent"), ("failed", "not sent")],
                        default="sending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="error")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="invoicing.invoice",
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="invoicing.reminder",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
            },
        ),
        migrations.CreateModel(
            name="BankDetails",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bank_name", models.CharField(blank=True, max_length=80, verbose_name="bank")),
                ("iban", models.CharField(blank=True, max_length=42, verbose_name="IBAN")),
                (
                    "bic",
                    models.CharField(
                        blank=True,
                        help_text="For payments from abroad.",
                        max_length=15,
                        verbose_name="BIC",
                    ),
                ),
                ("bankgiro", models.CharField(blank=True, max_length=12, verbose_name="Bankgiro")),
                ("plusgiro", models.CharField(blank=True, max_length=12, verbose_name="Plusgiro")),
                (
                    "fik_creditor",
                    models.CharField(
                        blank=True,
                        help_text="From the bank's agreement about Danish payment slips.",
                        max_length=12,
                        verbose_name="FIK creditor number",
                    ),
                ),
                (
                    "qr_iban",
                    models.CharField(
                        blank=True,
                        help_text="For Swiss QR references only.",
                        max_length=42,
                        verbose_name="QR-IBAN",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        choices=[
                            ("none", "none: the invoice number"),
                            ("by_country", "by the customer's country"),
                            ("rf", "RF creditor reference (ISO 11649)"),
                            ("ocr", "Swedish OCR"),
                            ("finnish", "Finnish reference"),
                            ("kid", "Norwegian KID"),
                            ("fik", "Danish FIK"),
                            ("qr", "Swiss QR reference"),
                            ("belgian", "Belgian structured communication"),
                        ],
                        default="none",
                        help_text="Customers may have another one: see Payment references of customers.",
                        max_length=10,
                        verbose_name="payment reference",
                    ),
                ),
                (
                    "ocr_length_digit",
                    models.BooleanField(
                        default=False,
                        help_text="As agreed with the bank; stands before the check digit.",
                        verbose_name="Swedish OCR with length digit",
                    ),
                ),
                (
                    "finnish_rf",
                    models.BooleanField(
                        default=False,
                        help_text="The international form of the same reference.",
                        verbose_name="Finnish reference as RF",
                    ),
                ),
                (
                    "kid_length",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="As agreed with the bank. Empty: as many as the number needs.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(4),
                            django.core.validators.MaxValueValidator(25),
                        ],
                        verbose_name="digits of a Norwegian KID",
                    ),
                ),
                (
                    "kid_check",
                    models.CharField(
                        choices=[("mod10", "modulus 10"), ("mod11", "modulus 11")],
                        default="mod10",
                        max_length=5,
                        verbose_name="check digit of a KID",
                    ),
                ),
                (
                    "fik_card",
                    models.CharField(
                        choices=[("71", "+71, 15 digits"), ("75", "+75, 16 digits")],
                        default="71",
                        max_length=2,
                        verbose_name="Danish payment slip",
                    ),
                ),
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_details",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "bank details",
                "verbose_name_plural": "bank details",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reference__in",
                                [
                                    "none",
                                    "by_country",
                                    "rf",
                                    "ocr",
                                    "finnish",
                                    "kid",
                                    "fik",
                                    "qr",
                                    "belgian",
                                ],
                            ),
                            ("kid_check__in", ["mod10", "mod11"]),
                            ("fik_card__in", ["71", "75"]),
                        ),
                        name="invoicing_bankdetails_choices",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kid_length", None), ("kid_length__range", (4, 25)), _connector="OR"
                        ),
                        name="invoicing_bankdetails_kid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bank_name__length__lte", 80),
                            ("bankgiro__length__lte", 8),
                            ("bic__length__lte", 11),
                            ("fik_creditor__length__lte", 8),
                            ("iban__length__lte", 34),
                            ("plusgiro__length__lte", 8),
                            ("qr_iban__length__lte", 34),
                        ),
                        name="invoicing_bankdetails_lengths",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        choices=[
                            ("none", "none: the invoice number"),
                            ("by_country", "by the customer's country"),
                            ("rf", "RF creditor reference (ISO 11649)"),
                            ("ocr", "Swedish OCR"),
                            ("finnish", "Finnish reference"),
                            ("kid", "Norwegian KID"),
                            ("fik", "Danish FIK"),
                            ("qr", "Swiss QR reference"),
                            ("belgian", "Belgian structured communication"),
                        ],
                        max_length=10,
                        verbose_name="payment reference",
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreed_reference",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment reference of a customer",
                "verbose_name_plural": "payment references of customers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reference__in",
                                [
                                    "none",
                                    "by_country",
                                    "rf",
                                    "ocr",
                                    "finnish",
                                    "kid",
                                    "fik",
                                    "qr",
                                    "belgian",
                                ],
                            )
                        ),
                        name="invoicing_customerreference_choice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceBalance",
            fields=[
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
                ("due_date", models.DateField(verbose_name="due date")),
                (
                    "gross",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="total"),
                ),
                ("open", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="open")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("partly", "partly paid"), ("paid", "paid")],
                        max_length=6,
                        verbose_name="payment",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoice_balances",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "open item",
                "verbose_name_plural": "open items",
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("is_amount", models.BooleanField(default=False, verbose_name="amount")),
                (
                    "item_number",
                    models.CharField(blank=True, max_length=20, verbose_name="item number"),
                ),
                ("text", models.CharField(max_length=200, verbose_name="text")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="quantity"),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="unit")),
                (
                    "price",
                    models.DecimalField(decimal_places=4, max_digits=14, verbose_name="price"),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("debit", "debit"), ("credit", "credit")],
                        max_length=6,
                        verbose_name="side",
                    ),
                ),
                ("tax_code", models.CharField(max_length=20, verbose_name="tax code")),
                ("tax_name", models.CharField(max_length=80, verbose_name="tax rate")),
                (
                    "tax_percent",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="percent"),
                ),
                (
                    "tax_category",
                    models.CharField(
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
                (
                    "tax_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="reason for no tax"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount"),
                ),
                (
                    "credits",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_lines",
                        to="invoicing.invoiceline",
                        verbose_name="credits",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoice_lines",
                        to="orders.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoice_lines",
                        to="orders.orderline",
                        verbose_name="order line",
                    ),
                ),
                (
                    "settles",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled_by",
                        to="invoicing.invoiceline",
                        verbose_name="settles",
                    ),
                ),
                (
                    "tax_rate",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoice_lines",
                        to="orders.taxrate",
                        verbose_name="tax rate",
                    ),
                ),
                (
                    "trade_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoice_lines",
                        to="orders.tradeline",
                        verbose_name="delivery line",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice line",
                "verbose_name_plural": "invoice lines",
                "ordering": ["invoice", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="invoicing_invoiceline_quantity_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["debit", "credit"])),
                        name="invoicing_invoiceline_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text__length__range", (1, 200)), ("unit__length__lte", 10)
                        ),
                        name="invoicing_invoiceline_lengths",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceTax",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="tax code")),
                ("name", models.CharField(max_length=80, verbose_name="tax rate")),
                (
                    "percent",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="percent"),
                ),
                (
                    "category",
                    models.CharField(
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
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="reason for no tax"),
                ),
                ("net", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="net")),
                ("tax", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="tax")),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taxes",
                        to="invoicing.invoice",
                        verbose_name="invoice",
                    ),
                ),
            ],
            options={
                "verbose_name": "tax of an invoice",
                "verbose_name_plural": "taxes of an invoice",
                "ordering": ["invoice", "-percent", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invoice", "code", "name", "percent", "category", "reason"),
                        name="invoicing_invoicetax_unique",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="issuerun",
            index=models.Index(fields=["company", "-id"], name="invoicing_issuerun_newest"),
        ),
        migrations.AddConstraint(
            model_name="issuerun",
            constraint=models.CheckConstraint(
                condition=models.Q(("issued_count__lte", models.F("count"))),
                name="invoicing_issuerun_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerunitem",
            constraint=models.UniqueConstraint(
                fields=("run", "position"), name="invoicing_issueitem_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuerunitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invoice__isnull", False), ("message", ""), ("outcome", "issued")),
                    models.Q(
                        ("is_paper_failed", False),
                        ("outcome", "refused"),
                        models.Q(("message", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="invoicing_issueitem_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptjournal",
            constraint=models.UniqueConstraint(
                fields=("company", "number"), name="invoicing_keptjournal_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptjournal",
            constraint=models.CheckConstraint(
                condition=models.Q(("date_from__lte", models.F("date_to"))),
                name="invoicing_keptjournal_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptjournal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("content_type__in", ("application/pdf", "text/html")), ("sha256__length", 64)
                ),
                name="invoicing_keptjournal_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptpaper",
            constraint=models.UniqueConstraint(
                fields=("invoice", "kind"), name="invoicing_keptpaper_made_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "cii", "ubl"])),
                name="invoicing_keptpaper_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__length", 64)), name="invoicing_keptpaper_hashed"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailtext",
            constraint=models.UniqueConstraint(
                fields=("company", "paper", "language"),
                name="invoicing_mailtext_unique",
                violation_error_message="There are words for this in this language already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__length__range", (1, 200))),
                name="invoicing_mailtext_lengths",
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["company", "-date", "-id"], name="invoicing_payment_newest"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("company", "identifier"), name="invoicing_payment_identifier"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="invoicing_payment_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("way__in", ["bank", "cash", "card", "debit", "other", "set_off"])
                ),
                name="invoicing_payment_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identifier__length__range", (7, 20)), ("text__length__lte", 200)
                ),
                name="invoicing_payment_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentterms",
            constraint=models.UniqueConstraint(
                fields=("company", "code"), name="invoicing_paymentterms_code_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentterms",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("company",),
                name="invoicing_paymentterms_one_default",
                violation_error_message="The company has default payment terms already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code__length__range", (1, 20)), ("name__length__range", (1, 80))
                ),
                name="invoicing_paymentterms_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__range", (0, 3650))),
                name="invoicing_paymentterms_days",
                violation_error_message="Payment terms have 3650 days at most.",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["company", "-date", "-id"], name="invoicing_invoice_newest"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                fields=["company", "state", "-date", "-id"], name="invoicing_invoice_state"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                fields=["company", "kind", "-date", "-id"], name="invoicing_invoice_kinds"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                fields=["order_type", "-date", "-id"], name="invoicing_invoice_of_type"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["party", "-date", "-id"], name="invoicing_invoice_of_party"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("your_reference", ""), _negated=True),
                fields=["company", "your_reference"],
                name="invoicing_invoice_reference",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["invoice", "credit_note", "internal_invoice", "cash_note", "advance"],
                    )
                ),
                name="invoicing_invoice_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("issued_at__isnull", False),
                        ("issued_by__isnull", False),
                        ("number__isnull", False),
                        ("state", "issued"),
                    ),
                    _connector="OR",
                ),
                name="invoicing_invoice_issued_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("payment_reference", ""), _negated=True),
                fields=("company", "payment_reference", "payment_scheme"),
                name="invoicing_invoice_reference_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("payment_reference", ""), ("payment_scheme", "")),
                    models.Q(
                        models.Q(("payment_scheme", ""), _negated=True),
                        models.Q(("payment_reference", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="invoicing_invoice_issued_referenced",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("buyer_name__length__range", (1, 120)),
                    ("our_reference__length__lte", 80),
                    ("seller_name__length__range", (1, 120)),
                    ("your_reference__length__lte", 80),
                ),
                name="invoicing_invoice_lengths",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                fields=["company", "-date", "-id"], name="invoicing_reminder_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                fields=["party", "-date", "-id"], name="invoicing_reminder_of_party"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("state", "made")),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        ("state", "cancelled"),
                    ),
                    _connector="OR",
                ),
                name="invoicing_reminder_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__isnull", False)), name="invoicing_reminder_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderlevel",
            constraint=models.UniqueConstraint(
                fields=("company", "level"),
                name="invoicing_reminderlevel_unique",
                violation_error_message="There is this level already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (1, 9))), name="invoicing_reminderlevel_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__range", (0, 365)), ("days_to_pay__range", (0, 365))),
                name="invoicing_reminderlevel_days",
                violation_error_message="A reminder waits a year at most.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("fee__gte", 0)),
                name="invoicing_reminderlevel_fee",
                violation_error_message="A fee cannot be less than 0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderline",
            constraint=models.UniqueConstraint(
                fields=("reminder", "invoice"), name="invoicing_reminderline_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("open__gt", 0), ("open__lte", models.F("gross"))),
                name="invoicing_reminderline_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invoice__isnull", False), ("reminder__isnull", True)),
                    models.Q(("invoice__isnull", True), ("reminder__isnull", False)),
                    _connector="OR",
                ),
                name="invoicing_sentmail_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["sending", "sent", "failed"])),
                name="invoicing_sentmail_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recipients__length__range", (3, 500)), ("subject__length__range", (1, 200))
                ),
                name="invoicing_sentmail_lengths",
            ),
        ),
        migrations.AddIndex(
            model_name="invoicebalance",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "partly"))),
                fields=["company", "due_date", "invoice"],
                name="invoicing_balance_open",
            ),
        ),
        migrations.AddIndex(
            model_name="invoicebalance",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "partly"))),
                fields=["party", "due_date", "invoice"],
                name="invoicing_balance_of_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoicebalance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gross__gte", 0), ("open__gte", 0), ("open__lte", models.F("gross"))),
                    models.Q(("gross__lt", 0), ("open__gte", models.F("gross")), ("open__lte", 0)),
                    _connector="OR",
                ),
                name="invoicing_balance_within_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoicebalance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("open", 0), ("state", "paid")),
                    models.Q(
                        ("open", models.F("gross")),
                        ("state", "open"),
                        models.Q(("open", 0), _negated=True),
                    ),
                    models.Q(
                        ("state", "partly"),
                        models.Q(("open", 0), _negated=True),
                        models.Q(("open", models.F("gross")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="invoicing_balance_state",
            ),
        ),
    ]
