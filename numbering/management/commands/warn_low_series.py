"""Tell administrators by e-mail which series run low; for the night job."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.access import addresses_of_administrators
from numbering.models import Company
from numbering.services.lownotices import NoticeNotSent, warn_low_series


class Command(BaseCommand):
    """One mail for each company with something new, then a summary."""

    help = (
        "Mail the administrators of each company which series have reached their warning number,"
        " last fewer than 30 days at their pace, or are used up; each of these once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which company."""
        parser.add_argument("--company", help=_("The code of one company; all without it."))

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through company after company.

        Raises CommandError where a code is not known, and after the last company where the mail
        server has failed; what could not be sent is tried again the next time.
        """
        companies, code = Company.objects.order_by("code"), options["company"]
        found = list(companies.filter(code=code) if code else companies)
        if code and not found:
            raise CommandError(_("There is no company %(code)s.") % {"code": code})
        told, failures = 0, []
        for company in found:
            try:
                warned = warn_low_series(
                    company=company,
                    receivers=addresses_of_administrators(company),
                    today=timezone.localdate(),
                )
            except NoticeNotSent as error:
                failures.append(str(error))
                continue
            if warned.nobody_to_tell:
                self.stderr.write(
                    _("%(code)s: no administrator with an e-mail address can be told.")
                    % {"code": company.code}
                )
            elif warned.lines:
                told += warned.lines
        self.stdout.write(
            ngettext("%(count)d warning sent", "%(count)d warnings sent", told) % {"count": told}
        )
        if failures:
            raise CommandError("\n".join(failures))
