"""The token of another system: its name and what it may do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from numbering.choices import ApiScope
from numbering.forms.base import CompanyForm
from numbering.models import ApiToken


class TokenForm(CompanyForm):
    """A token; what it may do is ticked."""

    scopes = forms.MultipleChoiceField(
        label=_("May"), choices=ApiScope.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ApiToken
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["scopes"] = self.instance.scope_list

    def clean_scopes(self) -> str:
        """As the column has them."""
        return " ".join(self.cleaned_data["scopes"])
