"""Close a period of a series, however many numbers it has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from numbering.exceptions import NumberingError
from numbering.models import NumberSeries
from numbering.services.closing import close_period, export_closed


class Command(BaseCommand):
    """Verify the chains of a series, and keep and write out where they stand."""

    help = "Close a period of a series: its chains are verified, and their hashes are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which series, from when to when, and where the file goes."""
        parser.add_argument("--company", metavar="CODE", required=True)
        parser.add_argument("--series", metavar="CODE", required=True)
        parser.add_argument("--from", metavar="DATE", required=True, dest="first")
        parser.add_argument("--to", metavar="DATE", required=True, dest="last")
        parser.add_argument("--note", default="")
        parser.add_argument("--export", metavar="FILE", help="write the file to be kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close it, and say the hashes."""
        series = NumberSeries.objects.filter(
            company__code=options["company"], code=options["series"].upper()
        ).first()
        if series is None:
            raise CommandError(f"{options['company']} has no series {options['series']}.")
        try:
            first, last = (date.fromisoformat(options[end]) for end in ("first", "last"))
            closed = close_period(
                series=series,
                first=first,
                last=last,
                today=timezone.localdate(),
                note=options["note"],
            )
        except (ValueError, NumberingError) as error:
            raise CommandError(str(error)) from error
        if options["export"]:
            content = export_closed(series.company, [closed])
            Path(options["export"]).write_text(content, encoding="utf-8")
        heads = ", ".join(
            f"{chain.position} links {chain.head}" for chain in closed.chains.order_by("pk")
        )
        self.stdout.write(f"{series.code} closed, {first} to {last}: {heads}")
