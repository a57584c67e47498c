"""A file that was uploaded to be looked at first: kept until it is agreed to.

It lies in a session of its own, so that every process finds it, no other page has to load it, and
`clearsessions` takes away what nobody came back for. The page carries its signed name.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from numbering.access import CompanyRequest

_SALT = "numbering.pages.uploads"
_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: its own name, what is in it, and the name under which it is kept."""

    name: str
    content: bytes
    key: str


def keep_upload(request: CompanyRequest, file: UploadedFile[bytes]) -> Upload:
    """Keep a file for this person in this company."""
    name, content = (file.name or "")[:200], file.read()
    store = _store(None)
    store["upload"] = {
        "name": name,
        "content": b64encode(content).decode("ascii"),
        "owner": _owner(request),
    }
    store.set_expiry(_SECONDS)
    store.save()
    return Upload(name, content, signing.dumps(store.session_key, salt=_SALT))


def kept_upload(request: CompanyRequest, key: str) -> Upload | None:
    """The file kept under a name; None where it is gone, or somebody else's."""
    try:
        session_key = signing.loads(key, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    kept = _store(session_key).get("upload")
    if kept is None or kept["owner"] != _owner(request):
        return None
    return Upload(kept["name"], b64decode(kept["content"]), key)


def forget_upload(upload: Upload) -> None:
    """Take a file away that is done with."""
    _store(signing.loads(upload.key, salt=_SALT)).delete()


def _owner(request: CompanyRequest) -> list[int]:
    return [request.user.pk, request.company.pk]


def _store(session_key: str | None) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key)
