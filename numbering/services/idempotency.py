"""Writing for other systems: once for each key, however often a request is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.exceptions import IdempotencyKeyReused, RequestInProgress, SeriesBusy
from numbering.models import ApiToken, IdempotentRequest
from numbering.transactions import busy_as_conflict, write

KEPT_FOR = timedelta(days=30)
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other system is told."""

    status: int
    body: str
    is_replayed: bool = False


def once(
    *, token: ApiToken, key: str, method: str, path: str, body: Any, act: Callable[[], Answer]
) -> Answer:
    """Do what a request asks for and keep the answer; a retry gets the same answer again.

    The key is claimed in the transaction of the write, before every other lock: a crash leaves
    neither the key nor what was written, and of requests sent at once the others wait here. What
    `act` refuses is rolled back with the key, which may then be sent again, mended. Raises
    IdempotencyKeyReused where the key stands for something else, RequestInProgress where the wait
    is too long, and what `act` raises.
    """
    asked = IdempotentRequest(
        token=token, key=key, method=method, path=path, body_hash=fingerprint(body)
    )
    # Under any token of the system: its secret may have been replaced before the retry.
    before = IdempotentRequest.objects.filter(token__user=token.user_id, key=key)
    known = before.order_by("pk").first()
    if known is not None:
        return _replay(known, asked)
    with write():
        known = _claim(asked)
        if known is not None:
            return _replay(known, asked)
        answer = act()
        asked.status, asked.answer = answer.status, answer.body
        asked.save(update_fields=["status", "answer"])
    return answer


def fingerprint(body: Any) -> str:
    """What two bodies that say the same have in common, in whatever order they say it."""
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def purge_requests(*, older_than: timedelta = KEPT_FOR) -> int:
    """Forget requests that nobody will send again; returns how many. For the night job."""
    old = IdempotentRequest.objects.filter(created_at__lt=timezone.now() - older_than)
    count = 0
    while keys := list(old.order_by("created_at").values_list("pk", flat=True)[:_BATCH]):
        count += IdempotentRequest.objects.filter(pk__in=keys).delete()[0]
    return count


def _claim(asked: IdempotentRequest) -> IdempotentRequest | None:
    """Enter the request; the one that was there before, where it was."""
    try:
        with busy_as_conflict(), transaction.atomic():
            asked.save(force_insert=True)
    except SeriesBusy as error:
        raise RequestInProgress(
            _("A request with this Idempotency-Key is being worked on: send it again in a moment.")
        ) from error
    except IntegrityError:
        return IdempotentRequest.objects.get(token=asked.token, key=asked.key)
    return None


def _replay(known: IdempotentRequest, asked: IdempotentRequest) -> Answer:
    for field in ("method", "path", "body_hash"):
        if getattr(known, field) != getattr(asked, field):
            raise IdempotencyKeyReused(
                _(
                    "This Idempotency-Key was used for another request: give each request a key of"
                    " its own, and change nothing when it is sent again."
                )
            )
    return Answer(known.status, known.answer, is_replayed=True)
