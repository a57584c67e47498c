"""Making XML of plain values: elements without content are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from lxml import etree

Content = Any  # an element, a text, a number, nothing, or several of them

# What XML 1.0 cannot say; pasted texts have such characters.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Namespace:
    """Makes the elements of one XML namespace: `cbc("ID", "42", schemeID="0088")`.

    Empty contents and attributes are left out, and so is an element that nothing is left of.
    """

    def __init__(self, prefix: str, uri: str) -> None:
        self.uri = uri
        # Without a prefix it is the document's own.
        self.known_as = {prefix or None: uri}

    def __call__(self, name: str, *contents: Content, **attributes: str) -> Any:
        """The element, or None if it would be empty."""
        element = self.group(name, *contents, **attributes)
        return element if len(element) or element.text else None

    def group(self, name: str, *contents: Content, **attributes: str) -> Any:
        """The element, even if it is empty."""
        given = {key: value for key, value in attributes.items() if value}
        element = etree.Element(f"{{{self.uri}}}{name}", given, nsmap=self.known_as)
        for content in _flat(contents):
            if isinstance(content, str):
                element.text = sayable(content)
            else:
                element.append(content)
        return element


def document(root: Any, *namespaces: Namespace) -> bytes:
    """The finished XML, each namespace declared once, at its root."""
    known = {prefix: uri for one in namespaces for prefix, uri in one.known_as.items()}
    etree.cleanup_namespaces(root, top_nsmap=known)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def sayable(text: str) -> str:
    """The text without characters that XML cannot say, and with one kind of line end."""
    return _UNSAYABLE.sub(" ", text.replace("\r\n", "\n")).strip()


def plain(number: Decimal | None) -> str:
    """A number without needless zeros: quantities, prices and rates."""
    if number is None:
        return ""
    return f"{number.normalize():f}" if number else "0"


def amount(number: Decimal) -> str:
    """An amount with two decimals (BR-DEC rules)."""
    return f"{number:.2f}"


def _flat(contents: Iterable[Content]) -> Iterable[Any]:
    for content in contents:
        if isinstance(content, (list, tuple)):
            yield from _flat(content)
        elif content is not None and (not isinstance(content, str) or sayable(content)):
            yield content
