"""Give back reserved numbers whose time has run out; for the night job."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import ngettext

from numbering.services import give_back_expired


class Command(BaseCommand):
    """Free them on lines that fill gaps, void them with a reason on all others."""

    help = "Give back reserved numbers whose time has run out."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many there were."""
        count = give_back_expired()
        self.stdout.write(
            ngettext("%(count)d number given back", "%(count)d numbers given back", count)
            % {"count": count}
        )
