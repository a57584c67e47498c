import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import numbering.documents
import orders.models.print_forms


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbering", "0004_statistics_of_issued_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of cancelling"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("date", models.DateField(verbose_name="date")),
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
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissions",
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
                        verbose_name="commission number",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "commission",
                "verbose_name_plural": "commissions",
            },
        ),
        migrations.CreateModel(
            name="HistoricalStockLocation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "is_fixed",
                    models.BooleanField(
                        default=True,
                        help_text="Order types can be coupled to a fixed location.",
                        verbose_name="fixed",
                    ),
                ),
                (
                    "in_total_stock",
                    models.BooleanField(
                        default=True,
                        help_text="Off for consignment: goods that lie with the customer.",
                        verbose_name="counts in total stock",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="Used where neither the order type nor the user has a location.",
                        verbose_name="default location",
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
                "verbose_name": "historical stock location",
                "verbose_name_plural": "historical stock locations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTaxRate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
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
                        help_text="E-invoices say it. A rate of 0 % is one of Z to O.",
                        max_length=2,
                        verbose_name="category",
                    ),
                ),
                (
                    "exemption_reason",
                    models.CharField(
                        blank=True,
                        help_text="Printed under the totals. Usual: for E the law that exempts; for AE “Reverse charge”; for K “Intra-Community supply”; for G “Export outside the EU”; for O “Not subject to VAT”.",
                        max_length=200,
                        verbose_name="reason for no tax",
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
                "verbose_name": "historical tax rate",
                "verbose_name_plural": "historical tax rates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                ("text", models.CharField(max_length=120, verbose_name="text")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="unit")),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=4, default=0, max_digits=14, verbose_name="price"
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Offered on new order lines.", verbose_name="active"
                    ),
                ),
                (
                    "is_stocked",
                    models.BooleanField(
                        default=True,
                        help_text="Off for services: nothing moves.",
                        verbose_name="kept in stock",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
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
                        verbose_name="item number",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=100, verbose_name="file")),
                ("content_type", models.CharField(max_length=20)),
                ("content", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logos",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "logo",
                "verbose_name_plural": "logos",
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                ("date", models.DateField(verbose_name="date")),
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
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of cancelling"
                    ),
                ),
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
                    "stock_location_rule",
                    models.CharField(
                        choices=[
                            ("none", "no stock location is set"),
                            ("order_type", "set by the order type"),
                            ("user", "set for the user"),
                            ("company", "the company's default"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="chosen by",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("partly_invoiced", "partly invoiced"),
                            ("invoiced", "invoiced"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=15,
                        verbose_name="state",
                    ),
                ),
                (
                    "delivery_state",
                    models.CharField(
                        choices=[
                            ("open", "not delivered"),
                            ("partly", "partly delivered"),
                            ("delivered", "delivered"),
                            ("nothing", "nothing to deliver"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="delivery",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
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
                        verbose_name="order number",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
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
                "verbose_name": "order",
                "verbose_name_plural": "orders",
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
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
                        default="debit",
                        max_length=6,
                        verbose_name="side",
                    ),
                ),
                (
                    "invoiced_quantity",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=12, verbose_name="invoiced"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "order line",
                "verbose_name_plural": "order lines",
                "ordering": ["order", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OrderType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(verbose_name="type")),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the type is not in use.",
                        max_length=40,
                        verbose_name="description",
                    ),
                ),
                (
                    "own_invoice_series",
                    models.BooleanField(
                        default=True,
                        help_text="Off: invoices take their numbers from the shared series.",
                        verbose_name="own invoice series",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("debit", "debit"), ("credit", "credit"), ("both", "both")],
                        default="debit",
                        max_length=6,
                        verbose_name="side",
                    ),
                ),
                ("is_internal", models.BooleanField(default=False, verbose_name="internal")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_types",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "invoice_series",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_type_of_invoices",
                        to="numbering.numberseries",
                        verbose_name="invoice series",
                    ),
                ),
                (
                    "order_series",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_type_of_orders",
                        to="numbering.numberseries",
                        verbose_name="order series",
                    ),
                ),
            ],
            options={
                "verbose_name": "order type",
                "verbose_name_plural": "order types",
                "ordering": ["company", "slot"],
            },
        ),
        migrations.AddField(
            model_name="order",
            name="order_type",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="orders.ordertype",
                verbose_name="order type",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalPrintForm",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    orders.models.print_forms.PaperField(
                        blank=True, max_length=40, verbose_name="paper"
                    ),
                ),
                (
                    "columns",
                    orders.models.print_forms.ColumnsField(
                        blank=True, max_length=120, verbose_name="columns"
                    ),
                ),
                (
                    "logo_use",
                    models.CharField(
                        choices=[
                            ("inherit", "as on the more general form"),
                            ("own", "its own"),
                            ("none", "none"),
                        ],
                        default="inherit",
                        max_length=7,
                        verbose_name="logo",
                    ),
                ),
                (
                    "logo_width",
                    models.PositiveSmallIntegerField(
                        default=40,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="width in mm",
                    ),
                ),
                (
                    "logo_side",
                    models.CharField(
                        choices=[("left", "left"), ("right", "right")],
                        default="left",
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A#[0-9a-f]{6}\\Z",
                                "Type a colour as # and six digits, for example #0b665f.",
                            )
                        ],
                        verbose_name="colour",
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
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.logo",
                        verbose_name="picture",
                    ),
                ),
                (
                    "order_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.ordertype",
                        verbose_name="order type",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical print form",
                "verbose_name_plural": "historical print forms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                ("is_customer", models.BooleanField(default=False, verbose_name="customer")),
                ("is_supplier", models.BooleanField(default=False, verbose_name="supplier")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="street")),
                ("postcode", models.CharField(blank=True, max_length=20, verbose_name="postcode")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="town")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="Two letters, for example SE.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
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
                        default="en",
                        help_text="The language of documents for this customer.",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "tax_id",
                    models.CharField(blank=True, max_length=40, verbose_name="tax identity"),
                ),
                (
                    "searched",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Upper(
                            django.db.models.functions.text.Concat(
                                "name", models.Value(" "), "city"
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "customer_number",
                    numbering.documents.NumberField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbering.issuednumber",
                        verbose_name="customer number",
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
                        verbose_name="address number",
                    ),
                ),
                (
                    "supplier_number",
                    numbering.documents.NumberField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbering.issuednumber",
                        verbose_name="supplier number",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
            },
        ),
        migrations.AddField(
            model_name="order",
            name="party",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="orders.party",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commissions",
                to="orders.party",
                verbose_name="customer",
            ),
        ),
        migrations.CreateModel(
            name="PrintForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    orders.models.print_forms.PaperField(
                        blank=True, max_length=40, verbose_name="paper"
                    ),
                ),
                (
                    "columns",
                    orders.models.print_forms.ColumnsField(
                        blank=True, max_length=120, verbose_name="columns"
                    ),
                ),
                (
                    "logo_use",
                    models.CharField(
                        choices=[
                            ("inherit", "as on the more general form"),
                            ("own", "its own"),
                            ("none", "none"),
                        ],
                        default="inherit",
                        max_length=7,
                        verbose_name="logo",
                    ),
                ),
                (
                    "logo_width",
                    models.PositiveSmallIntegerField(
                        default=40,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="width in mm",
                    ),
                ),
                (
                    "logo_side",
                    models.CharField(
                        choices=[("left", "left"), ("right", "right")],
                        default="left",
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A#[0-9a-f]{6}\\Z",
                                "Type a colour as # and six digits, for example #0b665f.",
                            )
                        ],
                        verbose_name="colour",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_forms",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_forms",
                        to="orders.logo",
                        verbose_name="picture",
                    ),
                ),
                (
                    "order_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="print_forms",
                        to="orders.ordertype",
                        verbose_name="order type",
                    ),
                ),
            ],
            options={
                "verbose_name": "print form",
                "verbose_name_plural": "print forms",
                "ordering": ["company", "paper", "order_type", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPrintText",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "All languages"),
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
                (
                    "intro",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="above the lines",
                    ),
                ),
                (
                    "closing",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="below the totals",
                    ),
                ),
                (
                    "foot",
                    models.TextField(
                        blank=True,
                        max_length=400,
                        validators=[django.core.validators.MaxLengthValidator(400)],
                        verbose_name="at the foot of each page",
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
                    "form",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.printform",
                        verbose_name="print form",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical text of a print form",
                "verbose_name_plural": "historical texts of print forms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PrintLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("columns", models.CharField(blank=True, max_length=120)),
                (
                    "logo_width",
                    models.PositiveSmallIntegerField(
                        default=40,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="width in mm",
                    ),
                ),
                (
                    "logo_side",
                    models.CharField(
                        choices=[("left", "left"), ("right", "right")],
                        default="left",
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A#[0-9a-f]{6}\\Z",
                                "Type a colour as # and six digits, for example #0b665f.",
                            )
                        ],
                        verbose_name="colour",
                    ),
                ),
                (
                    "intro",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="intro",
                    ),
                ),
                (
                    "closing",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="closing",
                    ),
                ),
                (
                    "foot",
                    models.TextField(
                        blank=True,
                        max_length=400,
                        validators=[django.core.validators.MaxLengthValidator(400)],
                        verbose_name="foot",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_layouts",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_layouts",
                        to="orders.logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "print layout",
                "verbose_name_plural": "print layouts",
            },
        ),
        migrations.CreateModel(
            name="PrintText",
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
                        blank=True,
                        choices=[
                            ("", "All languages"),
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
                (
                    "intro",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="above the lines",
                    ),
                ),
                (
                    "closing",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="below the totals",
                    ),
                ),
                (
                    "foot",
                    models.TextField(
                        blank=True,
                        max_length=400,
                        validators=[django.core.validators.MaxLengthValidator(400)],
                        verbose_name="at the foot of each page",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="orders.printform",
                        verbose_name="print form",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a print form",
                "verbose_name_plural": "texts of print forms",
                "ordering": ["form", "language"],
            },
        ),
        migrations.CreateModel(
            name="ProductionOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                ("date", models.DateField(verbose_name="date")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="finish by")),
                ("title", models.CharField(max_length=200, verbose_name="what is made")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="quantity"),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="unit")),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("started", "started"),
                            ("finished", "finished"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "finished_quantity",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=12, verbose_name="finished"
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of cancelling"
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="production_orders",
                        to="orders.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="production_orders",
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="production_orders",
                        to="orders.item",
                        verbose_name="item",
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
                        verbose_name="production order number",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "production order",
                "verbose_name_plural": "production orders",
            },
        ),
        migrations.CreateModel(
            name="ProductionShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="quantity"),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="orders.orderline",
                        verbose_name="order position",
                    ),
                ),
                (
                    "production_order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="orders.productionorder",
                        verbose_name="production order",
                    ),
                ),
            ],
            options={
                "verbose_name": "share of a production order",
                "verbose_name_plural": "shares of production orders",
                "ordering": ["production_order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="productionorder",
            name="order_lines",
            field=models.ManyToManyField(
                related_name="production_orders",
                through="orders.ProductionShare",
                to="orders.orderline",
                verbose_name="order positions",
            ),
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of cancelling"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("date", models.DateField(verbose_name="date")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[django.core.validators.MaxLengthValidator(4000)],
                        verbose_name="text",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="orders.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="numbering.department",
                        verbose_name="department",
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
                        verbose_name="number",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="orders.party",
                        verbose_name="party",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "record",
                "verbose_name_plural": "records",
            },
        ),
        migrations.CreateModel(
            name="StockLocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "is_fixed",
                    models.BooleanField(
                        default=True,
                        help_text="Order types can be coupled to a fixed location.",
                        verbose_name="fixed",
                    ),
                ),
                (
                    "in_total_stock",
                    models.BooleanField(
                        default=True,
                        help_text="Off for consignment: goods that lie with the customer.",
                        verbose_name="counts in total stock",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="Used where neither the order type nor the user has a location.",
                        verbose_name="default location",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_locations",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock location",
                "verbose_name_plural": "stock locations",
                "ordering": ["company", "code"],
            },
        ),
        migrations.CreateModel(
            name="StockBalance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=12, verbose_name="quantity"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="balances",
                        to="orders.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock balance",
                "verbose_name_plural": "stock balances",
                "ordering": ["item", "location"],
            },
        ),
        migrations.AddField(
            model_name="productionorder",
            name="stock_location",
            field=models.ForeignKey(
                blank=True,
                help_text="Where the finished goods go.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="production_orders",
                to="orders.stocklocation",
                verbose_name="stock location",
            ),
        ),
        migrations.AddField(
            model_name="ordertype",
            name="stock_location",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="order_types",
                to="orders.stocklocation",
                verbose_name="stock location",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="stock_location",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="orders.stocklocation",
                verbose_name="stock location",
            ),
        ),
        migrations.CreateModel(
            name="ItemJournal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("receipt", "receipt"),
                            ("issue", "issue"),
                            ("transfer", "transfer"),
                            ("count", "count"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="text")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="posted at")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_journals",
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
                        verbose_name="posted by",
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
                        verbose_name="journal number",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="orders.itemjournal",
                        verbose_name="opposite of",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journals",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
                (
                    "to_location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journals_to",
                        to="orders.stocklocation",
                        verbose_name="to location",
                    ),
                ),
            ],
            options={
                "verbose_name": "item journal",
                "verbose_name_plural": "item journals",
            },
        ),
        migrations.CreateModel(
            name="HistoricalUserStockLocation",
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
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical stock location of a user",
                "verbose_name_plural": "historical stock locations of users",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrderType",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(verbose_name="type")),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the type is not in use.",
                        max_length=40,
                        verbose_name="description",
                    ),
                ),
                (
                    "own_invoice_series",
                    models.BooleanField(
                        default=True,
                        help_text="Off: invoices take their numbers from the shared series.",
                        verbose_name="own invoice series",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("debit", "debit"), ("credit", "credit"), ("both", "both")],
                        default="debit",
                        max_length=6,
                        verbose_name="side",
                    ),
                ),
                ("is_internal", models.BooleanField(default=False, verbose_name="internal")),
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
                (
                    "invoice_series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="numbering.numberseries",
                        verbose_name="invoice series",
                    ),
                ),
                (
                    "order_series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="numbering.numberseries",
                        verbose_name="order series",
                    ),
                ),
                (
                    "stock_location",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical order type",
                "verbose_name_plural": "historical order types",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TaxRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
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
                        help_text="E-invoices say it. A rate of 0 % is one of Z to O.",
                        max_length=2,
                        verbose_name="category",
                    ),
                ),
                (
                    "exemption_reason",
                    models.CharField(
                        blank=True,
                        help_text="Printed under the totals. Usual: for E the law that exempts; for AE “Reverse charge”; for K “Intra-Community supply”; for G “Export outside the EU”; for O “Not subject to VAT”.",
                        max_length=200,
                        verbose_name="reason for no tax",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tax_rates",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "tax rate",
                "verbose_name_plural": "tax rates",
                "ordering": ["company", "code"],
            },
        ),
        migrations.AddField(
            model_name="orderline",
            name="tax_rate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="orders.taxrate",
                verbose_name="tax rate",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="tax_rate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="orders.taxrate",
                verbose_name="tax rate",
            ),
        ),
        migrations.CreateModel(
            name="TradeDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                ("date", models.DateField(verbose_name="date")),
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
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of cancelling"
                    ),
                ),
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
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="due date")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("partly", "partly done"),
                            ("done", "done"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tradedocuments",
                        to="numbering.department",
                        verbose_name="department",
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
                        verbose_name="number",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.party",
                        verbose_name="customer",
                    ),
                ),
                (
                    "stock_location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
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
                "verbose_name": "trade document",
                "verbose_name_plural": "trade documents",
            },
        ),
        migrations.CreateModel(
            name="StockMovement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="quantity"),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("moved_at", models.DateTimeField(auto_now_add=True, verbose_name="moved at")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_movements",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="orders.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "journal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="orders.itemjournal",
                        verbose_name="item journal",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moved by",
                    ),
                ),
                (
                    "production_order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="orders.productionorder",
                        verbose_name="production order",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="orders.tradedocument",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock movement",
                "verbose_name_plural": "stock movements",
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TradeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="orders.tradedocument",
                        verbose_name="document",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "source_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_lines",
                        to="orders.tradeline",
                        verbose_name="made from",
                    ),
                ),
                (
                    "source_order_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trade_lines",
                        to="orders.orderline",
                        verbose_name="made from order line",
                    ),
                ),
                (
                    "tax_rate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orders.taxrate",
                        verbose_name="tax rate",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a trade document",
                "verbose_name_plural": "lines of trade documents",
                "ordering": ["document", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="orderline",
            name="source_line",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="order_lines",
                to="orders.tradeline",
                verbose_name="made from",
            ),
        ),
        migrations.CreateModel(
            name="UserStockLocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="user_stock_locations",
                        to="numbering.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stock_locations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock location of a user",
                "verbose_name_plural": "stock locations of users",
                "ordering": ["company", "user"],
            },
        ),
        migrations.CreateModel(
            name="ItemJournalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="quantity"),
                ),
                (
                    "change",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="change"),
                ),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="text")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal_lines",
                        to="orders.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "journal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="orders.itemjournal",
                        verbose_name="item journal",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an item journal",
                "verbose_name_plural": "lines of item journals",
                "ordering": ["journal", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 0), ("text__length__lte", 200)),
                        name="orders_journalline_known",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="logo",
            constraint=models.UniqueConstraint(
                fields=("company", "digest"), name="orders_logo_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("city__length__lte", 80),
                    ("country__length__lte", 2),
                    ("email__length__lte", 254),
                    ("name__length__range", (1, 120)),
                    ("postcode__length__lte", 20),
                    ("street__length__lte", 120),
                    ("tax_id__length__lte", 40),
                ),
                name="orders_party_lengths",
            ),
        ),
        migrations.AddIndex(
            model_name="commission",
            index=models.Index(fields=["company", "-date", "-id"], name="orders_commission_newest"),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancel_reason__length__lte", 200),
                    ("name__length__range", (1, 120)),
                    ("state__in", ["open", "closed", "cancelled"]),
                ),
                name="orders_commission_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="printform",
            constraint=models.UniqueConstraint(
                fields=("company", "paper", "order_type"), name="orders_printform_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="printform",
            constraint=models.UniqueConstraint(
                condition=models.Q(("order_type", None)),
                fields=("company", "paper"),
                name="orders_printform_of_all_types_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="printform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("logo_use", "own"), _negated=True),
                    ("logo__isnull", False),
                    _connector="OR",
                ),
                name="orders_printform_logo",
            ),
        ),
        migrations.AddConstraint(
            model_name="printform",
            constraint=models.CheckConstraint(
                condition=models.Q(("logo_width__range", (10, 90))),
                name="orders_printform_logo_width",
                violation_error_message="A logo is 10 to 90 mm wide.",
            ),
        ),
        migrations.AddConstraint(
            model_name="printlayout",
            constraint=models.UniqueConstraint(
                fields=("company", "digest"), name="orders_printlayout_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="printtext",
            constraint=models.UniqueConstraint(
                fields=("form", "language"), name="orders_printtext_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionshare",
            constraint=models.UniqueConstraint(
                fields=("production_order", "order_line"), name="orders_share_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="orders_share_quantity_positive"
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["company", "kind", "-date", "-id"], name="orders_record_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["company", "-date", "-id"], name="orders_record_newest_of_all"
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["company", "kind", "state", "-date", "-id"], name="orders_record_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancel_reason__length__lte", 200),
                    ("kind__length__range", (1, 40)),
                    ("state__in", ["open", "closed", "cancelled"]),
                    ("title__length__range", (1, 120)),
                ),
                name="orders_record_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocklocation",
            constraint=models.UniqueConstraint(
                fields=("company", "code"), name="orders_stocklocation_code_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="stocklocation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("company",),
                name="orders_stocklocation_one_default",
                violation_error_message="The company has a default location already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocklocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code__length__range", (1, 20)), ("name__length__range", (1, 80))
                ),
                name="orders_stocklocation_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockbalance",
            constraint=models.UniqueConstraint(
                fields=("item", "location"), name="orders_stockbalance_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["company", "-date", "-id"], name="orders_production_newest"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(
                fields=["company", "state", "-date", "-id"], name="orders_production_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancel_reason__length__lte", 200),
                    ("title__length__range", (1, 200)),
                    ("unit__length__lte", 10),
                ),
                name="orders_production_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("finished_quantity__gte", 0), ("quantity__gt", 0)),
                name="orders_production_quantities",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "started", "finished", "cancelled"])),
                name="orders_production_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordertype",
            constraint=models.UniqueConstraint(
                fields=("company", "slot"), name="orders_ordertype_slot_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordertype",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot__range", (1, 99))), name="orders_ordertype_slot_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordertype",
            constraint=models.CheckConstraint(
                condition=models.Q(("description__length__lte", 40)),
                name="orders_ordertype_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordertype",
            constraint=models.CheckConstraint(
                condition=models.Q(("description", ""), ("slot__in", (6, 7, 8, 9)), _negated=True),
                name="orders_ordertype_fixed_described",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordertype",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["debit", "credit", "both"])),
                name="orders_ordertype_side",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["company", "-date", "-id"], name="orders_order_newest"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["company", "state", "-date", "-id"], name="orders_order_state"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(
                    ("delivery_state", "partly"),
                    models.Q(
                        ("delivery_state", "open"), ("state__in", ("open", "partly_invoiced"))
                    ),
                    _connector="OR",
                ),
                fields=["company", "date", "id"],
                name="orders_order_to_deliver",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["order_type", "-date", "-id"], name="orders_order_of_type"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["party", "-date", "-id"], name="orders_order_of_party"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("your_reference", ""), _negated=True),
                fields=["company", "your_reference"],
                name="orders_order_your_reference",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancel_reason__length__lte", 200),
                    ("our_reference__length__lte", 80),
                    ("your_reference__length__lte", 80),
                ),
                name="orders_order_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivery_state__in", ["open", "partly", "delivered", "nothing"]),
                    ("state__in", ["open", "partly_invoiced", "invoiced", "cancelled"]),
                ),
                name="orders_order_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="itemjournal",
            index=models.Index(fields=["company", "-date", "-id"], name="orders_journal_newest"),
        ),
        migrations.AddConstraint(
            model_name="itemjournal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("action__in", ["receipt", "issue", "transfer", "count"]),
                    ("text__length__lte", 200),
                ),
                name="orders_journal_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemjournal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action", "transfer"),
                        ("to_location__isnull", False),
                        models.Q(("to_location", models.F("location")), _negated=True),
                    ),
                    models.Q(
                        models.Q(("action", "transfer"), _negated=True), ("to_location", None)
                    ),
                    _connector="OR",
                ),
                name="orders_journal_transfer",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.UniqueConstraint(
                fields=("company", "code"), name="orders_taxrate_code_unique"
            ),
        ),
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
                condition=models.Q(("percent__range", (0, 100))),
                name="orders_taxrate_percent",
                violation_error_message="A tax rate lies between 0 and 100 percent.",
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
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__length__range", (1, 120)), ("unit__length__lte", 10)),
                name="orders_item_lengths",
            ),
        ),
        migrations.AddIndex(
            model_name="tradedocument",
            index=models.Index(
                fields=["company", "kind", "-date", "-id"], name="orders_trade_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="tradedocument",
            index=models.Index(
                fields=["company", "-date", "-id"], name="orders_trade_newest_of_all"
            ),
        ),
        migrations.AddIndex(
            model_name="tradedocument",
            index=models.Index(
                fields=["company", "kind", "state", "-date", "-id"], name="orders_trade_state"
            ),
        ),
        migrations.AddIndex(
            model_name="tradedocument",
            index=models.Index(
                fields=["party", "kind", "-date", "-id"], name="orders_trade_of_party"
            ),
        ),
        migrations.AddIndex(
            model_name="tradedocument",
            index=models.Index(
                condition=models.Q(("your_reference", ""), _negated=True),
                fields=["company", "your_reference"],
                name="orders_trade_your_reference",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="tradedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancel_reason__length__lte", 200),
                    ("our_reference__length__lte", 80),
                    ("your_reference__length__lte", 80),
                ),
                name="orders_trade_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="tradedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "partly", "done", "closed", "cancelled"])
                ),
                name="orders_trade_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="tradedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "sales_quote",
                            "delivery",
                            "return_delivery",
                            "sales_complaint",
                            "purchase_enquiry",
                            "purchase_order",
                            "purchase_delivery",
                            "liability",
                            "purchase_return_delivery",
                            "purchase_credit_note",
                            "purchase_complaint",
                        ],
                    )
                ),
                name="orders_trade_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(fields=["company", "-date", "-id"], name="orders_movement_newest"),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(fields=["item", "-date", "-id"], name="orders_movement_of_item"),
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity", 0), _negated=True), name="orders_movement_moves"
            ),
        ),
        migrations.AddConstraint(
            model_name="tradeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__length__range", (1, 200)), ("unit__length__lte", 10)),
                name="orders_tradeline_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="tradeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="orders_tradeline_quantity_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="tradeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source_line", None), ("source_order_line", None), _connector="OR"
                ),
                name="orders_tradeline_one_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__length__range", (1, 200)), ("unit__length__lte", 10)),
                name="orders_orderline_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="orders_orderline_quantity_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("invoiced_quantity__gte", 0), ("invoiced_quantity__lte", models.F("quantity"))
                ),
                name="orders_orderline_not_invoiced_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["debit", "credit"])), name="orders_orderline_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="userstocklocation",
            constraint=models.UniqueConstraint(
                fields=("company", "user"), name="orders_userstocklocation_unique"
            ),
        ),
    ]
