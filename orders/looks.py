"""What a paper's template shows of its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import pgettext

from orders.choices import LogoSide
from orders.logos import data_uri
from orders.models import PrintLayout
from orders.models.print_forms import DEFAULT_WIDTH, NARROWEST, WIDEST
from orders.paperkinds import COLUMN_OF, Column, find_paper
from orders.placeholders import filled

ACCENT = "#0b665f"
_STYLE = re.compile(r"(?P<colour>[0-9a-f]{6})-(?P<width>\d{2})")


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between the style sheets of papers: an accent and the width of the logo.

    Our content security policy takes no styles from the page itself, so that the browser fetches
    this as a small file named after what is in it.
    """

    colour: str = ACCENT
    logo_width: int = DEFAULT_WIDTH

    @property
    def name(self) -> str:
        """As part of an address."""
        return f"{self.colour.removeprefix('#')}-{self.logo_width}"

    @classmethod
    def named(cls, name: str) -> Style | None:
        """The style with this name; None where there can be none."""
        found = _STYLE.fullmatch(name)
        if found is None or not NARROWEST <= int(found["width"]) <= WIDEST:
            return None
        return cls(f"#{found['colour']}", int(found["width"]))

    def css(self) -> str:
        """The rules, with the page's number in the language that is active."""
        words = pgettext("paper", "Page %(page)s of %(pages)s")
        counted = re.split(r"(%\(pages?\)s)", words)
        counters = {"%(page)s": "counter(page)", "%(pages)s": "counter(pages)"}
        content = " ".join(counters.get(part) or _quoted(part) for part in counted if part)
        return (
            f":root {{ --accent: {self.colour}; --logo-width: {self.logo_width}mm; }}\n"
            f"@page {{ @bottom-right {{ content: {content}; }} }}\n"
        )


@dataclass(frozen=True, slots=True)
class Look:
    """A layout, ready for the template."""

    columns: tuple[Column, ...] = ()
    style: Style = Style()
    # An address that holds the picture itself.
    logo: str = ""
    logo_side: str = LogoSide.LEFT
    intro: str = ""
    closing: str = ""
    foot: str = ""


def look_of(
    layout: PrintLayout | None, *, paper: str, number: object = None, ref: str = ""
) -> Look:
    """What a document's paper shows of its layout; None is the built-in look.

    `_objref` and `_ref` in the texts become number and internal id; a draft has no number yet.
    """
    declared = find_paper(paper)
    usual = declared.usual_columns if declared is not None else ()
    if layout is None:
        return Look(_columns(usual))

    def text(written: str) -> str:
        return filled(written, number=str(number or ref), ref=ref)

    style = Style(layout.colour or ACCENT, layout.logo_width)
    return Look(
        columns=_columns(layout.column_codes or usual),
        style=style,
        logo=data_uri(layout.logo) if layout.logo is not None else "",
        logo_side=layout.logo_side,
        intro=text(layout.intro),
        closing=text(layout.closing),
        foot=text(layout.foot),
    )


def _columns(codes: tuple[str, ...] | list[str]) -> tuple[Column, ...]:
    # A layout of years ago may name a column that there is no longer.
    return tuple(COLUMN_OF[code] for code in codes if code in COLUMN_OF)


def _quoted(text: str) -> str:
    """A string of CSS that ends neither itself nor the element around it."""
    return '"' + re.sub(r'["\\<\n]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'
