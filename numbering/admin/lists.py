"""The lists of the settings screens: the product's list pages, leading to admin's forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS
from numbering.pages import Action, ListPage
from numbering.pages.paging import Sort

if TYPE_CHECKING:
    from numbering.admin.base import CompanyModelAdmin


class SettingsList(ListPage):
    """The rows of one model of the settings; `admin` is the model's admin."""

    roles = (ADMINISTRATORS,)
    template_name = "admin/numbering/settings_list.html"
    ordering: ClassVar[Sequence[Sort]] = ("code",)
    earlier = _("Previous")
    later = _("Next")
    admin: CompanyModelAdmin | None = None
    # A sentence under the title: what these settings are for.
    intro: Any = ""
    add_label: Any = _("New")

    @property
    def screens(self) -> CompanyModelAdmin:
        """The admin, which is always given by `as_view`."""
        assert self.admin is not None
        return self.admin

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the model's rows are called."""
        return str(capfirst(self.screens.opts.verbose_name_plural))

    @property
    def actions(self) -> list[Action]:  # type: ignore[override]
        """One main action: a new row."""
        if not self.screens.has_add_permission(self.request):
            return []
        meta = self.screens.opts
        return [Action(self.add_label, f"admin:{meta.app_label}_{meta.model_name}_add", key="n")]

    def get_queryset(self) -> QuerySet[Any]:
        """The company's rows."""
        return self.screens.get_queryset(self.request).order_by()

    def row_url(self, row: Any) -> str:
        """The row's form."""
        meta = self.screens.opts
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
