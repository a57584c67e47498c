"""What can be a logo: a whole PNG or JPEG of a sensible size."""

from __future__ import annotations

import pytest

from numbering.models import Company
from orders.exceptions import LogoRefused
from orders.logos import LARGEST_FILE, data_uri, logo_from
from orders.models import Logo
from orders.services.print_forms import stored_logo
from tests.print_forms import picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"></svg>'


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_wb19_a_picture_becomes_a_logo(kind: str) -> None:
    logo = logo_from(picture(kind), company=Company(), name="firm.png")

    assert (logo.width, logo.height, logo.content_type) == (120, 40, f"image/{kind.lower()}")
    assert data_uri(logo).startswith(f"data:image/{kind.lower()};base64,")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "no whole PNG or JPEG"),
        (b"", "no whole PNG or JPEG"),
        (picture()[:-20], "no whole PNG or JPEG"),
        (picture("JPEG")[:-20], "no whole PNG or JPEG"),
        (picture("GIF"), "no whole PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no whole PNG or JPEG"),
        (picture() + b"\0" * LARGEST_FILE, "more than 1 MB"),
        (picture(size=(4001, 20)), "4001 × 20 dots"),
        (picture(size=(8, 8)), "too small to print"),
        (picture("JPEG", mode="CMYK"), "save it in RGB"),
    ],
    ids=["svg", "empty", "cut", "cut jpeg", "gif", "broken", "large", "wide", "tiny", "cmyk"],
)
@pytest.mark.parametrize("lenient", [False, True])
def test_wb19_what_is_no_logo_is_refused_in_words(
    content: bytes, words: str, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As WeasyPrint sets it for the whole process.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", lenient)
    with pytest.raises(LogoRefused, match=words) as refusal:
        logo_from(content, company=Company())
    assert refusal.value.field == "logo"


def test_wb19_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 100)
    with pytest.raises(LogoRefused, match="no whole PNG or JPEG"):
        logo_from(picture(), company=Company())


def test_wb19_the_same_picture_is_stored_once(company: Company) -> None:
    first = stored_logo(logo_from(picture(), company=company, name="a.png"))
    again = stored_logo(logo_from(picture(), company=company, name="b.png"))

    assert first == again
    assert Logo.objects.count() == 1
