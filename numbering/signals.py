"""The one signal between our models: a number hears that its document was deleted.

A signal and not an override of delete(), because querysets and cascades delete without it. And
after each `migrate`, the triggers are looked after.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models
from django.db.models.signals import post_delete, post_migrate, pre_delete
from django.dispatch import receiver

from numbering.documents import NumberedModel
from numbering.services.documents import give_back_numbers, refuse_deletion
from numbering.triggers import reinstall


@receiver(pre_delete, dispatch_uid="numbering.refuse_deletion")
def before_document_is_deleted(instance: models.Model, **kwargs: Any) -> None:
    """Refuse to delete what is numbered without gaps."""
    if isinstance(instance, NumberedModel):
        refuse_deletion(instance)


@receiver(post_delete, dispatch_uid="numbering.give_back_numbers")
def after_document_is_deleted(instance: models.Model, **kwargs: Any) -> None:
    """Free or void the numbers of a deleted document."""
    if isinstance(instance, NumberedModel):
        give_back_numbers(instance)


@receiver(post_migrate, dispatch_uid="numbering.reinstall_triggers")
def after_migrate(using: str, sender: Any, **kwargs: Any) -> None:
    """Put back the triggers that a migration on SQLite dropped with a table."""
    if sender.label == "numbering":
        reinstall(connections[using])
