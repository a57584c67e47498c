"""Reading pictures that are to be logos on papers."""

from __future__ import annotations

import warnings
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from numbering.models import Company
from orders.exceptions import LogoRefused
from orders.models import Logo

LARGEST_FILE = 1024 * 1024
# Twelve hundred dots on an inch at the greatest width: nothing is gained by more.
MOST_DOTS = 4000
FEWEST_DOTS = 16
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
# Some programs write a little behind the mark that ends a picture.
_END_OF_JPEG, _BEHIND_THE_END = b"\xff\xd9", 4096
# How colours may be stored; in those of the printing press a browser shows others than a printer.
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")


def logo_from(content: bytes, *, company: Company, name: str = "") -> Logo:
    """The logo, not stored, of a file that was uploaded. Raises LogoRefused."""
    if len(content) > LARGEST_FILE:
        raise LogoRefused(
            _("The file has more than 1 MB: save the picture smaller, or with fewer dots.")
        )
    try:
        with warnings.catch_warnings():
            # Pillow only warns of what would fill the memory.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=tuple(_TYPES)) as picture:
                _check(picture)
                picture.load()
                _check_end(content, picture.format)
                kind, (width, height) = _TYPES[picture.format or ""], picture.size
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise LogoRefused(
            _("This is no whole PNG or JPEG picture: save the logo as one of these.")
        ) from error
    return Logo(
        company=company,
        digest=sha256(content).hexdigest(),
        name=name[-100:] or _("logo"),
        content_type=kind,
        content=content,
        width=width,
        height=height,
    )


def data_uri(logo: Logo) -> str:
    """The picture as an address that holds it: a page or a PDF with it is whole by itself."""
    return f"data:{logo.content_type};base64,{b64encode(bytes(logo.content)).decode('ascii')}"


def _check(picture: Image.Image) -> None:
    facts = {"width": picture.width, "height": picture.height}
    if max(picture.size) > MOST_DOTS:
        raise LogoRefused(
            _("The picture has %(width)d × %(height)d dots: 4000 × 4000 are the most.") % facts
        )
    if min(picture.size) < FEWEST_DOTS:
        raise LogoRefused(
            _("The picture has %(width)d × %(height)d dots: that is too small to print.") % facts
        )
    if picture.mode not in _MODES:
        raise LogoRefused(
            _("The picture has colours for the printing press (%(mode)s): save it in RGB.")
            % {"mode": picture.mode}
        )


def _check_end(content: bytes, kind: str | None) -> None:
    """Raise OSError where a picture breaks off. WeasyPrint lets Pillow read such ones, too."""
    if kind == "PNG":
        with Image.open(BytesIO(content), formats=("PNG",)) as picture:
            picture.verify()
    elif _END_OF_JPEG not in content[-_BEHIND_THE_END:]:
        raise OSError("no end of image")
