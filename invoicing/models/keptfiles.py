"""What kept files have in common: their bytes, and the hash that they had."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any


class KeptFile:
    """Mixed into models that keep a file with its SHA-256."""

    if TYPE_CHECKING:
        content: Any
        sha256: Any

    @property
    def file_name(self) -> str:
        """What the file is called where it is saved."""
        raise NotImplementedError

    @property
    def is_whole(self) -> bool:
        """Whether the bytes are those that were kept."""
        return bool(sha256(self.content).hexdigest() == self.sha256)
