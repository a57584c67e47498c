"""Teams, and what the history keeps of people."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models.company import Company


class Team(models.Model):
    """People of a company who share rights to number series.

    Behind it stands a group of Django's, which rights are given to. Groups belong to the whole
    installation, a team to its company.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="teams"
    )
    name = models.CharField(_("name"), max_length=80)
    group = models.OneToOneField(Group, models.PROTECT, related_name="team", editable=False)
    # For the history alone: who is in it is a matter of the group.
    members = models.TextField(_("members"), blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["company", "name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="numbering_team_name_unique"),
            models.CheckConstraint(
                condition=models.Q(name__length__range=(1, 80)), name="numbering_team_lengths"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonRecord(models.Model):
    """What administrators have set of a person, so that the history tells old from new.

    Users belong to Django and keep no history; their last log-in would fill one. A password is
    never kept, only when one was set.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("user"),
        related_name="record",
        editable=False,
    )
    username = models.CharField(_("log-in name"), max_length=150)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    roles = models.CharField(_("roles"), max_length=200, blank=True)
    password_set_at = models.DateTimeField(_("password changed"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username
