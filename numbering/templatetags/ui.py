"""Template words shared by all pages: `{% load ui %}`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from numbering import formatting
from numbering.formatting import person_name
from numbering.kinds import kind_label
from numbering.models import IssuedNumber
from numbering.pages import columns

register = template.Library()


@register.filter
def money(value: Any, currency: str = "") -> str:
    """`{{ order.gross|money }}`, `{{ order.gross|money:order.company.currency }}`."""
    return formatting.money(value, currency)


@register.filter
def quantity(value: Any) -> str:
    """`{{ line.quantity|quantity }}`: without the zeros that say nothing."""
    return formatting.quantity(value)


@register.filter
def percent(value: Any) -> str:
    """`{{ rate.percent|percent }}`: 25 %."""
    return f"{formatting.quantity(value)}\u00a0%" if value is not None else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ issued.issued_at|moment }}`: local time to the minute."""
    return columns.moment(value) if value else ""


@register.filter
def person(user: Any) -> str:
    """`{{ issued.issued_by|person }}`: full name, else the log-in name."""
    return person_name(user)


@register.filter
def kind_name(code: str) -> str:
    """`{{ issued.kind|kind_name }}`: what users call a kind of document."""
    return str(kind_label(code))


@register.simple_tag
def number(issued: IssuedNumber | None, link: bool = True) -> SafeString:
    """`{% number order.number %}`: a document number, leading to its page in the register."""
    if issued is None:
        return format_html('<span class="quiet">{}</span>', _("not yet drawn"))
    if not link:
        return format_html('<span class="num">{}</span>', issued.text)
    return format_html('<a class="num" href="{}">{}</a>', issued.get_absolute_url(), issued.text)


@register.simple_tag
def state(value: Any, label: Any = "") -> SafeString:
    """`{% state order.state order.get_state_display %}`: a state as a coloured word."""
    return columns.state_word(value, label or value)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, css: str = "", label: Any = None, help: Any = None) -> dict[str, Any]:
    """`{% field form.date css="field-2" %}`: label, input, help and error, tied together."""
    widget = bound.field.widget
    return {
        "field": bound,
        "css": css,
        "label": bound.label if label is None else label,
        "help": bound.help_text if help is None else help,
        "is_check": isinstance(widget, forms.CheckboxInput),
        "is_group": bound.use_fieldset,
    }


@register.inclusion_tag("ui/cell.html")
def cell(bound: BoundField, **attrs: Any) -> dict[str, Any]:
    """`{% cell line.quantity data_quantity="" %}`: an input of a grid; the label is spoken only."""
    extra = {name.replace("_", "-"): value for name, value in attrs.items()}
    return {"field": bound, "widget": bound.as_widget(attrs={"aria-label": bound.label} | extra)}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*sources: Any) -> dict[str, Any]:
    """`{% error_summary form lines %}`: what is wrong with forms and formsets, with links.

    A list of forms counts as one form each.
    """
    whole: list[str] = []
    fields: list[tuple[str, str, str]] = []
    for source in sources:
        if not source:
            continue
        if isinstance(source, BaseFormSet):
            if source.is_bound:
                whole += [str(error) for error in source.non_form_errors()]
                for position, form in enumerate(source.forms, start=1):
                    if source.can_delete and getattr(form, "cleaned_data", {}).get("DELETE"):
                        continue
                    where = _("Line %(position)s") % {"position": position}
                    _collect(form, whole, fields, where)
        elif isinstance(source, list):
            for form in source:
                _collect(form, whole, fields, "")
        else:
            _collect(source, whole, fields, "")
    return {"whole": whole, "fields": fields}


def _collect(
    form: forms.BaseForm, whole: list[str], fields: list[tuple[str, str, str]], where: str
) -> None:
    for name, errors in form.errors.items():
        if name == "__all__" or name not in form.fields or form[name].is_hidden:
            prefix = f"{where}: " if where else ""
            whole += [f"{prefix}{error}" for error in errors]
            continue
        bound = form[name]
        label = f"{where}, {bound.label}" if where else str(bound.label)
        fields += [(bound.id_for_label or bound.auto_id, label, str(error)) for error in errors]
