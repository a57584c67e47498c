"""The one signal between our models: a number hears that its document was deleted.

A signal and not an override of delete(), because querysets and cascades delete without it.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from numbering.documents import NumberedModel
from numbering.services.documents import give_back_numbers, refuse_deletion


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
