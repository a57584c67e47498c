"""Which layout a paper has: what the company's print forms say of it, the most special one first.

Of two forms the one of the order type goes before the one of all types, and of those for the same
types the one of this very paper before the more general one. What a form leaves open (a text,
columns, logo, colour) the next one says; of a form's texts the one in the paper's language goes
before the one for all languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from numbering.models import Company
from numbering.models.company import LANGUAGES
from orders.choices import LogoUse
from orders.models import PrintForm, PrintLayout
from orders.models.print_forms import TEXTS
from orders.paperkinds import Paper, find_paper, papers

# Texts of a form by language ("" for all), each by its place.
Texts = Mapping[str, Mapping[str, str]]


def texts_of(form: PrintForm) -> Texts:
    """The stored texts of a form."""
    return {
        row.language: {place: getattr(row, place) for place in TEXTS} for row in form.texts.all()
    }


class Layouts:
    """The layouts of one company; good for any number of documents, loaded once.

    With a `draft`, a form that is not saved stands in for the stored one of its key.
    """

    def __init__(self, company: Company, *, draft: tuple[PrintForm, Texts] | None = None) -> None:
        self.company = company
        self.draft = draft

    @cached_property
    def forms(self) -> dict[tuple[str, int | None], tuple[PrintForm, Texts]]:
        """The forms with their texts, by paper and order type."""
        stored = PrintForm.objects.of(self.company).with_all()
        found = {
            (form.paper, form.order_type_id): (form, texts_of(form))
            for form in stored
            if self.draft is None or form.pk != self.draft[0].pk
        }
        if self.draft is not None:
            form = self.draft[0]
            found[form.paper, form.order_type_id] = self.draft
        return found

    def of(self, paper: str, order_type: int | None, language: str) -> PrintLayout | None:
        """The stored layout of a paper, which a document can keep; None for the built-in look.

        It was stored with the forms; where it was not, it is now.
        """
        found = self.resolve(paper, order_type, language)
        if found is None:
            return None
        if found.digest not in self._stored:
            self._store([found])
        return self._stored[found.digest]

    def resolve(self, paper: str, order_type: int | None, language: str) -> PrintLayout | None:
        """The layout of a paper as the forms stand, not stored; None for the built-in look."""
        declared = find_paper(paper)
        forms = list(self._chain(declared, order_type)) if declared is not None else []
        if declared is None or not forms:
            return None
        layout = PrintLayout(company=self.company)
        codes = next((form.column_codes for form, _texts in forms if form.columns), [])
        layout.columns = ",".join(
            code for code in codes or declared.usual_columns if code in declared.columns
        )
        layout.colour = next((form.colour for form, _texts in forms if form.colour), "")
        with_logo = next((form for form, _ in forms if form.logo_use != LogoUse.INHERIT), None)
        if with_logo is not None and with_logo.logo_use == LogoUse.OWN:
            layout.logo = with_logo.logo
            layout.logo_width, layout.logo_side = with_logo.logo_width, with_logo.logo_side
        for place in TEXTS:
            setattr(layout, place, _text(place, language, (texts for _form, texts in forms)))
        layout.digest = layout.content_digest()
        return layout

    def store(self) -> None:
        """Store every layout that a document could need now, in few statements."""
        self._store(self._possible)

    def _chain(self, paper: Paper, order_type: int | None) -> Iterator[tuple[PrintForm, Texts]]:
        for of_type in dict.fromkeys((order_type, None)):
            for code in paper.chain:
                if (code, of_type) in self.forms:
                    yield self.forms[code, of_type]

    @property
    def _possible(self) -> list[PrintLayout]:
        types = {None, *(order_type for _paper, order_type in self.forms)}
        found = (
            self.resolve(paper.code, order_type, language)
            for paper in papers()
            for order_type in types
            for language, _name in LANGUAGES
        )
        return [layout for layout in found if layout is not None]

    @cached_property
    def _stored(self) -> dict[str, PrintLayout]:
        """The stored ones among all that a document could need now, by digest."""
        return self._read(layout.digest for layout in self._possible)

    def _read(self, digests: Iterable[str]) -> dict[str, PrintLayout]:
        rows = PrintLayout.objects.of(self.company).filter(digest__in=set(digests))
        return {row.digest: row for row in rows}

    def _store(self, layouts: Iterable[PrintLayout]) -> None:
        missing = {one.digest: one for one in layouts if one.digest not in self._stored}
        # Somebody else may store the same one at this moment.
        PrintLayout.objects.bulk_create(missing.values(), ignore_conflicts=True)
        self._stored.update(self._read(missing))


def _text(place: str, language: str, forms: Iterable[Texts]) -> str:
    """The first text for a place that there is."""
    for texts in forms:
        for code in (language, ""):
            if text := texts.get(code, {}).get(place, ""):
                return text
    return ""
