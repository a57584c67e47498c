"""Tokens of other systems: make, change and revoke them; recognise who sends one."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from numbering.choices import ApiScope
from numbering.engine.request import User as Person
from numbering.exceptions import InvalidFormat, NumberStateError
from numbering.models import ApiSecret, ApiToken, Company, Membership
from numbering.services.locks import lock_settings
from numbering.trail import changed_by
from numbering.transactions import is_busy, write

# So that a token that strays into a file or a mail is known for what it is.
_MARK = "nw_"
_PREFIX = 10
# "Last used" is written this often at most: reading must not become writing.
_USE_PRECISION = timedelta(minutes=1)


def make_token(
    *, company: Company, name: str, scopes: Collection[str], by: Person
) -> tuple[ApiToken, str]:
    """A token for a system, and its secret, which is stored nowhere and shown this once.

    Tokens of one system (the same name) act as the same user, so that a secret can be replaced
    while the system goes on. Raises InvalidFormat without a name or a scope.
    """
    name = name.strip()
    if not 1 <= len(name) <= 80:
        raise InvalidFormat(_("A name has 1 to 80 characters."), field="name")
    secret = _MARK + secrets.token_urlsafe(32)
    with write():
        lock_settings(company.pk)
        token = ApiToken(
            company=company,
            name=name,
            prefix=secret[:_PREFIX],
            scopes=_checked(scopes),
            user=_user_of(company, name, by),
            created_by_id=by.pk if by is not None else None,
        )
        changed_by(token, by)
        token.save()
        ApiSecret.objects.create(token=token, digest=_digest(secret))
    return token, secret


def save_token(token: ApiToken, *, scopes: Collection[str], by: Person) -> ApiToken:
    """Change what a token may do. Raises InvalidFormat, NumberStateError once it is revoked."""
    with write():
        lock_settings(token.company_id)
        stored = _not_revoked(token)
        stored.scopes = _checked(scopes)
        changed_by(stored, by)
        stored.save()
    return stored


def revoke_token(token: ApiToken, *, by: Person) -> ApiToken:
    """Answer no more requests with this token, for good. Raises NumberStateError if so already."""
    with write():
        lock_settings(token.company_id)
        stored = _not_revoked(token)
        stored.revoked_at = timezone.now()
        stored.revoked_by_id = by.pk if by is not None else None
        changed_by(stored, by)
        stored.save()
        if not ApiToken.objects.filter(user=stored.user_id, revoked_at=None).exists():
            User.objects.filter(pk=stored.user_id).update(is_active=False)
    return stored


def find_token(secret: str) -> ApiToken | None:
    """The token with this secret, if it still holds; notes that it was used."""
    digest = _digest(secret)
    found = (
        ApiSecret.objects.select_related("token__company", "token__user")
        .filter(digest=digest, token__revoked_at=None)
        .first()
    )
    if found is None:
        return None
    _note_use(found)
    return found.token


def _note_use(secret: ApiSecret) -> None:
    now = timezone.now()
    if secret.last_used_at is not None and secret.last_used_at > now - _USE_PRECISION:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - _USE_PRECISION)
    try:
        ApiSecret.objects.filter(stale, pk=secret.pk).update(last_used_at=now)
    except DatabaseError as error:
        # Others are writing: the next request will note it.
        if not is_busy(error):
            raise


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _checked(scopes: Collection[str]) -> str:
    if not scopes or not set(scopes) <= set(ApiScope.values):
        raise InvalidFormat(_("Tick what the system may do."), field="scopes")
    return " ".join(scope for scope in ApiScope.values if scope in scopes)


def _not_revoked(token: ApiToken) -> ApiToken:
    stored = ApiToken.objects.get(pk=token.pk)
    if not stored.is_active:
        raise NumberStateError(_("The token is revoked already: make a new one."))
    return stored


def _user_of(company: Company, name: str, by: Person) -> User:
    """The user that the system acts as: no password, no role, a member of the company."""
    known = ApiToken.objects.filter(company=company, name__iexact=name).select_related("user")
    before = known.order_by("pk").first()
    if before is not None:
        if not before.user.is_active:
            before.user.is_active = True
            before.user.save(update_fields=["is_active"])
        return before.user
    user = User(
        username=f"api-{slugify(name)[:40] or 'system'}-{secrets.token_hex(4)}", first_name=name
    )
    user.set_unusable_password()
    user.save()
    membership = Membership(company=company, user=user)
    changed_by(membership, by)
    membership.save()
    return user
