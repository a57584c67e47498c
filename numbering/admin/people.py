"""People: who may log in, with which roles, into which companies."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import ROLES, CompanyRequest, role_name
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.lists import SettingsList
from numbering.forms.people import PersonForm
from numbering.models import ApiToken, Membership, PersonRecord, Team
from numbering.pages import Column
from numbering.services.people import save_person


def roles_cell(user: Any) -> SafeString:
    """The roles in words."""
    if user.is_superuser:
        return format_html("{}", _("all (superuser)"))
    return format_html("{}", ", ".join(role_name(name) for name in user.role_names))


class PeopleList(SettingsList):
    """The people of the company."""

    intro = gettext_lazy(
        "Roles say what a person may do, companies where. Somebody who leaves is switched off, "
        "not deleted: documents keep who wrote them."
    )
    add_label = gettext_lazy("New user")
    ordering = ("username",)
    columns = [
        Column("username", gettext_lazy("Log-in name"), sort="username", link=True),
        Column("name", gettext_lazy("Name"), value="get_full_name", sort="last_name", css="grow"),
        Column("email", gettext_lazy("E-mail"), sort="email"),
        Column(
            "roles",
            gettext_lazy("Roles"),
            value=lambda user: ", ".join(user.role_names),
            html=roles_cell,
        ),
        Column(
            "member",
            gettext_lazy("In this company"),
            "tick",
            value=lambda user: user.is_member,
        ),
        Column("is_active", gettext_lazy("May log in"), "tick", sort="is_active"),
        Column("last_login", gettext_lazy("Last log-in"), "moment", sort="last_login"),
    ]
    search = ("username", "first_name", "last_name", "email")
    export_name = "people"

    def row_css(self, row: Any) -> str:
        return "" if row.is_active else "is-off"

    def prepare(self, rows: list[Any]) -> None:
        """The roles of all, in one query."""
        names: dict[int, list[str]] = {user.pk: [] for user in rows}
        pairs = Group.objects.filter(user__in=names, name__in=ROLES).values_list("user", "name")
        for user, name in pairs.order_by("name"):
            if user is not None:
                names[user].append(name)
        for user in rows:
            user.role_names = names[user.pk]


# Django's own screens of users and groups show every single permission.
admin.site.unregister([User, Group])


@admin.register(User)
class PeopleAdmin(CompanyModelAdmin):
    """Users, without the jungle of permissions."""

    form = PersonForm
    list_page = PeopleList
    ordering = ["username"]
    fieldsets = [
        (
            gettext_lazy("Person"),
            {"fields": ["username", "first_name", "last_name", "email"], "classes": ["fields-4"]},
        ),
        (
            gettext_lazy("What the person may do"),
            {"fields": ["roles", "teams", "companies", "is_active"], "classes": ["fields-4"]},
        ),
        (gettext_lazy("Log-in"), {"fields": ["new_password"], "classes": ["fields-2"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The company's people, and those who belong to none yet."""
        here = Membership.objects.filter(user=OuterRef("pk"), company=company_of(request))
        anywhere = Membership.objects.filter(user=OuterRef("pk"))
        # Other systems have a screen of their own, and nobody logs in as one.
        systems = ApiToken.objects.filter(user=OuterRef("pk"))
        found = User.objects.filter(~Exists(systems)).annotate(is_member=Exists(here))
        nobodys = ~Exists(anywhere) & Q(is_superuser=False)
        return found.filter(Q(is_member=True) | nobodys).order_by("username")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are switched off: what they wrote keeps their names."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Roles hold in every company: only those may give them who administer all of these."""
        if not self.is_administrator(request):
            return False
        return obj is None or not self._elsewhere(request, obj)

    def _elsewhere(self, request: HttpRequest, obj: User) -> bool:
        page = cast(CompanyRequest, request)
        if page.user.is_superuser:
            return False
        if obj.is_superuser:
            return True
        mine = [company.pk for company in page.companies]
        return Membership.objects.filter(user=obj).exclude(company__in=mine).exists()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of somebody who is not this administrator's to change: the name only."""
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["username", "first_name", "last_name", "is_active"]})]
        found = super().get_fieldsets(request, obj)
        if Team.objects.filter(company=company_of(request)).exists():
            return found
        shown = [name for name in found[1][1]["fields"] if name != "teams"]
        return [found[0], (found[1][0], {"fields": shown, "classes": ["fields-3"]}), *found[2:]]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Say why somebody cannot be changed here."""
        notes = []
        found = self.get_object(request, object_id) if object_id else None
        if found is not None and not self.has_change_permission(request, found):
            notes = [
                _(
                    "This person also works in companies that you do not administer, or "
                    "administers the whole installation: only a superuser can change the log-in."
                )
            ]
        context = {"notes": notes, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The person, the roles, and the memberships that this administrator may give."""
        data = form.cleaned_data
        save_person(
            obj,
            roles=data["roles"],
            offered_roles=form.fields["roles"].queryset,
            teams=data["teams"],
            companies=data["companies"],
            offered_companies=cast(CompanyRequest, request).companies,
            company=company_of(request),
            password=data["new_password"],
            by=person_of(request),
        )

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Django's users keep no history of their own; ours do."""
        response = super().render_change_form(request, context, *args, **kwargs)
        response.context_data["has_history"] = True
        return response

    def history_keys(self, obj: User) -> dict[str, Any]:
        """What was set of the person, and the memberships, former ones too."""
        history = Membership.history.model.objects  # type: ignore[attr-defined]
        keys = history.filter(user_id=obj.pk).order_by().values_list("id", flat=True)
        records = PersonRecord.objects.filter(user=obj).values_list("pk", flat=True)
        return {"numbering.membership": keys.distinct(), "numbering.personrecord": records}

    def describe(self, obj: User) -> str:
        return obj.get_full_name() or obj.username
