"""The settings screen of print forms: the form beside a paper that shows what it does."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.lists import SettingsList
from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages import Column
from numbering.pages.uploads import keep_upload, take_upload
from orders.forms.print_forms import PreviewForm, PrintFormForm
from orders.logos import data_uri
from orders.looks import look_of
from orders.models import PrintForm
from orders.paperkinds import find_paper, paper_label
from orders.querysets import PrintFormQuerySet
from orders.services.layouts import Layouts, Texts, texts_of
from orders.services.print_forms import (
    TEXT_LANGUAGES,
    check_print_form,
    delete_print_form,
    save_print_form,
)


class PrintFormList(SettingsList):
    """The forms, the most general one first."""

    ordering = ("paper", "order_type__slot", "pk")
    intro = _(
        "What stands on papers beside their own content: logo, colour, columns, texts. The form of"
        " an order type goes before that of all types, the form of a paper before that of all"
        " papers; what a form leaves open, the more general one says."
    )
    columns = [
        Column("paper", _("Paper"), value=str, sort="paper", link=True),
        Column(
            "order_type",
            _("Order type"),
            value=lambda row: row.order_type and str(row.order_type),
            sort="order_type__slot",
        ),
        Column("logo", _("Logo"), value=lambda row: row.get_logo_use_display()),
        Column("colour", _("Colour"), "number", value="colour"),
        Column(
            "texts",
            _("Texts in"),
            value=lambda row: ", ".join(written_languages(row)),
            css="grow clip",
        ),
    ]
    export_name = "print-forms"
    empty = _("No print forms yet: papers have the built-in look. Press N to make the first one.")

    def get_queryset(self) -> Any:
        """With what the columns show."""
        return _with_all(super().get_queryset())


def _with_all(rows: Any) -> PrintFormQuerySet:
    forms: PrintFormQuerySet = rows.with_all()
    return forms


def written_languages(form: PrintForm) -> list[str]:
    """The languages that a form has texts in."""
    texts = texts_of(form)
    return [str(label) for code, label in TEXT_LANGUAGES if any(texts.get(code, {}).values())]


@admin.register(PrintForm)
class PrintFormAdmin(CompanyModelAdmin):
    """Print forms."""

    form = PrintFormForm
    list_page = PrintFormList
    change_form_template = "admin/orders/printform/form.html"
    index_text = _("Logo, colour, columns and texts of papers, with a preview.")
    intro = _(
        "Papers have what is saved here from the next one on; an issued invoice stays as it is."
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return _with_all(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        """The preview besides admin's own."""
        preview = self.admin_site.admin_view(require_POST(self.preview_view))
        return [
            path("preview/", preview, name="orders_printform_preview"),
            *super().get_urls(),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Any]:
        """A form that finds the file again which it was sent with before."""
        kwargs["fields"] = PrintFormForm.Meta.fields
        found = super().get_form(request, obj, change=change, **kwargs)
        found.request = request  # type: ignore[attr-defined]
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The template places the fields."""
        return [(None, {"fields": PrintFormForm.Meta.fields})]

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the present logo, and the paper as the form stands."""
        form = context["adminform"].form
        company = company_of(request)
        if form.is_bound and form.upload is not None and form.new_logo is not None:
            context["kept_logo"] = keep_upload(request, form.upload)
        logo = form.new_logo or form.instance.logo
        context["logo"] = data_uri(logo) if logo is not None else ""
        choices = PreviewForm(request.POST or None, company=company)
        texts = form.texts() if form.is_bound else _stored_texts(form.instance)
        context["preview_form"] = choices
        sheet = sheet_of(company, form.instance, texts, choices)
        return super().render_change_form(request, context | {"sheet": sheet}, *args, **kwargs)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """A sample paper as the form stands, with what is wrong in it; nothing is saved."""
        company = company_of(request)
        key = request.POST.get("form_key", "")
        instance = self.get_object_or_404(request, key) if key else PrintForm(company=company)
        form = self.get_form(request, instance)(request.POST, request.FILES, instance=instance)
        if form.is_valid():
            try:
                check_print_form(form.instance)
            except NumberingError as refusal:
                form.place(refusal)
        choices = PreviewForm(request.POST, company=company)
        context = {
            "sheet": sheet_of(company, form.instance, form.texts(), choices),
            "mistakes": [error for errors in form.errors.values() for error in errors],
        }
        return TemplateResponse(request, "admin/orders/printform/preview.html", context)

    def save_model(self, request: HttpRequest, obj: PrintForm, form: Any, change: bool) -> None:
        """Through the service, texts and logo together with it."""
        save_print_form(obj, texts=form.texts(), logo=form.new_logo, by=person_of(request))
        if form.upload is not None and form.upload.key:
            take_upload(form.upload)

    def delete_model(self, request: HttpRequest, obj: PrintForm) -> None:
        """Through the service."""
        delete_print_form(obj, by=person_of(request))

    def obstacles(self, obj: PrintForm) -> list[str]:
        """A form can always go: papers that have its layout keep it."""
        return []

    def describe(self, obj: PrintForm) -> str:
        parts = [paper_label(obj.paper), str(obj.order_type) if obj.order_type else ""]
        return " · ".join(part for part in parts if part)

    def after_save_url(self, request: HttpRequest, obj: PrintForm) -> str:
        """Back to it."""
        return self.url("change", obj.pk)

    def history_keys(self, obj: PrintForm) -> dict[str, Any]:
        """Its own changes and those of its texts."""
        keys = [row.pk for row in obj.texts.all()]
        return {**super().history_keys(obj), "orders.printtext": keys}


def sheet_of(company: Company, form: PrintForm, texts: Texts, choices: PreviewForm) -> str:
    """A sample paper with a form that is not saved, as a page of HTML."""
    paper, known = find_paper(form.paper) or choices.paper, choices.language
    sample = paper.make_sample(company, form.order_type, known)
    layouts = Layouts(company, draft=(form, texts))
    layout = layouts.resolve(paper.code, form.order_type_id, known)
    context = sample.context | {
        "look": look_of(layout, paper=paper.code, number=sample.number, ref=sample.ref),
        "paper_language": known,
        "is_sample": True,
    }
    with translation.override(known):
        return render_to_string(sample.template, context)


def _stored_texts(form: PrintForm) -> Texts:
    return texts_of(form) if form.pk else {}
