"""Words in texts for customers that stand for the document's own number."""

from __future__ import annotations


def filled(text: str, *, number: str, ref: str) -> str:
    """The text with `_objref` as the document's number and `_ref` as its internal id.

    Offer-Cube writes them so in texts for prints and e-mails.
    """
    return text.replace("_objref", number).replace("_ref", ref)
