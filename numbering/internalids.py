"""Internal ids: a prefix and the key (Offer-Cube: xc5, xo7, xn12, xs3, xr9).

Beside its number, which may come late or be typed, every document has one from the first moment
and keeps it for good. An app says in its `searches.py` which prefixes its models have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Model, Q

_ID = re.compile(r"(x[a-z]*)([0-9]{1,18})", re.IGNORECASE)
_NOTHING = Q(pk__in=())
# Which rows of which model have this prefix.
_prefixes: dict[str, tuple[type[Model], Q]] = {}


def declare_prefix(prefix: str, model: type[Model], where: Q | None = None) -> None:
    """Say that the rows of a model, or those among them, have this prefix.

    Raises ValueError where it is another model's, or would not be known as one.
    """
    taken = _prefixes.get(prefix, (model,))[0]
    if taken is not model or not _ID.fullmatch(f"{prefix}1") or not prefix.islower():
        raise ValueError(f"{prefix!r} cannot be the prefix of {model._meta.label}'s internal ids.")
    _prefixes[prefix] = (model, where or Q())


def by_internal_id(model: type[Model], words: Sequence[str]) -> Q:
    """The row of a model whose internal id was typed; a condition that nothing meets for others."""
    match = _ID.fullmatch(words[0]) if len(words) == 1 else None
    owner, where = _prefixes.get(match[1].lower(), (None, Q())) if match else (None, Q())
    return where & Q(pk=int(match[2])) if match and owner is model else _NOTHING
