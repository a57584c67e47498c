"""Who may do what in the company, as a table: people, other systems, and what is reserved."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import ADMINISTRATORS, AUDITORS, CLERKS, ROLES
from numbering.engine.rights import ACTIONS
from numbering.formatting import person_name
from numbering.models import ApiToken, SeriesAccess, Team
from numbering.pages import ChoiceFilter, Column, ListPage

_VERBS = {
    "draw": gettext_lazy("draw"),
    "type": gettext_lazy("type"),
    "edit": gettext_lazy("change"),
}


class RightsPage(ListPage):
    """A row for each person and each other system: what the roles and the teams let them do."""

    roles = (ADMINISTRATORS, AUDITORS)
    title = gettext_lazy("Who may do what")
    columns = [
        Column(
            "name",
            gettext_lazy("Person or system"),
            value=lambda user: user.shown_name,
            sort=("last_name", "username"),
        ),
        Column("username", gettext_lazy("Log-in name"), sort="username"),
        Column("enters", gettext_lazy("May enter"), "tick", value=lambda user: user.may_enter),
        Column("reads", gettext_lazy("Read"), "tick", value=lambda user: bool(user.role_names)),
        Column(
            "writes",
            gettext_lazy("Write documents"),
            "tick",
            value=lambda user: not user.role_names.isdisjoint({ADMINISTRATORS, CLERKS}),
        ),
        Column(
            "sets_up",
            gettext_lazy("Change settings"),
            "tick",
            value=lambda user: ADMINISTRATORS in user.role_names,
        ),
        Column("teams", gettext_lazy("Teams"), value=lambda user: ", ".join(user.team_names)),
        Column(
            "reserved",
            gettext_lazy("Reserved series open to them"),
            value=lambda user: "; ".join(user.reserved),
            css="wrap grow",
        ),
        Column(
            "api", gettext_lazy("As a system"), value=lambda user: user.scope_text, css="wrap grow"
        ),
        Column("last_login", gettext_lazy("Last log-in"), "moment", sort="last_login"),
    ]
    search = ["username", "first_name", "last_name", "groups__name"]
    search_label = gettext_lazy("Name, team")
    filters = [
        ChoiceFilter(
            "active",
            gettext_lazy("May log in"),
            [("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
            lookup="is_active",
        ),
    ]
    ordering = ["last_name", "username", "pk"]
    empty = gettext_lazy("Nobody is a member of this company yet.")
    export_name = "rights"

    def get_queryset(self) -> QuerySet[Any]:
        """The members of the company, other systems among them."""
        members = User.objects.filter(memberships__company=self.company)
        return members.select_related(None).distinct()

    def row_url(self, row: Any) -> str:
        """The settings of a person or system, for those who may change them."""
        if ADMINISTRATORS not in self.request.roles:
            return ""
        if row.token is not None:
            return reverse("admin:numbering_apitoken_change", args=[row.token.pk])
        return reverse("admin:auth_user_change", args=[row.pk])

    def row_css(self, row: Any) -> str:
        """Who is switched off steps back."""
        return "" if row.may_enter else "is-off"

    def prepare(self, rows: list[Any]) -> None:
        """Roles, teams, reserved series and tokens of all, in a fixed number of queries."""
        groups: dict[int, set[int]] = defaultdict(set)
        names = dict(Group.objects.filter(name__in=ROLES).values_list("pk", "name"))
        teams = dict(Team.objects.filter(company=self.company).values_list("group", "name"))
        pairs = User.groups.through.objects.filter(user__in=rows).values_list("user", "group")
        for user_id, group_id in pairs:
            groups[user_id].add(group_id)
        access = self._reserved()
        # A system whose secret was replaced has had several tokens.
        tokens: dict[int, list[ApiToken]] = defaultdict(list)
        for token in ApiToken.objects.filter(company=self.company, user__in=rows).order_by("pk"):
            tokens[token.user_id].append(token)
        for user in rows:
            own = groups[user.pk]
            known = tokens[user.pk]
            valid = [token for token in known if token.revoked_at is None]
            user.token = known[-1] if known else None
            user.role_names = (
                ROLES
                if user.is_superuser
                else frozenset(names[group] for group in own if group in names)
            )
            user.team_names = sorted(teams[group] for group in own if group in teams)
            user.reserved = list(_open_to(user, own, access))
            user.shown_name = known[-1].name if known else person_name(user)
            user.may_enter = user.is_active and (bool(valid) or not known)
            scopes = {scope: None for token in valid for scope in token.scope_list}
            user.scope_text = ", ".join(scopes)

    def _reserved(self) -> dict[str, dict[str, set[int]]]:
        """By the code of a series and an action that is reserved: the groups that may do it."""
        found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        rows = SeriesAccess.objects.filter(series__company=self.company).select_related("series")
        for row in rows.order_by("series__code", "pk"):
            for action in ACTIONS:
                if getattr(row, f"may_{action}"):
                    found[row.series.code][action].add(row.group_id)
        return found


def _open_to(user: User, groups: set[int], access: dict[str, dict[str, set[int]]]) -> Any:
    """What of the reserved series a person may use: “INVOICE-1: draw, type”."""
    for code, actions in access.items():
        verbs = [
            str(_VERBS[action])
            for action, allowed in actions.items()
            if user.is_superuser or not allowed.isdisjoint(groups)
        ]
        if verbs:
            yield _("%(series)s: %(verbs)s") % {"series": code, "verbs": ", ".join(verbs)}
