"""A file that was uploaded to be looked at first: kept until it is agreed to.

It lies in a session of its own, so that every process finds it, no other page has to load it, and
`clearsessions` takes away what nobody came back for. The page carries its signed name.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from numbering.access import CompanyRequest

_SALT = "numbering.pages.uploads"
_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: its own name, what is in it, and the name under which it is kept, if it is."""

    name: str
    content: bytes
    key: str = ""

    @classmethod
    def of(cls, file: UploadedFile[bytes]) -> Upload:
        """The file that was sent."""
        return cls((file.name or "")[:200], file.read())


def keep_upload(request: CompanyRequest, upload: Upload) -> Upload:
    """Keep a file for this person in this company; twice keeps it once."""
    if upload.key:
        return upload
    store = SessionStore()
    store["upload"] = {
        "name": upload.name,
        "content": b64encode(upload.content).decode("ascii"),
        "owner": _owner(request),
    }
    store.set_expiry(_SECONDS)
    store.save()
    return replace(upload, key=signing.dumps(store.session_key, salt=_SALT))


def kept_upload(request: CompanyRequest, key: str) -> Upload | None:
    """The file kept under a name; None where it is gone, or somebody else's."""
    try:
        session_key = signing.loads(key, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    kept = SessionStore(session_key).get("upload")
    if kept is None or kept["owner"] != _owner(request):
        return None
    return Upload(kept["name"], b64decode(kept["content"]), key)


def take_upload(upload: Upload) -> Upload | None:
    """The file, kept no longer; None where somebody has just taken it.

    Of two who press a button at once, one gets it.
    """
    session_key = signing.loads(upload.key, salt=_SALT)
    deleted, _of_what = Session.objects.filter(session_key=session_key).delete()
    return replace(upload, key="") if deleted else None


def _owner(request: CompanyRequest) -> list[int]:
    return [request.user.pk, request.company.pk]
