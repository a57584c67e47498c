"""PDFs of our papers, from the HTML that the browser shows as well.

WeasyPrint draws with libraries of the operating system (Pango and what it stands on). Where they
are missing, papers are still shown and printed by the browser, and what was asked for says which
packages to install.
"""

from __future__ import annotations

import mimetypes
import os
import re
from contextlib import redirect_stdout
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _

from numbering.exceptions import SetupError

# What Debian and Ubuntu call what WeasyPrint loads, and a font for where there is none.
PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-liberation",
    "fonts-dejavu-core",
)
# A file to be kept for years, in which an e-invoice may lie.
VARIANT = "pdf/a-3b"
# Where our static files seem to lie while a paper is drawn; nobody can have a host of this name.
_BASE = "https://nummerwerk.invalid"
_AROUND_TITLE = re.compile(r"<title>\s+|\s+</title>")


class PdfUnavailable(SetupError):
    """This machine lacks the libraries that PDFs are drawn with."""


def render_pdf(html: str) -> bytes:
    """Draw a page of HTML as a PDF/A-3 that holds its fonts. Raises PdfUnavailable.

    Style sheets and pictures are taken from our static files alone: no other address is opened.
    """
    weasyprint = _weasyprint()
    # Browsers trim a title; a PDF's is shown as it stands.
    html = _AROUND_TITLE.sub(lambda found: found.group().strip(), html)
    page = weasyprint.HTML(string=html, base_url=f"{_BASE}/", url_fetcher=_fetcher(weasyprint))
    try:
        drawn: bytes = page.write_pdf(pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError as error:
        # It is no Exception, so that WeasyPrint itself does not go on without the file.
        raise RuntimeError(str(error)) from error
    return drawn


def pdf_problem() -> str:
    """Why no PDF can be made on this machine; empty where they can."""
    try:
        _weasyprint()
    except PdfUnavailable as error:
        return str(error)
    return ""


def _weasyprint() -> Any:
    """The library, loaded when first needed: it takes a while, and few requests draw."""
    try:
        # What it prints of missing libraries is said by our own message.
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
            import weasyprint  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise PdfUnavailable(
            _(
                "PDFs cannot be made on this machine: the libraries for them are missing. Whoever"
                " looks after it installs %(packages)s (Debian: apt install …) and starts"
                " Nummerwerk again. Until then, papers can be printed from the browser."
            )
            % {"packages": ", ".join(PACKAGES)}
        ) from error
    return weasyprint


@lru_cache(maxsize=1)
def _fetcher(weasyprint: Any) -> Any:
    class StaticFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        """Opens our static files and pictures that lie in the page itself, nothing else."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",))

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(_BASE):
                return super().fetch(url, headers)
            try:
                content = _static_file(urlsplit(url).path)
            except (OSError, ValueError) as error:
                # A paper without its looks is kept for years: better none.
                raise weasyprint.urls.FatalURLFetchingError(
                    f"{url} is not among the static files."
                ) from error
            kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return StaticFetcher()


def _static_file(path: str) -> bytes:
    """A static file by its address, as collected on a server or where a developer has it."""
    name = unquote(path).removeprefix("/").removeprefix(settings.STATIC_URL.lstrip("/"))
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())
