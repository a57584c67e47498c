"""The triggers that keep invoices, payments, reminders and journals as they were issued and made.

The law wants an issued invoice unaltered and complete, and code can be got round: a queryset's
update, the shell, raw SQL. So the database refuses every change of an issued invoice, and every
change, removal or addition of its lines and taxes. A mistake is credited instead.

What is open on an invoice goes on changing, so it stands in a table of its own. Payments are only
ever added; a reminder can only be cancelled.
"""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from invoicing.models.heads import BUYER, SELLER
from numbering.triggers import Guard, changed, declare, install, remove

# Conditions on other tables, by name. PostgreSQL takes no subquery in a trigger's condition, but it
# takes a function.
_CONDITIONS = {
    "invoicing_is_issued": (
        "EXISTS (SELECT 1 FROM invoicing_invoice WHERE id = {key} AND state = 'issued')"
    ),
    "invoicing_is_whole": (
        "(SELECT count(*) FROM invoicing_reminderline WHERE reminder_id = {key})"
        " >= (SELECT line_count FROM invoicing_reminder WHERE id = {key})"
    ),
}
# What a reminder is; everything else about it says that it is cancelled, by whom and why.
_REMINDER = (
    *("id", "company_id", "number_id", "party_id", "date", "level", "pay_by"),
    *("open", "fee", "total", "text", "line_count", "language", "currency", "print_layout_id"),
    *(f"seller_{name}" for name in SELLER),
    *(f"buyer_{name}" for name in ("number", *BUYER)),
    *("created_at", "created_by_id"),
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
                    " OR ".join(
                        _condition(vendor, "invoicing_is_issued", f"{row}.invoice_id")
                        for row in rows
                    ),
                    "an issued invoice never changes",
                )
            )
    return guards


def issue_guards() -> list[Guard]:
    """The guard of issuing: an invoice is a draft first, and issued as a whole from it."""
    return [
        Guard(
            "invoicing_invoice_kept_insert",
            "invoicing_invoice",
            "INSERT",
            "NEW.state = 'issued'",
            "an invoice is issued from a draft",
        )
    ]


def paper_guards() -> list[Guard]:
    """The guards of papers: what was sent stays what was sent."""
    return [
        Guard(
            f"invoicing_keptpaper_kept_{event.lower()}",
            "invoicing_keptpaper",
            event,
            "1 = 1",
            "a kept paper never changes",
        )
        for event in ("UPDATE", "DELETE")
    ]


def mail_guards() -> list[Guard]:
    """The guards of mails: what was sent stays recorded; only its outcome is added, once."""
    said = (
        *("company_id", "invoice_id", "reminder_id", "created_at", "created_by_id"),
        *("recipients", "subject", "text"),
    )
    return [
        Guard(
            "invoicing_sentmail_kept_update",
            "invoicing_sentmail",
            "UPDATE",
            f"OLD.state <> 'sending' OR {changed(*said)}",
            "a mail stays as it was sent",
        ),
        Guard(
            "invoicing_sentmail_kept_delete",
            "invoicing_sentmail",
            "DELETE",
            "1 = 1",
            "a mail stays as it was sent",
        ),
    ]


def payment_guards() -> list[Guard]:
    """The guards of payments, and of what open items copy from their invoices."""
    kept = "a payment never changes, it is withdrawn"
    copies = ("invoice_id", "company_id", "party_id", "due_date", "gross")
    return [
        Guard("invoicing_payment_kept_update", "invoicing_payment", "UPDATE", "1 = 1", kept),
        Guard("invoicing_payment_kept_delete", "invoicing_payment", "DELETE", "1 = 1", kept),
        *(
            Guard(
                f"invoicing_balance_kept_{event.lower()}",
                "invoicing_invoicebalance",
                event,
                condition,
                "an open item follows its invoice",
            )
            for event, condition in (("UPDATE", changed(*copies)), ("DELETE", "1 = 1"))
        ),
    ]


def reminder_guards(vendor: str) -> list[Guard]:
    """The guards of reminders and their lines."""
    made = "a reminder stays as it was made"
    whole = _condition(vendor, "invoicing_is_whole", "NEW.reminder_id")
    return [
        Guard(
            "invoicing_reminder_kept_update",
            "invoicing_reminder",
            "UPDATE",
            f"OLD.state = 'cancelled' OR {changed(*_REMINDER)}",
            made,
        ),
        Guard("invoicing_reminder_kept_delete", "invoicing_reminder", "DELETE", "1 = 1", made),
        *(
            Guard(
                f"invoicing_reminderline_kept_{event.lower()}",
                "invoicing_reminderline",
                event,
                condition,
                made,
            )
            for event, condition in (("INSERT", whole), ("UPDATE", "1 = 1"), ("DELETE", "1 = 1"))
        ),
    ]


def journal_guards() -> list[Guard]:
    """The guards of printed invoice journals."""
    return [
        Guard(
            f"invoicing_keptjournal_kept_{event.lower()}",
            "invoicing_keptjournal",
            event,
            "1 = 1",
            "a printed journal never changes",
        )
        for event in ("UPDATE", "DELETE")
    ]


def all_guards(vendor: str) -> list[Guard]:
    """Every guard of this app."""
    return [
        *frozen_invoice_guards(vendor),
        *issue_guards(),
        *paper_guards(),
        *mail_guards(),
        *payment_guards(),
        *reminder_guards(vendor),
        *journal_guards(),
    ]


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name, condition in _CONDITIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}(bigint) RETURNS boolean"
                    f" LANGUAGE sql STABLE AS $$ SELECT {condition.format(key='$1')} $$"
                )
    # Tables of later migrations bring their guards along.
    tables = set(connection.introspection.table_names())
    install(connection, *(one for one in all_guards(connection.vendor) if one.table in tables))


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    remove(connection, *all_guards(connection.vendor))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in _CONDITIONS:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}(bigint)")


def _condition(vendor: str, name: str, key: str) -> str:
    return f"{name}({key})" if vendor == "postgresql" else _CONDITIONS[name].format(key=key)


declare(*all_guards(connection.vendor))
