"""What everything numbered that people write shares: an internal id, and who saved it when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberedModel
from orders.choices import OpenState


def person_field(label: Any, *, null: bool = False) -> Any:
    """Who did it; a person who wrote something stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=label,
        related_name="+",
        db_index=False,
        null=null,
        blank=null,
        editable=False,
    )


class Versioned(NumberedModel):
    """Something numbered that two people may change at the same time."""

    # Counts the savings: who saves an older version than the stored one is told so.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        abstract = True

    @property
    def label(self) -> str | Promise:
        """What users call one of these: “Order”, “Quote”."""
        return capfirst(self._meta.verbose_name or "")

    @property
    def id_prefix(self) -> str:
        """What stands before the key in the internal id (Offer-Cube: xc, xo, xn, xs, xr)."""
        raise NotImplementedError

    @property
    def internal_id(self) -> str:
        """The key as users see it; found by the search, never given out again."""
        return f"{self.id_prefix}{self.pk}"

    def __str__(self) -> str:
        return self.internal_id


class Traced(Versioned):
    """A document: somebody entered it, and somebody saved it last."""

    created_by = person_field(_("created by"))
    updated_by = person_field(_("saved by"))

    class Meta:
        abstract = True


class Closable(Traced):
    """Something that is worked on until it is closed, or cancelled with the reason."""

    state = models.CharField(_("state"), max_length=10, choices=OpenState, default=OpenState.OPEN)
    cancel_reason = models.CharField(_("reason of cancelling"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.state == OpenState.OPEN

    @property
    def is_cancelled(self) -> bool:
        """Whether it counts no more; its number stays, void."""
        return self.state == OpenState.CANCELLED


class MasterData(Versioned):
    """A party or an item: may also have come from a program, then nobody entered it."""

    created_by = person_field(_("created by"), null=True)
    updated_by = person_field(_("saved by"), null=True)

    class Meta:
        abstract = True
