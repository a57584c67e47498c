"""Models whose objects get numbers: declaring the field is all it takes.

They stand above the services because saving such an object draws; numbering.models is below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.db import models
from django.utils.translation import gettext_lazy as _

from numbering.choices import Origin
from numbering.engine.request import User
from numbering.models import Company, Department, IssuedNumber, NumberSeries
from numbering.services.documents import (
    Refused,
    claim_for_documents,
    draw_for_documents,
    series_of,
)
from numbering.transactions import busy_as_conflict, write

# So many documents get their drawn numbers written by one statement.
_BATCH = 500


class NumberField(models.OneToOneField):  # type: ignore[type-arg]
    """The number of a document: a one-to-one key to its row in the register.

    `where_assigned`: drawn only where the company has a series for the kind, because a company
    may do without such numbers (easyWinArt's voucher number across all kinds of documents).
    """

    def __init__(
        self, *args: Any, kind: str = "", where_assigned: bool = False, **kwargs: Any
    ) -> None:
        self.kind = kind
        self.where_assigned = where_assigned
        kwargs.setdefault("to", IssuedNumber)
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("verbose_name", _("number"))
        super().__init__(*args, **kwargs)


@contextmanager
def _drawn(documents: Iterable[NumberedModel], by: User) -> Iterator[list[str]]:
    """Draw what is due, and tell the fields; saving that fails takes them off again."""
    documents = list(documents)
    filled = draw_for_documents(documents, by=by)
    try:
        for document in documents:
            document.numbers_drawn()
        yield [field for _document, field, _former in filled]
    except BaseException:
        for document, field, former in filled:
            setattr(document, field, former)
        raise


class DrawsInBulk:
    """Mixed into the querysets of numbered models: what is saved in bulk draws as save() does."""

    def bulk_create(
        self, objs: Iterable[Any], *args: Any, by: User = None, **kwargs: Any
    ) -> list[Any]:
        """Save many documents; their numbers are drawn in one statement per series and date."""
        documents = list(objs)
        with write(), _drawn(documents, by):
            created: list[Any] = super().bulk_create(documents, *args, **kwargs)  # type: ignore[misc]
            return created

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], *args: Any, by: User = None, **kwargs: Any
    ) -> int:
        """Change many documents; those whose date moves to another period get new numbers."""
        documents = list(objs)
        with write(), _drawn(documents, by) as drawn:
            changed = sorted({*fields, *drawn})
            updated: int = super().bulk_update(documents, changed, *args, **kwargs)  # type: ignore[misc]
            return updated

    def draw_numbers(self, objs: Iterable[Any], *, by: User = None) -> None:
        """Draw every number that is due on many documents saved without (`draw=False`)."""
        documents = list(objs)
        with write(), _drawn(documents, by) as drawn:
            self._write_numbers(documents, drawn)

    def claim_numbers(
        self,
        objs: Iterable[Any],
        *,
        by: User = None,
        origin: str = Origin.TYPED,
        refused: Refused,
    ) -> None:
        """Claim the numbers given to many documents saved without; see claim_for_documents."""
        documents = list(objs)
        with write():
            claimed = claim_for_documents(documents, by=by, origin=origin, refused=refused)
            self._write_numbers(documents, claimed)

    def _write_numbers(self, documents: list[Any], fields: Iterable[str]) -> None:
        names = sorted(set(fields))
        if names:
            super().bulk_update(documents, names, batch_size=_BATCH)  # type: ignore[misc]


class NumberedModel(models.Model):
    """A document with one number or more, drawn as it is saved.

    A model overrides which series a number comes from (`number_series`), of which kind it is
    (`number_kind`), when it is due (`number_due`) and which date counts (`number_date`).
    """

    if TYPE_CHECKING:
        company: models.ForeignKey[Company, Company]
        company_id: int

    class Meta:
        abstract = True

    def save(self, *args: Any, draw: bool = True, by: User = None, **kwargs: Any) -> None:
        """Save the document in a transaction that also draws its numbers.

        `draw=False` leaves that to a later `draw_numbers` in the same transaction. Raises what
        drawing and claiming raise; nothing is saved then.
        """
        if not draw:
            with busy_as_conflict():
                super().save(*args, **kwargs)
            return
        with write(self.missing_from), _drawn([self], by) as drawn:
            if drawn and kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *drawn}
            super().save(*args, **kwargs)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Django's checks, and that no way of saving gets round the drawing."""
        problems = super().check(**kwargs)
        if not isinstance(cls._default_manager.get_queryset(), DrawsInBulk):
            problems.append(
                checks.Error(
                    "The manager of a numbered model must draw in bulk_create.",
                    hint="Mix numbering.documents.DrawsInBulk into its queryset.",
                    obj=cls,
                    id="numbering.E001",
                )
            )
        return problems

    @classmethod
    def number_fields(cls) -> list[NumberField]:
        """The fields that hold numbers, in the order of their declaration."""
        return [field for field in cls._meta.local_fields if isinstance(field, NumberField)]

    def number_kind(self, field: str) -> str:
        """The kind under which the number is drawn."""
        found = self._meta.get_field(field)
        assert isinstance(found, NumberField)
        return found.kind

    def number_series(self, field: str) -> NumberSeries | None:
        """The document's own choice of series; None for the one set for the kind."""
        return None

    def number_department(self) -> Department | None:
        """The department whose own series come before the general ones."""
        return None

    def number_due(self, field: str) -> bool:
        """Whether the number is to be drawn by now."""
        return True

    def number_date(self) -> date:
        """The document's date, which chooses line and period."""
        on: date = getattr(self, "date")  # noqa: B009  each document declares its own
        return on

    def numbers_drawn(self) -> None:
        """Fill in what is made of the numbers; called before saving, once all due are there."""

    def missing_from(self) -> str:
        """The series of the numbers that are due and empty, for who must wait for them."""
        codes = [
            series_of(self, field.name).code
            for field in self.number_fields()
            if getattr(self, field.attname) is None
            and self.number_due(field.name)
            and not field.where_assigned
        ]
        return ", ".join(dict.fromkeys(codes))

    def type_number(self, field: str, text: str) -> None:
        """Have this number claimed on the next save instead of one drawn."""
        self._typed_numbers = {**getattr(self, "_typed_numbers", {}), field: text}

    def pick_series(self, field: str, series: NumberSeries) -> None:
        """Have this number drawn from a related series instead of the usual one."""
        self._picked_series = {**getattr(self, "_picked_series", {}), field: series}

    def draw_numbers(self, *, by: User = None) -> None:
        """Draw every number that is due and empty or out of its period; save those columns only.

        For services that write a document's lines first, so that the counter is held as briefly
        as can be.
        """
        with write(self.missing_from), _drawn([self], by) as drawn:
            if drawn:
                super().save(update_fields=drawn)
