"""Install a set-up of number series by name."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.presets import all_presets, load_preset


class Command(BaseCommand):
    """`load_preset NAME --company CODE [--dry-run]`; running it twice changes nothing."""

    help = "Installs a set-up of number series into a company."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[preset.name for preset in all_presets()])
        parser.add_argument("--company", required=True, help="the company's code")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be made")

    def handle(self, *args: Any, **options: Any) -> None:
        company = Company.objects.filter(code=options["company"]).first()
        if company is None:
            codes = ", ".join(Company.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                f"There is no company {options['company']!r}. There are: {codes or 'none yet'}."
            )
        try:
            report = load_preset(options["name"], company=company, dry_run=options["dry_run"])
        except NumberingError as error:
            raise CommandError(str(error)) from error
        for label, lines in (("+", report.made), ("=", report.kept), ("-", report.left_out)):
            for line in lines:
                self.stdout.write(f"{label} {line}")
        done = "Dry run of" if options["dry_run"] else "Installed"
        self.stdout.write(f"{done} {options['name']} for {company.code}: {report}.")
