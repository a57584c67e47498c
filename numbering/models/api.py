"""Other systems that work with the product, and what they have asked for already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.choices import ApiScope
from numbering.models.company import Company


class ApiToken(models.Model):
    """What another system may do in a company, and as whom.

    It acts as a user of its own, so that register and documents say which system it was; nobody
    can log in as that user.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="api_tokens"
    )
    name = models.CharField(
        _("system"), max_length=80, help_text=_("What the other system is called: Webshop.")
    )
    # How the secret begins, so that a token in a configuration file is found on the screen.
    prefix = models.CharField(_("begins with"), max_length=12, editable=False)
    scopes = models.CharField(_("may"), max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("acts as"),
        related_name="api_tokens",
        editable=False,
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("created by"),
        related_name="+",
        db_index=False,
        null=True,
        editable=False,
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("revoked by"),
        related_name="+",
        db_index=False,
        null=True,
        editable=False,
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("token of a system")
        verbose_name_plural = _("tokens of other systems")
        ordering = ["company", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__length__range=(1, 80), scopes__length__range=(1, 300)),
                name="numbering_apitoken_lengths",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_active(self) -> bool:
        """Whether requests with it are answered."""
        return self.revoked_at is None

    @property
    def scope_list(self) -> list[str]:
        """What it may do, in the order of the screen."""
        given = self.scopes.split()
        return [scope for scope in ApiScope.values if scope in given]

    def allows(self, scope: str) -> bool:
        """Whether it may do this."""
        return scope in self.scopes.split()


class ApiSecret(models.Model):
    """What a token's requests are recognised by, and when the last one came.

    Beside the token and not in it: the token is a setting and has a history, this is none.
    """

    token = models.OneToOneField(ApiToken, models.PROTECT, related_name="secret")
    # SHA-256: the secret is random and long, so that nobody can try all.
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("secret of a token")
        verbose_name_plural = _("secrets of tokens")

    def __str__(self) -> str:
        return str(self.token_id)


class IdempotentRequest(models.Model):
    """A write that was done for another system, with the answer that a retry gets again.

    Saved in the transaction of the write itself: there are both or neither.
    """

    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="requests", db_index=False)
    key = models.CharField(max_length=200)
    method = models.CharField(max_length=6)
    path = models.CharField(max_length=200)
    body_hash = models.CharField("SHA-256", max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("request of another system")
        verbose_name_plural = _("requests of other systems")
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="numbering_idempotentrequest_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.key}"
