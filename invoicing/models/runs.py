"""Drafts that were issued together, and what became of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from invoicing.choices import IssueOutcome
from invoicing.models.invoices import Invoice
from invoicing.querysets import IssueRunItemQuerySet, IssueRunQuerySet
from numbering.models import Company
from orders.models.traced import person_field


class IssueRun(models.Model):
    """Drafts that somebody issued together, in one transaction.

    Their papers are made afterwards, a few at a time, whenever somebody has its page open.
    """

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="issue_runs",
        db_index=False,
    )
    by = person_field(_("issued by"))
    started_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    count = models.PositiveIntegerField(_("drafts"))
    issued_count = models.PositiveIntegerField(_("issued"))

    objects = IssueRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue of many drafts")
        verbose_name_plural = _("issues of many drafts")
        indexes = [
            # The list of a company, newest first.
            models.Index(fields=["company", "-id"], name="invoicing_issuerun_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_count__lte=models.F("count")), name="invoicing_issuerun_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.issued_count}/{self.count}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("invoicing:invoice_run", args=[self.pk])

    @property
    def refused_count(self) -> int:
        """How many drafts stayed drafts."""
        return self.count - self.issued_count


class IssueRunItem(models.Model):
    """What became of one draft.

    A draft that was refused may be thrown away later: then only its name stays here.
    """

    run = models.ForeignKey(
        IssueRun, models.PROTECT, verbose_name=_("issue"), related_name="items", db_index=False
    )
    position = models.PositiveIntegerField(_("position"))
    invoice = models.ForeignKey(
        Invoice,
        models.SET_NULL,
        verbose_name=_("invoice"),
        related_name="issue_items",
        null=True,
    )
    name = models.CharField(_("draft"), max_length=160)
    outcome = models.CharField(_("outcome"), max_length=7, choices=IssueOutcome)
    message = models.TextField(_("reason"), blank=True)
    # Its PDF could not be made; whether it has one its kept papers tell.
    is_paper_failed = models.BooleanField(_("PDF failed"), default=False)

    objects = IssueRunItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of an issue of many")
        verbose_name_plural = _("drafts of an issue of many")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"], name="invoicing_issueitem_position"
            ),
            models.CheckConstraint(
                condition=Q(outcome=IssueOutcome.ISSUED, invoice__isnull=False, message="")
                | Q(outcome=IssueOutcome.REFUSED, is_paper_failed=False) & ~Q(message=""),
                name="invoicing_issueitem_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.name
