"""PDFs are drawn from HTML, from our own files alone, and their absence is said in words."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from django.templatetags.static import static
from pypdf import PdfReader

from numbering.pdf import PACKAGES, PdfUnavailable, pdf_problem, render_pdf

PAGE = '<html lang="en"><head><title>A paper</title>{head}</head><body>{body}</body></html>'


def test_a_paper_is_drawn_with_its_title_and_text() -> None:
    sheet = f'<link rel="stylesheet" href="{static("css/print.css")}">'
    drawn = render_pdf(PAGE.format(head=sheet, body="<h1>Fakturanummer 99001 – żółć</h1>"))
    reader = PdfReader(BytesIO(drawn))
    assert drawn.startswith(b"%PDF-1.7")
    assert reader.metadata is not None
    assert reader.metadata.title == "A paper"
    assert "Fakturanummer 99001 – żółć" in reader.pages[0].extract_text()


def test_its_fonts_lie_in_it() -> None:
    page = PdfReader(BytesIO(render_pdf(PAGE.format(head="", body="text")))).pages[0]
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    descriptors = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for font in fonts.values()
    ]
    assert descriptors
    assert all(any(name.startswith("/FontFile") for name in one) for one in descriptors)


def test_nothing_is_fetched_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *arguments: opened.append(arguments))
    body = '<img src="http://example.com/x.png"><img src="file:///etc/passwd">'
    assert render_pdf(PAGE.format(head="", body=body)).startswith(b"%PDF")
    assert opened == []


def test_a_paper_without_its_looks_is_not_made() -> None:
    with pytest.raises(RuntimeError, match=r"gone\.css is not among the static files"):
        render_pdf(PAGE.format(head='<link rel="stylesheet" href="/static/gone.css">', body=""))


def test_where_the_library_is_missing_the_packages_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfUnavailable) as refused:
        render_pdf("<p>text</p>")
    assert all(package in str(refused.value) for package in PACKAGES)
    assert pdf_problem() == str(refused.value)


_WITHOUT_PANGO = """
import cffi, django
django.setup()
opened = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if name and "pango" in name:
        raise OSError(name)
    return opened(self, name, flags)
cffi.FFI.dlopen = dlopen
from numbering.pdf import pdf_problem
print(pdf_problem())
cffi.FFI.dlopen = opened
print(pdf_problem() == "")
"""


def test_where_pango_is_missing_too_and_nothing_else_is_printed() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _WITHOUT_PANGO], capture_output=True, text=True, check=True
    )
    sentence, is_well = told.stdout.splitlines()
    assert "libpango-1.0-0" in sentence
    assert is_well == "True"
