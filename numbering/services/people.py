"""Save people and teams, so that the history tells who changed what from which value to which."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.contrib.auth.models import Group, User
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.engine.request import User as Person
from numbering.exceptions import InvalidFormat, SeriesInUse
from numbering.formatting import person_name
from numbering.models import Company, Membership, PersonRecord, SeriesAccess, Team
from numbering.services.locks import lock_settings
from numbering.trail import changed_by
from numbering.transactions import write

_KEPT = ("username", "first_name", "last_name", "email", "is_active")


def groups_of(company: Company) -> QuerySet[Group]:
    """The groups that rights in this company can be given to: the roles and its own teams."""
    return Group.objects.filter(Q(team=None) | Q(team__company=company)).order_by("name", "pk")


def save_person(
    user: User,
    *,
    roles: Collection[Group],
    offered_roles: Collection[Group],
    teams: Collection[Team],
    companies: Collection[Company],
    offered_companies: Collection[Company],
    company: Company,
    password: str = "",
    by: Person = None,
) -> User:
    """Save a user with roles, the company's teams and memberships; all or nothing.

    Only what is offered is given or taken: other companies' memberships and teams stay. The
    password stays where none is given.
    """
    with write():
        lock_settings(company.pk)
        if user.pk is not None:
            _record_as_found(user.pk)
        if password:
            user.set_password(password)
        user.save()
        user.groups.remove(*(set(offered_roles) - set(roles)))
        user.groups.add(*(set(roles) & set(offered_roles)))
        record_person(user, password_set=bool(password), by=by)
        _save_memberships(user, companies, offered_companies, by)
        # Who leaves the company leaves its teams.
        joined = teams if company in companies else ()
        for team in Team.objects.filter(company=company).select_related("group").order_by("pk"):
            if team in joined:
                user.groups.add(team.group)
            else:
                user.groups.remove(team.group)
            _record_members(team, by)
    return user


def record_person(user: User, *, password_set: bool = False, by: Person = None) -> None:
    """Bring what the history keeps of a person up to date."""
    record = PersonRecord.objects.filter(user=user).first() or PersonRecord(user=user)
    before = None if record.pk is None else _values(record)
    for name in _KEPT:
        setattr(record, name, getattr(user, name))
    record.roles = _roles(user)
    if password_set:
        record.password_set_at = timezone.now()
    if _values(record) != before:
        changed_by(record, by)
        record.save()


def _record_as_found(key: int) -> None:
    """Keep what a user is before the first change; users are made by commands, too."""
    if PersonRecord.objects.filter(user=key).exists():
        return
    user = User.objects.get(pk=key)
    record = PersonRecord(user=user, roles=_roles(user))
    for name in _KEPT:
        setattr(record, name, getattr(user, name))
    # Nobody's doing, whoever sends the request.
    vars(record).update(_history_user=None, _change_reason=_("as found before the first change"))
    record.save()


def save_team(team: Team, *, members: Iterable[User], by: Person = None) -> Team:
    """Save a team of the company's people, and the group that rights are given to.

    Other people who are in it, having left the company, go. Raises InvalidFormat for a name that
    is empty or taken.
    """
    team.name = team.name.strip()
    if not 1 <= len(team.name) <= 80:
        raise InvalidFormat(_("A name has 1 to 80 characters."), field="name")
    with write():
        lock_settings(team.company_id)
        same = Team.objects.filter(company=team.company_id, name__iexact=team.name)
        if same.exclude(pk=team.pk or 0).exists():
            raise InvalidFormat(_("There is a team of this name already."), field="name")
        group = Group() if team.pk is None else team.group
        group.name = _free_name(team, group)
        group.save()
        team.group = group
        allowed = User.objects.filter(memberships__company=team.company_id)
        group.user_set.set(allowed.filter(pk__in=[user.pk for user in members]))
        team.members = _members(team)
        changed_by(team, by)
        team.save()
    return team


def delete_team(team: Team, *, by: Person = None) -> None:
    """Delete a team to which no rights are given. Raises SeriesInUse."""
    with write():
        lock_settings(team.company_id)
        rights = SeriesAccess.objects.filter(group=team.group).select_related("series")
        codes = [row.series.code for row in rights.order_by("series__code")]
        if codes:
            raise SeriesInUse(
                _("%(team)s has rights to %(series)s: take them away first.")
                % {"team": team.name, "series": ", ".join(codes)}
            )
        group = team.group
        changed_by(team, by)
        team.delete()
        group.delete()


def _roles(user: User) -> str:
    names = user.groups.filter(team=None).order_by("name").values_list("name", flat=True)
    return ", ".join(names)


def _values(record: PersonRecord) -> tuple[object, ...]:
    return tuple(getattr(record, one.attname) for one in PersonRecord._meta.concrete_fields)


def _save_memberships(
    user: User, companies: Collection[Company], offered: Collection[Company], by: Person
) -> None:
    wanted = {company.pk for company in companies} & {company.pk for company in offered}
    for membership in Membership.objects.filter(user=user, company__in=offered).order_by("pk"):
        if membership.company_id in wanted:
            wanted.discard(membership.company_id)
        else:
            changed_by(membership, by)
            membership.delete()
    for company in sorted(wanted):
        membership = Membership(user=user, company_id=company)
        changed_by(membership, by)
        membership.save()


def _record_members(team: Team, by: Person) -> None:
    members = _members(team)
    if members != team.members:
        team.members = members
        changed_by(team, by)
        team.save()


def _members(team: Team) -> str:
    people = team.group.user_set.order_by("username")
    return ", ".join(person_name(user) for user in people)


def _free_name(team: Team, group: Group) -> str:
    """Groups of all companies have different names; teams of different companies need not."""
    taken = Group.objects.filter(name__iexact=team.name).exclude(pk=group.pk or 0)
    return f"{team.name} ({team.company.code})" if taken.exists() else team.name
