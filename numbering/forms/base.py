"""The form under every settings screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages.forms import add_domain_error

DATE_INPUT = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CompanyForm(forms.ModelForm[Any]):
    """Settings of one company; the class of a request knows the company and the person.

    `refusal` is what a service has just refused to save: it makes the form invalid, so that it is
    shown again instead of saved again.
    """

    company: Company | None = None
    person: Any = None
    refusal: NumberingError | None = None
    # Where a service's fields have other names than the form's.
    renamed: dict[str, str] = {}
    # Constraints on these fields are seen to by the service.
    settled_by_service: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "company_id") and self.instance.company_id is None:
            self.instance.company = self.company
        for name in ("code", "slot"):
            if name in self.fields:
                self.fields[name].widget.attrs.setdefault("class", "num-input")
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def full_clean(self) -> None:
        """Check everything, then put the refusal where it belongs."""
        super().full_clean()
        if self.is_bound and self.refusal is not None:
            self.place(self.refusal)

    def place(self, refusal: NumberingError) -> None:
        """Say at its field what a service has refused."""
        add_domain_error(self, refusal, **self.renamed)

    def _get_validation_exclusions(self) -> set[str]:
        """The company is not a field of the form, but a part of what must be unique."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return (excluded - {"company"}) | self.settled_by_service

    def _update_errors(self, errors: ValidationError) -> None:
        """Say "there is one already" at the code, not above the form."""
        found = getattr(errors, "error_dict", {})
        taken = [
            error for error in found.get(NON_FIELD_ERRORS, []) if error.code == "unique_together"
        ]
        place = next((name for name in ("code", "user", "party") if name in self.fields), None)
        if taken and place:
            found[NON_FIELD_ERRORS] = [
                error for error in found[NON_FIELD_ERRORS] if error.code != "unique_together"
            ]
            if not found[NON_FIELD_ERRORS]:
                del found[NON_FIELD_ERRORS]
            sentence = _("There is one already: choose another, or change that one.")
            found.setdefault(place, []).append(ValidationError(sentence))
        super()._update_errors(errors)  # type: ignore[misc]
