"""Tokens of other systems: made, looked at, revoked; the secret is shown once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.lists import SettingsList
from numbering.choices import ApiScope
from numbering.exceptions import NumberingError
from numbering.formatting import person_name
from numbering.forms.tokens import TokenForm
from numbering.models import ApiToken
from numbering.pages import Column
from numbering.services.tokens import make_token, revoke_token, save_token


def scopes_text(token: ApiToken) -> str:
    """What it may do, in words."""
    return ", ".join(str(ApiScope(scope).label) for scope in token.scope_list)


class TokenList(SettingsList):
    """The company's tokens, revoked ones too."""

    intro = gettext_lazy(
        "A shop or a workshop system writes orders and reads invoices here with a token, as a "
        "user of its own. The description of what it can do is at /api/v1/docs."
    )
    add_label = gettext_lazy("New token")
    columns = [
        Column("name", gettext_lazy("System"), sort="name", link=True),
        Column("prefix", gettext_lazy("Begins with"), "number", value=lambda row: f"{row.prefix}…"),
        Column("may", gettext_lazy("May"), value=scopes_text, css="grow"),
        Column("created_at", gettext_lazy("Made"), "moment", sort="created_at"),
        Column(
            "last_used",
            gettext_lazy("Last used"),
            "moment",
            value=lambda row: row.secret.last_used_at,
        ),
        Column("revoked_at", gettext_lazy("Revoked"), "moment", sort="revoked_at"),
    ]
    search = ("name", "prefix")
    ordering = ("name", "pk")
    export_name = "tokens"
    empty = gettext_lazy("No other system yet. Press N to make a token for the first one.")

    def row_css(self, row: Any) -> str:
        return "" if row.is_active else "is-off"


@admin.register(ApiToken)
class TokenAdmin(CompanyModelAdmin):
    """Tokens of other systems."""

    form = TokenForm
    list_page = TokenList
    ordering = ["name", "pk"]
    change_form_template = "admin/numbering/apitoken/change.html"
    fieldsets = [
        (None, {"fields": ["name", "scopes"], "classes": ["fields-2"]}),
    ]
    facts = ("acts_as", "made", "last_used", "revoked")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what a row shows."""
        related = ("secret", "user", "created_by", "revoked_by", "company")
        return super().get_queryset(request).select_related(*related)

    def get_urls(self) -> list[URLPattern]:
        """Revoking besides admin's own screens."""
        revoke = self.admin_site.admin_view(require_POST(self.revoke_view))
        name = "numbering_apitoken_revoke"
        return [path("<path:object_id>/revoke/", revoke, name=name), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a token that there is, also when it was used."""
        found = super().get_fieldsets(request, obj)
        if obj is None:
            return found
        facts = {"fields": list(self.facts), "classes": ["fields-4"]}
        return [*found, (gettext_lazy("Use"), facts)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The name stays: documents were written under it."""
        return () if obj is None else ("name", *self.facts)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is revoked stays as it is."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_active)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tokens are revoked: documents keep which system wrote them."""
        return False

    @admin.display(description=gettext_lazy("Acts as"))
    def acts_as(self, obj: ApiToken) -> str:
        return obj.user.get_username()

    @admin.display(description=gettext_lazy("Made"))
    def made(self, obj: ApiToken) -> str:
        return _at(obj.created_at, obj.created_by)

    @admin.display(description=gettext_lazy("Last used"))
    def last_used(self, obj: ApiToken) -> str:
        return _at(obj.secret.last_used_at) or _("never")

    @admin.display(description=gettext_lazy("Revoked"))
    def revoked(self, obj: ApiToken) -> str:
        return _at(obj.revoked_at, obj.revoked_by) or _("no")

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """Through the service; the secret of a new one is kept for the answer alone."""
        scopes = form.cleaned_data["scopes"].split()
        if change:
            save_token(obj, scopes=scopes, by=person_of(request))
            return
        token, secret = make_token(
            company=company_of(request), name=obj.name, scopes=scopes, by=person_of(request)
        )
        obj.pk, obj.prefix = token.pk, token.prefix
        vars(request)["new_secret"] = secret

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The secret, this once: it is stored nowhere, so no address can lead to it."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "token": obj,
            "secret": vars(request)["new_secret"],
            "list_url": self.url("changelist"),
        }
        response = TemplateResponse(request, "admin/numbering/apitoken/secret.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer no more requests with the token."""
        token = self.get_object_or_404(request, object_id)
        try:
            revoke_token(token, by=person_of(request))
        except NumberingError as refusal:
            self.message_user(request, str(refusal), level="ERROR")
        else:
            self.tell(request, _("%(what)s is revoked.") % {"what": token})
        return HttpResponseRedirect(self.url("change", token.pk))


def _at(moment: Any, by: Any = None) -> str:
    if moment is None:
        return ""
    told = localize(localtime(moment))
    name = person_name(by)
    return f"{told}, {name}" if name else told
