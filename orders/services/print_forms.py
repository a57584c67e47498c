"""Saving print forms. What was issued keeps the layout that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from numbering.models.company import LANGUAGES
from numbering.services.locks import lock_settings
from numbering.trail import changed_by
from numbering.transactions import write
from orders.choices import LogoUse
from orders.exceptions import ColourTooLight, EntryErrors
from orders.findings import Findings
from orders.models import Logo, PrintForm, PrintText
from orders.models.print_forms import TEXTS
from orders.paperkinds import ALL_PAPERS, NEEDED_COLUMN, find_paper
from orders.services.layouts import Layouts, Texts

# First the texts for all languages that have none of their own.
TEXT_LANGUAGES: tuple[tuple[str, StrOrPromise], ...] = (
    ("", gettext_lazy("All languages")),
    *LANGUAGES,
)
# Less cannot be told from the paper (WCAG, large letters).
LEAST_CONTRAST = 3.0


def save_print_form(
    form: PrintForm, *, texts: Texts, logo: Logo | None = None, by: User | None = None
) -> PrintForm:
    """Save a form with its texts, and with a new logo where one is handed in.

    Documents that are issued from now on have it; those that were keep theirs. Raises EntryErrors
    for what is wrong in a field (a text's is named `intro_sv`, `intro_all`), ColourTooLight.
    """
    with write():
        lock_settings(form.company_id)
        if form.logo_use != LogoUse.OWN:
            form.logo = None
        elif logo is not None:
            form.logo = stored_logo(logo)
        check_print_form(form)
        rows = _text_rows(form, texts)
        changed_by(form, by)
        form.save()
        for row in rows:
            row.form = form
            changed_by(row, by)
            row.save()
        Layouts(form.company).store()
    return form


def text_field_name(place: str, language: str) -> str:
    """What errors and forms call a text: `intro_sv`, `foot_all`."""
    return f"{place}_{language or 'all'}"


def delete_print_form(form: PrintForm, *, by: User | None = None) -> None:
    """Delete a form; the more general one goes from now on."""
    with write():
        lock_settings(form.company_id)
        for row in form.texts.all():
            changed_by(row, by)
            row.delete()
        changed_by(form, by)
        form.delete()
        Layouts(form.company).store()


def stored_logo(logo: Logo) -> Logo:
    """The logo as stored; the same picture is stored once."""
    names = ("name", "content_type", "content", "width", "height")
    facts: dict[str, Any] = {name: getattr(logo, name) for name in names}
    found, _created = Logo.objects.get_or_create(
        company=logo.company, digest=logo.digest, defaults=facts
    )
    return found


def check_print_form(form: PrintForm) -> None:
    """Check what the form itself says; raises EntryErrors and ColourTooLight."""
    findings = Findings()
    findings.check_fields(form, ("columns", "logo_use", "logo_width", "logo_side", "colour"))
    findings.check_company(form.order_type, form.company_id, "order_type")
    _check_paper(form, findings)
    if form.columns and NEEDED_COLUMN not in form.column_codes:
        findings.add("columns", _("Keep the column Text: a line without it says nothing."))
    if form.logo_use == LogoUse.OWN and form.logo is None:
        findings.add("logo", _("Choose a picture, or another setting for the logo."))
    findings.raise_if_any()
    if form.colour and contrast_with_white(form.colour) < LEAST_CONTRAST:
        raise ColourTooLight(
            _("This colour is too light to be read on paper: choose a darker one.")
        )


def contrast_with_white(colour: str) -> float:
    """How well a colour is told from white, from 1 to 21 (WCAG)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _check_paper(form: PrintForm, findings: Findings) -> None:
    paper = find_paper(form.paper)
    if form.paper != ALL_PAPERS and paper is None:
        findings.add("paper", _("There is no such paper: pick one of the list."))
    elif paper is not None and form.order_type is not None and not paper.is_of_type:
        findings.add(
            "order_type", _("This paper has no order type: leave the field on all order types.")
        )
    elif paper is not None and set(form.column_codes) - set(paper.columns):
        findings.add("columns", _("This paper has no such column: untick it."))
    same = PrintForm.objects.of(form.company).filter(paper=form.paper, order_type=form.order_type)
    if same.exclude(pk=form.pk).exists():
        findings.add("paper", _("There is a form for this already: change that one."))


def _text_rows(form: PrintForm, texts: Texts) -> Sequence[PrintText]:
    """The rows that differ from what is stored. One that is emptied stays, for its history."""
    stored = {row.language: row for row in form.texts.all()} if form.pk else {}
    findings, changed = Findings(), []
    for language, _label in TEXT_LANGUAGES:
        row = stored.get(language) or PrintText(language=language)
        before = {place: getattr(row, place) for place in TEXTS}
        typed = texts.get(language, before)
        after = {place: typed.get(place, "").strip() for place in TEXTS}
        if before == after:
            continue
        for place, text in after.items():
            setattr(row, place, text)
        try:
            one = Findings()
            one.check_fields(row, TEXTS)
            one.raise_if_any()
        except EntryErrors as errors:
            for place, sentence in errors.fields.items():
                findings.add(text_field_name(place, language), sentence)
        changed.append(row)
    findings.raise_if_any()
    return changed
