"""Departments and kinds of documents that a company makes up for itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.kinds import own_list_url
from numbering.models.company import Company


class Department(models.Model):
    """A part of a company that may number its documents from series of its own."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="departments"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["company", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "code"], name="numbering_department_code_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(code__length__range=(1, 20), name__length__range=(1, 80)),
                name="numbering_department_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnKind(models.Model):
    """A kind of document that an administrator made up: cases, subscriptions, any workflow."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="own_kinds"
    )
    code = models.SlugField(
        _("code"),
        max_length=40,
        help_text=_("Small letters, digits and _; never changes."),
    )
    name = models.CharField(_("name"), max_length=80)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("own kind")
        verbose_name_plural = _("own kinds")
        ordering = ["company", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "code"], name="numbering_ownkind_code_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(code__length__range=(1, 40), name__length__range=(1, 80)),
                name="numbering_ownkind_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list of its records."""
        return own_list_url(self.code)
