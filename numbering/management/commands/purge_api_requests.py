"""Forget requests of other systems that are older than 30 days; for the night job."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import ngettext

from numbering.services.idempotency import purge_requests


class Command(BaseCommand):
    """Their answers are not kept for ever: after 30 days nobody sends a request again."""

    help = "Forget the answers to requests of other systems that are older than 30 days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many there were."""
        count = purge_requests()
        self.stdout.write(
            ngettext("%(count)d request forgotten", "%(count)d requests forgotten", count)
            % {"count": count}
        )
