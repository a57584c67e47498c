"""What every settings screen shares: who may enter, whose rows they show, how they save.

Settings are saved through the services. What a service refuses is shown at the field it belongs
to; the transaction is rolled back, so that nothing is half-saved and nobody is told of a success
that was none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from numbering.access import ADMINISTRATORS, CompanyRequest
from numbering.admin.lists import SettingsList
from numbering.exceptions import NumberingError
from numbering.forms.base import CompanyForm
from numbering.models import Company
from numbering.pages.changes import read_changes
from numbering.trail import changed_by
from numbering.transactions import write


def company_of(request: HttpRequest) -> Company:
    """The company whose settings are shown; raises PermissionDenied without one."""
    company = cast(CompanyRequest, request).company
    if company is None:
        raise PermissionDenied(_("You are not a member of any company yet."))
    return company


def person_of(request: HttpRequest) -> User:
    """Who changes the settings; the screens are never shown without a log-in."""
    assert isinstance(request.user, User)
    return request.user


class CompanyModelAdmin(ModelAdmin[Any]):
    """Settings of the current company, for administrators only."""

    form: type[forms.ModelForm[Any]] = CompanyForm
    list_page: type[SettingsList] = SettingsList
    # The path from a row to its company.
    company_path = "company"
    change_form_template = "admin/numbering/settings_form.html"
    delete_confirmation_template = "admin/numbering/settings_delete.html"
    object_history_template = "admin/numbering/settings_history.html"
    actions = None
    # A sentence under the title of the form.
    intro: Any = ""

    # ---- who may enter ----

    def is_administrator(self, request: HttpRequest) -> bool:
        """Whether the person may see and change the settings of the current company."""
        page = cast(CompanyRequest, request)
        return page.user.is_active and ADMINISTRATORS in page.roles and page.company is not None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_administrator(request)

    # ---- whose rows ----

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows of the current company: those of others are not there."""
        rows = self.model._default_manager.filter(**{self.company_path: company_of(request)})
        return cast("QuerySet[Any]", rows.order_by(*(self.get_ordering(request) or ["pk"])))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only rows of the company can be chosen, and only its people."""
        related = db_field.remote_field.model
        company = company_of(request)
        rows = related._default_manager.all()
        if related is User:
            rows = rows.filter(memberships__company=company, is_active=True).order_by("username")
        elif any(one.name == "company" for one in related._meta.fields):
            rows = rows.filter(company=company)
        kwargs.setdefault("queryset", rows)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Plain inputs: no links beside a choice, the browser's own date field."""
        found = super().formfield_for_dbfield(db_field, request, **kwargs)
        if found is None:
            return None
        wrapped = getattr(found.widget, "widget", None)
        if isinstance(wrapped, forms.Widget):
            found.widget = wrapped
        return found

    def get_object_or_404(self, request: HttpRequest, key: Any) -> Any:
        """The row, if it is the company's."""
        found = self.get_object(request, str(key))
        if found is None:
            raise Http404
        return found

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    # ---- the list ----

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, as everywhere else in the product."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return cast(HttpResponse, self.list_page.as_view(admin=self)(request))

    def url(self, name: str, *args: Any) -> str:
        """The address of one of this model's screens: `add`, `change`, `changelist` …"""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    # ---- the form ----

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        """A form that knows the company and what a service has just refused."""
        found = super().get_form(request, obj, change=change, **kwargs)
        facts = {
            "company": getattr(request, "company", None),
            "person": request.user,
            "refusal": getattr(request, "settings_refusal", None),
        }
        return type(found.__name__, (found,), facts)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show and save the form.

        A service's refusal rolls everything back; then the form is shown again with what was
        typed and the refusal at its field.
        """
        context = {"intro": self.intro, **(extra_context or {})}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        try:
            with write():
                return super().changeform_view(request, object_id, form_url, context)
        except NumberingError as refusal:
            request.settings_refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the form itself for the error summary, and what the row is called."""
        context["form"] = context["adminform"].form
        if context.get("original") is not None:
            context["screen_name"] = self.describe(context["original"])
        context["has_history"] = hasattr(self.opts, "simple_history_manager_attribute")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save and say in the history who did."""
        changed_by(obj, person_of(request))
        super().save_model(request, obj, form, change)

    def describe(self, obj: Any) -> str:
        """What the row is called in messages; without a query where that can be."""
        return str(obj)

    def after_save_url(self, request: HttpRequest, obj: Any) -> str:
        """Where saving leads."""
        return self.url("changelist")

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.tell(request, self.saved_sentence(obj))
        return HttpResponseRedirect(self.after_save_url(request, obj))

    def saved_sentence(self, obj: Any) -> str:
        """What is told after saving; markup is escaped by whoever makes it."""
        return _("%(what)s is saved.") % {"what": self.describe(obj)}

    def tell(self, request: HttpRequest, text: str) -> None:
        """A message of success on the next page."""
        messages.success(request, format_html("{}", text))

    # ---- deleting ----

    def obstacles(self, obj: Any) -> list[str]:
        """Why the row cannot be deleted, in sentences."""
        return protected_by(obj)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask once, delete through the service, or say where the row is used."""
        obj = self.get_object_or_404(request, object_id)
        if not self.has_delete_permission(request, obj):
            raise PermissionDenied
        obstacles = self.obstacles(obj)
        if request.method == "POST" and not obstacles:
            name = self.describe(obj)
            try:
                with write():
                    self.log_deletions(request, self.model._default_manager.filter(pk=obj.pk))
                    changed_by(obj, person_of(request))
                    self.delete_model(request, obj)
            except NumberingError as refusal:
                obstacles = [str(refusal)]
            except ProtectedError:
                obstacles = protected_by(obj) or [_("It is in use.")]
            else:
                self.tell(request, _("%(what)s is deleted.") % {"what": name})
                return HttpResponseRedirect(self.url("changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "name": self.describe(obj),
            "obstacles": obstacles,
            "list_url": self.url("changelist"),
            "back_url": self.url("change", obj.pk),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, self.delete_confirmation_template, context, status=status)

    # ---- history ----

    def history_keys(self, obj: Any) -> dict[str, Iterable[Any]]:
        """The rows whose changes belong to this one, by model."""
        return {self.opts.label_lower: [obj.pk]}

    def history_context(self, obj: Any) -> dict[str, Any]:
        """More for the page of the history."""
        return {}

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who changed it, when, from which value to which."""
        obj = self.get_object_or_404(request, object_id)
        found = read_changes(
            company_of(request),
            object_keys=self.history_keys(obj),
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "name": self.describe(obj),
            "found": found,
            **self.history_context(obj),
            "list_url": self.url("changelist"),
            "back_url": self.url("change", obj.pk),
        }
        return TemplateResponse(request, self.object_history_template, context)


def protected_by(obj: models.Model) -> list[str]:
    """What refers to the row and would have to go first, in sentences."""
    found = []
    for relation in obj._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is not models.PROTECT or model.__name__.startswith("Historical"):
            continue
        count = model._default_manager.filter(**{relation.field.name: obj}).count()
        if count:
            kinds = {"what": capfirst(model._meta.verbose_name_plural), "count": count}
            found.append(_("Used by: %(what)s (%(count)d).") % kinds)
    return found
