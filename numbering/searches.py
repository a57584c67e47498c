"""What the search over everything finds of the register besides numbers."""

from __future__ import annotations

from numbering.models import OldDocument
from numbering.pages.everywhere import Searchable, declare_searchable
from numbering.pages.search import ByStart


def register() -> None:
    """Declare the documents of old systems: found by number, and by how their texts begin."""
    declare_searchable(
        Searchable(
            title=OldDocument._meta.verbose_name_plural or "",
            model=OldDocument,
            rows=lambda company: OldDocument.objects.filter(company=company),
            prefixes={},
            of_every_kind=True,
            questions=(ByStart("party"), ByStart("party_number"), ByStart("reference")),
            name="party",
            text="reference",
        )
    )
