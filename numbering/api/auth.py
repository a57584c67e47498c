"""Who asks: a token in the header, and nothing else; cookies are not looked at."""

from __future__ import annotations

import time
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from numbering.api.problems import Refused
from numbering.models import ApiToken, Company
from numbering.services.tokens import find_token

_MINUTE = 60


class ApiRequest(HttpRequest):
    """A request as an operation gets it; for annotations."""

    auth: ApiToken
    user: User
    company: Company


class Token(HttpBearer):
    """`Authorization: Bearer …` with a token that allows `scope`."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        """The token of the header; unlike the class above, nothing of it is ever logged."""
        scheme, _sep, secret = request.headers.get(self.header, "").partition(" ")
        return self.authenticate(request, secret) if scheme.lower() == "bearer" else None

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, with its company and its user set on the request."""
        found = find_token(token)
        if found is None:
            return None
        if not found.allows(self.scope):
            raise Refused(
                "ScopeMissing",
                _("This token lacks “%(scope)s”: an administrator can allow it in the settings.")
                % {"scope": self.scope},
            )
        asking = cast(ApiRequest, request)
        asking.user, asking.company = found.user, found.company
        return found


class PerToken(BaseThrottle):
    """So many requests of a token in a minute are answered, in each process of the server."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request."""
        token = cast(ApiRequest, request).auth
        place = f"api:{token.pk}:{int(time.time()) // _MINUTE}"
        cache.add(place, 0, 2 * _MINUTE)
        return bool(cache.incr(place) <= settings.API_REQUESTS_PER_MINUTE)

    def wait(self) -> float:
        """Seconds to the next minute."""
        return _MINUTE - time.time() % _MINUTE
