"""Lookups that both databases answer alike."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.functions import Length
from django.db.models.lookups import IContains
from django.dispatch import receiver


class Finds(IContains):
    """What people mean by searching: a part of the text, in capitals or not.

    PostgreSQL's own comparison knows every letter; SQLite's LIKE folds A to Z only, so that
    "östersund" would not find Östersund.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Compare what both texts fold to."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"instr(fold_case({column}), %s) > 0", [*parameters, fold_case(str(self.rhs))]


class FindsInCapitals(Finds):
    """`Finds` in a text that is stored in capitals: the words alone are folded, not every row."""

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """Compare as PostgreSQL writes capitals."""
        column, parameters = compiler.compile(self.lhs)
        words = connection.ops.prep_for_like_query(str(self.rhs))
        return f"{column} LIKE UPPER(%s)", [*parameters, f"%{words}%"]


def fold_case(text: str | None) -> str | None:
    """The text as it is compared."""
    return None if text is None else text.casefold()


@receiver(connection_created, dispatch_uid="numbering.fold_case")
def teach_sqlite(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Give each connection to SQLite the function that `Finds` uses."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("fold_case", 1, fold_case, deterministic=True)


for text_field in (models.CharField, models.TextField):
    text_field.register_lookup(Finds, "finds")
    text_field.register_lookup(FindsInCapitals, "finds_in_capitals")
# Lets CHECK constraints say text__length__range.
models.CharField.register_lookup(Length, "length")
