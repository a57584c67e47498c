"""Where the scenarios run: each in a database of its own, copied from one that is migrated."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from config.env import database
from tests.plugins.postgres_server import PostgresServer
from tests.torture.firm import make_voucher_table


class Place(Protocol):
    """A database engine to torture."""

    scratch: Path

    def make_template(self) -> None:
        """Migrate the database from which the others are copied."""

    def fresh(self, name: str) -> None:
        """Make an empty database and connect to it from now on."""


class SqlitePlace:
    """Files in a directory."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch

    def make_template(self) -> None:
        call_command("migrate", verbosity=0)
        make_voucher_table()
        self.template = Path(connection.settings_dict["NAME"])

    def fresh(self, name: str) -> None:
        connection.close()  # the last one to leave writes the log into the file
        shutil.copy(self.template, self.scratch / f"{name}.sqlite3")
        connection.settings_dict["NAME"] = str(self.scratch / f"{name}.sqlite3")


class PostgresPlace:
    """Databases of a server that is this run's own, with every safety on."""

    def __init__(self, scratch: Path, server: PostgresServer) -> None:
        self.scratch, self.server = scratch, server

    def make_template(self) -> None:
        create_database(self.server, "template")
        self.connect("template")
        call_command("migrate", verbosity=0)
        make_voucher_table()

    def fresh(self, name: str) -> None:
        connection.close()
        create_database(self.server, name, template="template")
        self.connect(name)

    def connect(self, name: str, server: PostgresServer | None = None) -> None:
        """Use this database from now on, perhaps on another server."""
        connection.close()
        connection.settings_dict.update(facts_of(server or self.server, name))

    def session(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection beside Django's to the database in use, which no transaction holds open."""
        facts = connection.settings_dict
        return psycopg.connect(
            host=facts["HOST"],
            port=facts["PORT"],
            user=facts["USER"],
            password=facts["PASSWORD"],
            dbname=facts["NAME"],
            autocommit=True,
        )


def create_database(server: PostgresServer, name: str, *, template: str = "template1") -> None:
    """Make a database as a copy."""
    with psycopg.connect(server.url, autocommit=True) as session:
        session.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def facts_of(server: PostgresServer, name: str) -> dict[str, Any]:
    """What Django's settings say of a database on this server."""
    return {"NAME": name, "PORT": str(server.port), "PASSWORD": server.password}


def wait_at_most(seconds: float) -> None:
    """Make later connections of this process wait so long for a lock (NUMBERING_LOCK_TIMEOUT)."""
    connection.close()
    connection.settings_dict["OPTIONS"] = database(default="", lock_timeout=seconds)["OPTIONS"]
