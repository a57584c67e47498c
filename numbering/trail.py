"""Who changed a setting: told to the history before the change is saved."""

from __future__ import annotations

from django.db import models

from numbering.engine.request import User


def changed_by(instance: models.Model, by: User) -> None:
    """Let the history name `by`; without one it names the user of the web request, if any."""
    if by is not None:
        vars(instance)["_history_user"] = by
