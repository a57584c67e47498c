"""Kinds of columns of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
else:  # at run time the class takes no parameters
    CharField = models.CharField


class NumberText(CharField):
    """A number's text: compared byte by byte, whatever the database's language.

    Only so can an index find the numbers that begin in some way. SQLite compares so by itself.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """With PostgreSQL's plain collation."""
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
