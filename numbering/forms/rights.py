"""Forms of a series' relations and of the rights to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy

from numbering.access import role_name
from numbering.models import NumberSeries, SeriesAccess
from numbering.services.people import groups_of
from numbering.services.relations import related_registers

RIGHTS = {
    "draw": gettext_lazy("Draw numbers"),
    "type": gettext_lazy("Type numbers"),
    "edit": gettext_lazy("Change the series"),
}


class RelationsForm(forms.Form):
    """The series that may be picked instead of one."""

    related = forms.ModelMultipleChoiceField(
        NumberSeries.objects.none(),
        label=gettext_lazy("May be picked instead"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, series: NumberSeries, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["related"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        fitting = NumberSeries.objects.filter(
            company=series.company_id, register__in=related_registers(series.register)
        )
        field.queryset = fitting.exclude(pk=series.pk).order_by("code", "pk")
        field.initial = list(series.relations.order_by("pk").values_list("related", flat=True))

    @property
    def is_choice(self) -> bool:
        """Whether there is any series to relate."""
        field = self.fields["related"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        return bool(field.queryset is not None and field.queryset.exists())


class RightsForm(forms.Form):
    """A tick for each group and right."""

    def __init__(self, *args: Any, series: NumberSeries, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups_of(series.company))
        access = {row.group_id: row for row in SeriesAccess.objects.filter(series=series)}
        for group in self.groups:
            for right, label in RIGHTS.items():
                self.fields[f"{right}-{group.pk}"] = forms.BooleanField(
                    label=f"{role_name(group.name)}: {label}",
                    required=False,
                    initial=getattr(access.get(group.pk), f"may_{right}", False),
                )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each group with its ticks."""
        return [
            (str(role_name(group.name)), [self[f"{right}-{group.pk}"] for right in RIGHTS])
            for group in self.groups
        ]

    @property
    def heads(self) -> list[Any]:
        """What may be granted."""
        return list(RIGHTS.values())

    def granted(self) -> dict[Group, frozenset[str]]:
        """The groups with a right, and their rights."""
        found = {
            group: frozenset(right for right in RIGHTS if self.cleaned_data[f"{right}-{group.pk}"])
            for group in self.groups
        }
        return {group: rights for group, rights in found.items() if rights}
