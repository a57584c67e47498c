"""The form of a print form: paper, logo, colour, columns, and texts in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError
from numbering.forms.base import CompanyForm
from numbering.models import Company
from numbering.models.company import LANGUAGES
from numbering.pages.uploads import Upload, kept_upload
from orders.exceptions import EntryErrors, LogoRefused
from orders.logos import LARGEST_FILE, logo_from
from orders.models import Logo, OrderType, PrintForm
from orders.models.print_forms import FOOT_LENGTH, TEXT_LENGTH, TEXTS
from orders.paperkinds import ALL_COLUMNS, ALL_PAPERS, COLUMNS, find_paper, paper_label, papers
from orders.services.layouts import Texts, texts_of
from orders.services.print_forms import TEXT_LANGUAGES, text_field_name

_LABELS = {
    "intro": _("Above the lines"),
    "closing": _("Below the totals"),
    "foot": _("At the foot of each page"),
}
_LENGTHS = {"intro": TEXT_LENGTH, "closing": TEXT_LENGTH, "foot": FOOT_LENGTH}
_ROWS = {"intro": 3, "closing": 3, "foot": 2}


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column as a row of the list of ticks."""

    code: str
    label: Any
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class LanguageTexts:
    """The text fields of one language."""

    code: str
    label: Any
    fields: list[forms.BoundField]
    is_written: bool


class PrintFormForm(CompanyForm):
    """A print form; it is saved by its service together with texts and logo."""

    request: Any = None
    # Told by the service at the paper.
    settled_by_service = frozenset({"paper", "order_type", "logo", "logo_use"})

    paper = forms.ChoiceField(label=_("Paper"), required=False)
    order_type = forms.ModelChoiceField(
        OrderType.objects.none(),
        label=_("Order type"),
        required=False,
        empty_label=_("All order types"),
    )
    own_columns = forms.BooleanField(label=_("Columns of its own"), required=False)
    columns = forms.MultipleChoiceField(
        label=_("Columns"), choices=[(one.code, one.label) for one in COLUMNS], required=False
    )
    logo = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, 1 MB at most."),
    )
    logo_key = forms.CharField(required=False, widget=forms.HiddenInput)
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        help_text=_("Of title, lines and company name. Empty: as on the more general form."),
        widget=forms.TextInput(attrs={"class": "num-input", "placeholder": "#0b665f"}),
    )

    class Meta:
        model = PrintForm
        fields = ["paper", "order_type", "logo_use", "logo_width", "logo_side", "colour"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload: Upload | None = None
        self.new_logo: Logo | None = None
        offered = [paper.code for paper in papers()]
        paper: Any = self.fields["paper"]
        paper.choices = [(code, paper_label(code)) for code in (ALL_PAPERS, *offered)]
        if self.company is not None:
            types: Any = self.fields["order_type"]
            types.queryset = OrderType.objects.of(self.company).for_orders()
        self.initial["own_columns"] = bool(self.instance.columns)
        self.initial["columns"] = self.instance.column_codes
        self.initial["logo"] = None
        stored = texts_of(self.instance) if self.instance.pk else {}
        for language, _label in TEXT_LANGUAGES:
            for place in TEXTS:
                name = text_field_name(place, language)
                self.fields[name] = forms.CharField(
                    label=_LABELS[place],
                    required=False,
                    max_length=_LENGTHS[place],
                    widget=forms.Textarea(attrs={"rows": _ROWS[place]}),
                )
                self.initial[name] = stored.get(language, {}).get(place, "")

    def clean_colour(self) -> str:
        """However it was typed."""
        typed = str(self.cleaned_data["colour"]).strip().lower()
        return f"#{typed}" if len(typed) == 6 and not typed.startswith("#") else typed

    def clean_logo(self) -> Any:
        """A file that is much too large is not even read."""
        file = self.cleaned_data["logo"]
        if file:
            file.seek(0)  # a refused form is read twice
            too_large = file.size > LARGEST_FILE
            self.upload = Upload(file.name, b"" if too_large else file.read())
            content = b"x" * (LARGEST_FILE + 1) if too_large else self.upload.content
            self._read_logo(content, file.name)
        return None

    def clean_logo_key(self) -> str:
        """The file that was sent with an earlier, refused form, unless there is another one."""
        key = str(self.cleaned_data["logo_key"])
        if key and self.upload is None and "logo" not in self.errors:
            self.upload = kept_upload(self.request, key)
            if self.upload is None:
                self.add_error("logo", _("The file is no longer here: choose it again."))
            else:
                self._read_logo(self.upload.content, self.upload.name)
        return key

    def clean(self) -> Any:
        """The columns, as far as they are the form's own and the paper has them."""
        cleaned = super().clean() or self.cleaned_data
        self.instance.columns = ""
        if cleaned.get("own_columns"):
            paper = find_paper(cleaned.get("paper", ""))
            known = ALL_COLUMNS if paper is None else paper.columns
            codes = [code for code in self._ticked() if code in known]
            self.instance.columns = ",".join(codes)
            if not codes:
                self.add_error("columns", _("Tick the columns that the paper is to have."))
        if self.new_logo is not None:
            self.instance.logo = self.new_logo
        return cleaned

    def place(self, refusal: NumberingError) -> None:
        """Say every mistake at its field."""
        if not isinstance(refusal, EntryErrors):
            super().place(refusal)
            return
        for field, sentence in refusal.fields.items():
            self.add_error(field if field in self.fields else None, sentence)

    def texts(self) -> Texts:
        """The texts as typed, by language."""
        return {
            language: {
                place: self.cleaned_data.get(text_field_name(place, language), "")
                for place in TEXTS
            }
            for language, _label in TEXT_LANGUAGES
        }

    def column_choices(self) -> list[ColumnChoice]:
        """The list of ticks: what is ticked first, in its order."""
        ticked = self._ticked() or list(self._usual())
        rest = [code for code in ALL_COLUMNS if code not in ticked]
        labels = {one.code: one.label for one in COLUMNS}
        return [
            ColumnChoice(code, labels[code], code in ticked)
            for code in (*ticked, *rest)
            if code in labels
        ]

    def languages(self) -> list[LanguageTexts]:
        """The text fields by language."""
        found = []
        for language, label in TEXT_LANGUAGES:
            fields = [self[text_field_name(place, language)] for place in TEXTS]
            is_written = any(field.value() for field in fields)
            found.append(LanguageTexts(language or "all", label, fields, is_written))
        return found

    def _ticked(self) -> list[str]:
        """The ticks in the order in which the browser sends them: that of the list."""
        codes = self["columns"].value() or []
        return list(dict.fromkeys(code for code in codes if code in ALL_COLUMNS))

    def _usual(self) -> tuple[str, ...]:
        paper = find_paper(str(self["paper"].value() or "")) or find_paper("order_confirmation")
        return paper.usual_columns if paper is not None else ALL_COLUMNS

    def _read_logo(self, content: bytes, name: str) -> None:
        assert self.company is not None
        try:
            self.new_logo = logo_from(content, company=self.company, name=name)
        except LogoRefused as refusal:
            raise ValidationError(str(refusal)) from refusal


class PreviewForm(forms.Form):
    """What a preview is shown as: never saved."""

    preview_language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    preview_paper = forms.ChoiceField(label=_("Shown as"), required=False)

    def __init__(self, data: Any = None, *, company: Company) -> None:
        offered = {paper.code: paper for paper in papers()}
        self.language = company.language
        # The paper that most customers look at; an installation without invoices has another.
        self.paper = offered.get("invoice") or papers()[0]
        if data is not None:
            if data.get("preview_language") in dict(LANGUAGES):
                self.language = data["preview_language"]
            self.paper = offered.get(data.get("preview_paper", ""), self.paper)
        shown = {"preview_language": self.language, "preview_paper": self.paper.code}
        super().__init__(initial=shown)
        choice: Any = self.fields["preview_paper"]
        choice.choices = [(code, paper_label(code)) for code in offered]
