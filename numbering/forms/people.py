"""A person: name, roles, companies, password. Nobody is shown single permissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import ADMINISTRATORS, AUDITORS, CLERKS, ROLES
from numbering.forms.base import CompanyForm
from numbering.models import Company, Team

ROLE_LABELS = {
    ADMINISTRATORS: gettext_lazy("Administrator: sets up series, order types and people"),
    CLERKS: gettext_lazy("Clerk: writes orders and invoices"),
    AUDITORS: gettext_lazy("Auditor: reads everything, writes nothing"),
}


class RolesField(forms.ModelMultipleChoiceField[Group]):
    """The roles, each with what it may do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(ROLE_LABELS.get(obj.name, obj.name))


class PersonForm(forms.ModelForm[User]):
    """A user of the current company."""

    company: Company | None = None
    person: Any = None
    refusal: Any = None

    roles = RolesField(Group.objects.none(), label=gettext_lazy("Roles"), required=False)
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Teams share rights to number series."),
    )
    new_password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    companies = forms.ModelMultipleChoiceField(
        Company.objects.none(),
        label=gettext_lazy("Companies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that you are a member of yourself."),
    )

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_active"]
        labels = {"username": gettext_lazy("Log-in name"), "is_active": gettext_lazy("May log in")}
        help_texts = {
            "username": "",
            "is_active": gettext_lazy("Off: the person stays in every record, but cannot log in."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(name__in=ROLES).order_by("name")
        companies = Company.objects.for_user(self.person)
        self._choices("roles", groups)
        self._choices("companies", companies)
        teams = Team.objects.filter(company=self.company).order_by("name", "pk")
        self._choices("teams", teams)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
        password = self.fields["new_password"]
        rules = " ".join(str(rule) for rule in password_validators_help_texts())
        if self.instance.pk:
            held = groups.filter(user=self.instance)
            self.initial["roles"] = list(held.values_list("pk", flat=True))
            mine = self.instance.memberships.values_list("company", flat=True)
            self.initial["companies"] = list(mine)
            groups_in = self.instance.groups.all()
            self.initial["teams"] = [team.pk for team in teams.filter(group__in=groups_in)]
            password.label = _("New password")
            password.help_text = _("Empty: stays as it is.") + " " + rules
        else:
            password.required = True
            password.help_text = rules
            self.initial["companies"] = [self.company.pk] if self.company else []

    def _choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = rows

    def clean_new_password(self) -> str:
        """By the rules of the installation."""
        password: str = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        return password

    def clean(self) -> dict[str, Any]:
        """Nobody locks themselves out."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and self.instance.pk == getattr(self.person, "pk", None):
            if not data.get("is_active"):
                self.add_error("is_active", _("You cannot shut yourself out."))
            names = {group.name for group in data.get("roles") or ()}
            if ADMINISTRATORS not in names and not self.instance.is_superuser:
                self.add_error(
                    "roles", _("You cannot give up this role yourself: ask a colleague to.")
                )
            if self.company not in (data.get("companies") or ()):
                self.add_error("companies", _("You cannot leave the company you are working in."))
        return data

    def clean_username(self) -> str:
        """Told in our words when it is taken."""
        name: str = self.cleaned_data["username"]
        taken = User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk)
        if taken.exists():
            raise ValidationError(_("This log-in name is taken: choose another."))
        return name


class PeopleField(forms.ModelMultipleChoiceField[User]):
    """People by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())


class TeamForm(CompanyForm):
    """A team of the company's people."""

    people = PeopleField(
        User.objects.none(),
        label=gettext_lazy("Members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Team
        fields = ["name"]
        help_texts = {"name": gettext_lazy("For example Purchasing, or Year-end.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, PeopleField)
        people = User.objects.filter(memberships__company=self.company, is_active=True)
        field.queryset = people.order_by("username")
        if self.instance.pk:
            self.initial["people"] = list(self.instance.group.user_set.values_list("pk", flat=True))
