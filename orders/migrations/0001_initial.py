import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import numbering.documents


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbering", "0003_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="numbering.company",
                        verbose_name="company",
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
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
            },
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
            ],
            options={
                "verbose_name": "customer",
                "verbose_name_plural": "customers",
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
                (
                    "stock_location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_types",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
            ],
            options={
                "verbose_name": "order type",
                "verbose_name_plural": "order types",
                "ordering": ["company", "slot"],
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
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                (
                    "order_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="orders.ordertype",
                        verbose_name="order type",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
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
                        related_name="orders",
                        to="orders.stocklocation",
                        verbose_name="stock location",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
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
                        related_name="order_lines",
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
                (
                    "tax_rate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_lines",
                        to="orders.taxrate",
                        verbose_name="tax rate",
                    ),
                ),
            ],
            options={
                "verbose_name": "order line",
                "verbose_name_plural": "order lines",
                "ordering": ["order", "position", "pk"],
            },
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
                    ("state__in", ["open", "partly_invoiced", "invoiced", "cancelled"])
                ),
                name="orders_order_state_known",
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
                    ("code__length__range", (1, 20)), ("name__length__range", (1, 80))
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
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__length__range", (1, 120)), ("unit__length__lte", 10)),
                name="orders_item_lengths",
            ),
        ),
        migrations.AddConstraint(
            model_name="userstocklocation",
            constraint=models.UniqueConstraint(
                fields=("company", "user"), name="orders_userstocklocation_unique"
            ),
        ),
    ]
