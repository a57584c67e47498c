"""The triggers that keep an issued invoice as it was issued.

The law wants an issued invoice unaltered and complete, and code can be got round: a queryset's
update, the shell, raw SQL. So the database refuses every change of an issued invoice, and every
change, removal or addition of its lines and taxes. A mistake is credited instead.
"""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from numbering.triggers import Guard, declare, install, remove

# PostgreSQL takes no subquery in a trigger's condition, but it takes a function.
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION invoicing_is_issued(bigint) RETURNS boolean LANGUAGE sql STABLE"
    " AS $$ SELECT EXISTS (SELECT 1 FROM invoicing_invoice"
    " WHERE id = $1 AND state = 'issued') $$"
)


def frozen_invoice_guards(vendor: str) -> list[Guard]:
    """The guards of invoices and of what belongs to them."""
    guards = [
        Guard(
            f"invoicing_invoice_kept_{event.lower()}",
            "invoicing_invoice",
            event,
            "OLD.state = 'issued'",
            "an issued invoice never changes",
        )
        for event in ("UPDATE", "DELETE")
    ]
    for table in ("invoicing_invoiceline", "invoicing_invoicetax"):
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            guards.append(
                Guard(
                    f"{table}_kept_{event.lower()}",
                    table,
                    event,
                    " OR ".join(_is_issued(vendor, f"{row}.invoice_id") for row in rows),
                    "an issued invoice never changes",
                )
            )
    return guards


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FUNCTION)
    install(connection, *frozen_invoice_guards(connection.vendor))


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    remove(connection, *frozen_invoice_guards(connection.vendor))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION IF EXISTS invoicing_is_issued(bigint)")


def _is_issued(vendor: str, invoice_id: str) -> str:
    if vendor == "postgresql":
        return f"invoicing_is_issued({invoice_id})"
    return f"EXISTS (SELECT 1 FROM invoicing_invoice WHERE id = {invoice_id} AND state = 'issued')"


declare(*frozen_invoice_guards(connection.vendor))
