"""ListPage: a list declared by its columns, filters and ordering."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from numbering.access import EVERYONE, RoleRequiredMixin
from numbering.internalids import by_internal_id
from numbering.pages import search as searching
from numbering.pages.columns import Column, show
from numbering.pages.export import FORMATS, list_response
from numbering.pages.filters import Filter
from numbering.pages.paging import LAST, Sort, SortKey, reversed_ordering, sort_keys
from numbering.pages.reading import Reading
from numbering.pages.selection import Offered, Selection

PAGING = ("after", "before")


@dataclass(frozen=True)
class Action:
    """A button beside the title; `key` is its shortcut, `main` the one filled button."""

    label: str | Promise
    url_name: str
    key: str = ""
    main: bool = True
    roles: tuple[str, ...] = EVERYONE
    args: tuple[Any, ...] = ()

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Row:
    """A row: where it leads, and its cells."""

    item: Any
    url: str
    cells: list[tuple[str, SafeString]]
    css: str
    can_be_ticked: bool = False


class ListPage(RoleRequiredMixin):
    """A list of a company's rows with search, filters, sorting, paging, sums and export.

    Override `get_queryset` (restrict it to `self.company`, select what the columns show). The
    number of queries does not depend on the number of rows.
    """

    roles: tuple[str, ...] = EVERYONE
    template_name = "ui/list_page.html"
    title: str | Promise = ""
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    # Fields that the search looks into; every word must be found in one of them.
    search: Sequence[str] = ()
    search_label: str | Promise = _("Search")
    # A list that may hold millions of rows: searched by these questions instead of reading all of
    # them, and sorted by columns without an index only where few enough rows are found.
    is_large = False
    questions: Sequence[searching.Question] = ()
    # What those questions find, for people who miss a row.
    search_note: str | Promise = ""
    ordering: ClassVar[Sequence[Sort]] = ("-pk",)
    page_size = 50
    # Rows are counted and added up to here; beyond, a list only says "more". A large list is
    # sorted by any column up to here, too.
    count_limit = 5_000
    actions: Sequence[Action] = ()
    # What can be done with several rows together.
    selection: Selection | None = None
    empty: str | Promise = _("Nothing here yet.")
    empty_found: str | Promise = _("Nothing matches. Take a filter away or search for less.")
    # What is left and right of a page: "Newer" and "Older" where the newest come first.
    earlier: str | Promise = _("Newer")
    later: str | Promise = _("Older")
    export_name = "list"

    @abstractmethod
    def get_queryset(self) -> QuerySet[Any]:
        """The company's rows, unfiltered."""

    def row_url(self, row: Any) -> str:
        """Where Enter leads."""
        return str(row.get_absolute_url())

    def row_css(self, row: Any) -> str:
        """A class for the whole row, such as `is-off`."""
        return ""

    def prepare(self, rows: list[Any]) -> None:
        """Fetch what the rows of one page need besides the query: a fixed number of queries."""

    def extra_context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, its rows alone (htmx), or the export."""
        if "columns" in request.GET:
            return self._remember_columns()
        if request.GET.get("export") in FORMATS:
            return list_response(self, request.GET["export"])
        context = {"list": self.view(self.found()), "page": self} | self.extra_context()
        if self.request.htmx and not self.request.htmx.boosted:
            response = render(request, "ui/list_rows.html", context)
            response.headers["HX-Replace-Url"] = self.link() or request.path
            return response
        return render(request, self.template_name, context)

    # ---- what was asked for ----

    @cached_property
    def filter_form(self) -> forms.Form:
        """The filters as a form; what cannot be understood is reported and left out."""
        fields: dict[str, forms.Field] = {}
        for one in self.filters:
            fields |= one.fields(self)
        data = {
            key: str(value).replace("\x00", "") for key, value in self.request.GET.items() if value
        }
        form = forms.Form(data, auto_id="filter_%s")
        form.fields.update(fields)
        for name, field in fields.items():
            if data.get(name):
                field.widget.attrs["class"] = "is-set"
        form.full_clean()
        return form

    @cached_property
    def words(self) -> list[str]:
        """The words searched for; more than eight would only be slow."""
        return searching.words_of(self.request.GET.get("q", ""))

    @cached_property
    def sort(self) -> str:
        """The column sorted by, with "-" in front for the other direction; "" by default."""
        asked = self.request.GET.get("sort", "")
        known = {column.key for column in self.shown_columns if column.sort}
        return asked if asked.removeprefix("-") in known else ""

    @cached_property
    def sorted_column(self) -> Column | None:
        """The column sorted by."""
        return next((c for c in self.offered_columns if c.key == self.sort.removeprefix("-")), None)

    @cached_property
    def sort_keys(self) -> list[SortKey]:
        """The ordering asked for, the default one without it; the key comes last."""
        if self.sorted_column is None:
            return self.default_keys
        parts = list(self.sorted_column.sorts)
        if self.sort.startswith("-"):
            parts = reversed_ordering(parts)
        return sort_keys(self.get_queryset().model, parts)

    @property
    def default_keys(self) -> list[SortKey]:
        """The ordering of the rows found where no column was picked."""
        return sort_keys(self.get_queryset().model, self.ordering)

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter is on."""
        return bool(self.words or any(self.filter_form.cleaned_data.values()))

    def filtered(self) -> QuerySet[Any]:
        """The rows that match the filters."""
        condition = Q()
        for one in self.filters:
            condition &= one.condition(self.filter_form.cleaned_data, self)
        return self.get_queryset().filter(condition)

    def matching(self) -> QuerySet[Any]:
        """The rows that match filters and search, however long finding them takes.

        Every word is a part of one of the texts that the search looks into, or the internal id.
        """
        rows = self.filtered()
        if not self.words:
            return rows
        found = searching.parts(self.search, self.words)
        return rows.filter(found | by_internal_id(rows.model, self.words))

    @cached_property
    def hits(self) -> searching.Found | None:
        """What the search of a large list found; None where nothing is searched for."""
        if not (self.words and self.is_large):
            return None
        return searching.search(self, self.filtered(), self.words)

    @cached_property
    def inquiry(self) -> searching.Inquiry:
        """What the questions of this search share."""
        return searching.Inquiry(self.company)

    def found(self) -> QuerySet[Any]:
        """The rows that match search and filters."""
        if self.hits is not None:
            return self.get_queryset().filter(pk__in=self.hits.keys)
        return self.matching()

    # ---- columns ----

    @cached_property
    def offered_columns(self) -> list[Column]:
        """The columns of what this company uses."""
        return [column for column in self.columns if column.used is None or column.used(self)]

    @property
    def _cookie(self) -> str:
        return f"columns_{type(self).__name__.lower()}"

    @cached_property
    def shown_columns(self) -> list[Column]:
        """The columns of this person: an optional one as last chosen in this browser."""
        chosen = self.request.COOKIES.get(self._cookie)
        keys = set(chosen.split(".")) if chosen is not None else None
        return [
            column
            for column in self.offered_columns
            if not column.optional or (column.shown if keys is None else column.key in keys)
        ]

    def _remember_columns(self) -> HttpResponse:
        optional = [column.key for column in self.offered_columns if column.optional]
        chosen = [key for key in self.request.GET.getlist("show") if key in optional]
        response = HttpResponseRedirect(self.link(columns="", show="") or self.request.path)
        response.set_cookie(
            self._cookie,
            ".".join(chosen),
            max_age=365 * 24 * 3600,
            path=self.request.path,
            secure=self.request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response

    # ---- what is shown ----

    def link(self, **changes: str) -> str:
        """This list's address with other parameters; paging starts again unless named."""
        query = self.request.GET.copy()
        for name in ("after", "before", "columns", "show", "export"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def view(self, found: QuerySet[Any]) -> dict[str, Any]:
        """Everything the template shows."""
        reading = Reading(self, found)
        page = reading.page(
            after=self.request.GET.get("after", ""), before=self.request.GET.get("before", "")
        )
        self.prepare(page.rows)
        offered = self._offered(found)
        rows = []
        for item in page.rows:
            url = self.row_url(item)
            cells = [(column.css_class, column.cell(item, url)) for column in self.shown_columns]
            can_be_ticked = offered is not None and offered.selection.takes(item)
            rows.append(Row(item, url, cells, self.row_css(item), can_be_ticked))
        optional = [column for column in self.offered_columns if column.optional]
        return {
            "rows": rows,
            "heads": [self._head(column) for column in self.shown_columns],
            "selection": offered,
            "optional": [(column, column in self.shown_columns) for column in optional],
            "count": reading.count,
            "count_limit": self.count_limit,
            "searched": searching.NEWEST if self.hits is not None and self.hits.is_long else 0,
            "is_cut": self.hits is not None and self.hits.more,
            "unsorted": self.sorted_column if reading.is_unsorted else None,
            "sums": [
                (column.css_class, show(reading.sums.get(column.key), column.kind))
                for column in self.shown_columns
            ]
            if reading.sums
            else [],
            "newer": self.link(before=page.before) if page.before else "",
            "older": self.link(after=page.after) if page.after else "",
            "first": self.link(),
            "last": self.link(before=LAST) if page.after else "",
            "exports": [(name.upper(), self.link(export=name)) for name in FORMATS],
            "by_default": not self.sort,
            "actions": [
                action for action in self.actions if not self.request.roles.isdisjoint(action.roles)
            ],
            "kept": [
                (name, value)
                for name, value in self.request.GET.items()
                if name not in (*PAGING, "columns", "show", "export")
            ],
        }

    def _offered(self, found: QuerySet[Any]) -> Offered | None:
        if self.selection is None or self.request.roles.isdisjoint(self.selection.roles):
            return None
        return self.selection.offered(found, self.request.GET)

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column)
        ascending, descending = self.link(sort=column.key), self.link(sort=f"-{column.key}")
        if self.sort == column.key:
            return Head(column, descending, "ascending")
        if self.sort == f"-{column.key}":
            return Head(column, ascending, "descending")
        return Head(column, descending if column.descending_first else ascending)
