"""A field that is searched rather than listed: customers, items. See static/js/picker.js."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms.utils import flatatt
from django.http import JsonResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

# In front of a text that was typed but not picked from the list.
TYPED = "="


if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Any]
else:  # at run time the class takes no parameters
    ModelChoiceField = forms.ModelChoiceField


class PickerWidget(forms.Widget):
    """A hidden key and a visible text with suggestions from `url_name`.

    `query` is asked along with what is typed.
    """

    template_name = "ui/picker.html"

    def __init__(self, url_name: str, *, number_only: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url_name = url_name
        self.number_only = number_only
        self.query: Mapping[str, str] = {}
        self.label_of: Callable[[Any], str] = str
        self.choices: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name, key and text for the template."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed = isinstance(value, str) and value.startswith(TYPED)
        context["picker"] = {
            "url": self._url(),
            "number_only": self.number_only,
            "key": "" if typed or value is None else value,
            "text": value[len(TYPED) :] if typed else self.label_of(value) if value else "",
        }
        return context

    def _url(self) -> str:
        url = reverse(self.url_name)
        return f"{url}?{urlencode(self.query)}" if self.query else url

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        """With the project's templates; Django's own renderer sees only those of its apps."""
        context["picker"]["attrs"] = flatatt(
            {
                name: value
                for name, value in context["widget"]["attrs"].items()
                if value is not False
            }
        )
        return mark_safe(get_template(template_name).render(context).strip())

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The key; what was typed where nothing was picked."""
        text = str(data.get(f"{name}_text") or "").strip()
        return data.get(name) or (f"{TYPED}{text}" if text else None)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the field was not in the form at all."""
        return name not in data and f"{name}_text" not in data

    def id_for_label(self, id_: str) -> str:
        """The visible input."""
        return id_


class PickerField(ModelChoiceField):
    """Chooses one row of a company by searching; a number typed in full needs no picking.

    `number_path` leads to the row's number; `describe` is the row's text in the field.
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        *,
        url_name: str,
        number_path: str,
        describe: Callable[[Any], str] = str,
        number_only: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", PickerWidget(url_name, number_only=number_only))
        super().__init__(queryset, **kwargs)
        self.number_path = number_path
        self.describe = describe
        self.known: dict[str, Model] = {}
        self._connect()

    def _connect(self) -> None:
        if isinstance(self.widget, PickerWidget):
            self.widget.label_of = self._label

    def __deepcopy__(self, memo: dict[int, Any]) -> PickerField:
        copied = super().__deepcopy__(memo)
        assert isinstance(copied, PickerField)
        copied.known = {}
        copied._connect()
        return copied

    def _label(self, value: Any) -> str:
        if isinstance(value, Model):
            return self.describe(value)
        if str(value) not in self.known:
            self.remember(self._rows([value]))
        row = self.known.get(str(value))
        return self.describe(row) if row is not None else ""

    def _rows(self, keys: Iterable[Any]) -> QuerySet[Any]:
        valid = [int(key) for key in keys if str(key).isdecimal() and len(str(key)) < 19]
        assert self.queryset is not None
        return self.queryset.filter(pk__in=valid)

    def remember(self, rows: Iterable[Model]) -> None:
        """Rows of the queryset that are fetched already: choosing them needs no query."""
        self.known |= {str(row.pk): row for row in rows}

    def has_number(self, text: str) -> Q:
        """What the row fulfils whose number this is."""
        return Q(**{f"{self.number_path}__iexact": text})

    def to_python(self, value: Any) -> Any:
        """The row that was picked, or the one whose number was typed."""
        if not (isinstance(value, str) and value.startswith(TYPED)):
            known = self.known.get(str(value))
            return known if known is not None else super().to_python(value)
        assert self.queryset is not None
        text = value[len(TYPED) :].replace("\x00", "")
        for part in (text, text.partition(" ")[0]):
            found = list(self.queryset.filter(self.has_number(part))[:2])
            if len(found) == 1:
                return found[0]
        raise ValidationError(
            _("Nothing found for “%(text)s”. Type a part of its number or name, then pick it."),
            code="not_found",
            params={"text": text},
        )


def preload(lines: Iterable[forms.BaseForm], name: str) -> None:
    """Fetch the rows of one picker field for all lines of a grid: one query.

    Before the grid is checked or shown; all lines must offer the same rows.
    """
    fields = []
    keys = set()
    for form in lines:
        field = form.fields.get(name)
        if isinstance(field, PickerField):
            fields.append(field)
            value = form[name].value()
            keys.add(str(value.pk if isinstance(value, Model) else value))
    if fields:
        rows = list(fields[0]._rows(keys))
        for field in fields:
            field.remember(rows)


def suggestions(rows: Iterable[Mapping[str, Any]]) -> JsonResponse:
    """The answer to a picker: `id, number, name, note` and what to `fill` into the form."""
    return JsonResponse(list(rows), safe=False)
