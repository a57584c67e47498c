"""The rows that say which series numbers which kind: of all kinds on one screen, or of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.exceptions import NumberingError
from numbering.forms.uses import DepartmentUseForm, UseForm
from numbering.kinds import AREAS, NumberKind, find_kind
from numbering.models import Company, Department, NumberSeries, SeriesAssignment
from numbering.selectors import standing_of
from numbering.services.uses import UseChange, UseErrors, save_uses

ROWS = "rows"
# More departments than any company has: what a form may send.
MOST_ROWS = 500


@dataclass(frozen=True)
class ElsewhereNote:
    """A kind whose series is found in another way; where to look."""

    text: Any
    url_name: str


_elsewhere: dict[str, ElsewhereNote] = {}


def numbered_elsewhere(kind: str, *, text: Any, url_name: str) -> None:
    """Say of a kind that its series is set on another screen first."""
    _elsewhere[kind] = ElsewhereNote(text, url_name)


@dataclass(frozen=True)
class Use:
    """A kind on the screen: its general row, and those of departments."""

    kind: NumberKind
    form: UseForm
    departments: list[DepartmentUseForm]
    elsewhere: ElsewhereNote | None

    @property
    def is_missing(self) -> bool:
        """Whether the company writes documents of the kind and has no series for them."""
        is_own = find_kind(self.kind.code) is None
        is_used = is_own or (bool(self.kind.documents) and not self.kind.is_optional)
        has_series = self.form.standing is not None or self.form.is_new
        return is_used and not has_series and self.elsewhere is None


class UsesScreen:
    """All rows of these kinds, as stored or as typed; `begin` is what a general row begins with."""

    def __init__(
        self,
        company: Company,
        data: Any = None,
        *,
        kinds: Iterable[NumberKind],
        begin: Mapping[str, str] | None = None,
    ) -> None:
        self.company = company
        self.data = data
        self.begin = begin or {}
        self.series = list(
            NumberSeries.objects.of(company).select_related("company").order_by("code", "pk")
        )
        self.standings = standing_of(self.series, on=timezone.localdate())
        self.departments = list(Department.objects.filter(company=company).order_by("code", "pk"))
        self.kinds = {kind.code: kind for kind in kinds}
        rows = SeriesAssignment.objects.filter(company=company).order_by("department__code", "pk")
        self.stored = list(rows)
        self.general = self._general_forms()
        self.special = self._stored_rows() if data is None else self._typed_rows(data)

    def _facts(self, kind: NumberKind) -> dict[str, Any]:
        return {"kind": kind, "series": self.series, "standings": self.standings}

    def _general_forms(self) -> dict[str, UseForm]:
        assigned = {row.kind: row.series_id for row in self.stored if row.department_id is None}
        return {
            code: UseForm(
                self.data,
                prefix=code,
                assigned=assigned.get(code),
                initial=dict(self.begin),
                **self._facts(kind),
            )
            for code, kind in self.kinds.items()
        }

    def _department_form(self, index: Any, kind: NumberKind, **facts: Any) -> DepartmentUseForm:
        return DepartmentUseForm(
            self.data,
            prefix=f"{ROWS}-{index}",
            departments=self.departments,
            **self._facts(kind),
            **facts,
        )

    def _stored_rows(self) -> list[DepartmentUseForm]:
        rows = [row for row in self.stored if row.department_id and row.kind in self.kinds]
        return [
            self._department_form(
                index, self.kinds[row.kind], assigned=row.series_id, department=row.department_id
            )
            for index, row in enumerate(rows)
        ]

    def _typed_rows(self, data: Any) -> list[DepartmentUseForm]:
        count = str(data.get(f"{ROWS}-TOTAL_FORMS", "0"))
        total = min(int(count), MOST_ROWS) if count.isdecimal() else 0
        kinds = ((index, data.get(f"{ROWS}-{index}-kind_code")) for index in range(total))
        return [
            self._department_form(index, self.kinds[code])
            for index, code in kinds
            if code in self.kinds
        ]

    @property
    def forms(self) -> list[UseForm]:
        """Every row."""
        return [*self.general.values(), *self.special]

    @property
    def total(self) -> int:
        """How many rows of departments the page has."""
        numbers = [int(str(form.prefix).rpartition("-")[2]) for form in self.special]
        return max(numbers, default=-1) + 1

    @property
    def new_row(self) -> DepartmentUseForm:
        """What the page makes new rows from, kind by kind: its choices are filled in there."""
        return DepartmentUseForm(
            prefix=f"{ROWS}-__prefix__",
            departments=self.departments,
            kind=NumberKind("__kind__", ""),
            series=(),
            standings={},
        )

    @property
    def new_series(self) -> UseForm:
        """What the page makes the three fields of a new series from."""
        nothing = NumberKind("__kind__", "")
        return UseForm(prefix="__row__", kind=nothing, series=(), standings={})

    def areas(self) -> list[tuple[Any, list[Use]]]:
        """The kinds by area."""
        rows: dict[str, list[DepartmentUseForm]] = {}
        for form in self.special:
            rows.setdefault(form.kind.code, []).append(form)
        found: dict[str, list[Use]] = {}
        for code, kind in self.kinds.items():
            use = Use(kind, self.general[code], rows.get(code, []), _elsewhere.get(code))
            found.setdefault(kind.area, []).append(use)
        return [(AREAS[area], found[area]) for area in AREAS if area in found]

    def is_valid(self) -> bool:
        """Whether every row can be understood; no two rows are the same department's."""
        for form in self.forms:
            form.full_clean()
        valid = not any(form.errors for form in self.forms)
        seen: set[tuple[str, str]] = set()
        for form in self.special:
            if form.is_going or form.errors:
                continue
            place = (form.kind.code, form.cleaned_data["department"])
            if place in seen:
                form.add_error("department", _("This department has a row already."))
                valid = False
            seen.add(place)
        return valid

    def changes(self) -> list[UseChange]:
        """What saving changes."""
        return [change for form in self.forms for change in form.changes()]

    def refuse(self, error: UseErrors) -> None:
        """Say in its row what a service found."""
        by_key = {str(form.prefix): form for form in self.forms}
        for key, found in error.rows.items():
            by_key[key].refuse(found)

    def save(self, person: Any) -> bool:
        """Save what was changed; what is refused is said in its row, and nothing is saved."""
        try:
            save_uses(self.company, self.changes(), by=person)
        except UseErrors as error:
            self.refuse(error)
            return False
        except NumberingError as error:
            self.forms[0].add_error(None, str(error))
            return False
        return True
