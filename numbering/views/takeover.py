"""An old system's numbers taken over: choose a file, say what its columns are, look, confirm."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from numbering.access import ADMINISTRATORS, CompanyRequest, RoleRequiredMixin
from numbering.choices import Origin
from numbering.exceptions import ConflictError, NumberingError
from numbering.forms.takeover import MOST_ROWS, MOST_SHEET_ROWS, ColumnsForm, OldFileForm
from numbering.pages.setaside import typed_before
from numbering.pages.uploads import Upload, keep_upload, kept_upload, take_upload
from numbering.services.takeover import OldFile, TakeoverReport, heads_and_samples, take_over
from numbering.services.takeover.fields import FIELDS, guess
from numbering.tables import TableRow

# More would only make the page slow; the file is mended in steps anyway.
SHOWN_FAULTS = 500
_MOST_UNPACKED = 400 * 1024 * 1024


class TakeoverPage(RoleRequiredMixin):
    """Four steps at one address. Looking is a POST, too: the file goes along."""

    roles = (ADMINISTRATORS,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """No file yet."""
        super().setup(request, *args, **kwargs)
        self.form = OldFileForm()
        self.upload: Upload | None = None
        self.columns: ColumnsForm | None = None
        self.samples: list[TableRow] = []

    def get(self, request: CompanyRequest) -> HttpResponse:
        """The form; after a lost login, with the file and the columns as they were."""
        kept = typed_before(request)
        if kept is not None:
            self.upload = kept_upload(request, kept.get("upload", ""))
            if self.upload is not None:
                self._read_heads(kept)
        return self._page()

    def post(self, request: CompanyRequest) -> HttpResponse:
        """The next step: the columns of a file, what it would do, or the takeover itself."""
        key = request.POST.get("upload", "")
        if request.FILES or not key:
            return self._take_file()
        self.upload = kept_upload(request, key)
        if self.upload is None:
            messages.error(request, _("The file is no longer kept: choose it again, please."))
            return self._page()
        self._read_heads(request.POST)
        if self.columns is None or "columns" in request.POST or not self.columns.is_valid():
            return self._page()
        return self._run()

    def _take_file(self) -> HttpResponse:
        self.form = OldFileForm(self.request.POST, self.request.FILES)
        if self.form.is_valid():
            self.upload = Upload.of(self.form.cleaned_data["file"])
            self._read_heads()
            if self.columns is not None:
                self.upload = keep_upload(self.request, self.upload)
        return self._page()

    def _read_heads(self, typed: Any = None) -> None:
        """The form of the columns: as typed, else as guessed; none where the file is unreadable."""
        assert self.upload is not None
        try:
            heads, self.samples = heads_and_samples(self._file())
        except NumberingError as error:
            self._refuse(error)
            return
        found = {key: str(index) for key, index in guess(heads).items()}
        data = typed if typed is not None and any(one.key in typed for one in FIELDS) else None
        self.columns = ColumnsForm(heads, self.company, data, initial=found)

    def _file(self, **facts: Any) -> OldFile:
        assert self.upload is not None
        return OldFile(
            io.BytesIO(self.upload.content),
            self.upload.name,
            most_rows=MOST_SHEET_ROWS if self.upload.content[:2] == b"PK" else MOST_ROWS,
            most_faults=SHOWN_FAULTS,
            most_unpacked=_MOST_UNPACKED,
            **facts,
        )

    def _refuse(self, error: NumberingError) -> None:
        """Say at the file what is wrong with it; it is to be chosen anew."""
        self.upload, self.columns = None, None
        self.form = OldFileForm({})
        self.form.errors["file"] = self.form.error_class([str(error)])

    def _run(self) -> HttpResponse:
        """Look at it; where that was agreed to, take it over."""
        assert self.upload is not None
        assert self.columns is not None
        agreed = self.request.POST.get("expected", "") if "import" in self.request.POST else ""
        if agreed:
            self.upload = take_upload(self.upload)  # of two presses of the button, one gets it
            if self.upload is None:
                messages.error(self.request, _("This file is taken over already."))
                return self._done()
        old = self._file(columns=self.columns.columns, **self.columns.place)
        report = None
        try:
            report = take_over(
                old,
                company=self.company,
                by=self.request.user,
                dry_run=not agreed,
                expected=agreed,
            )
        except ConflictError as error:
            messages.error(self.request, str(error))
        except NumberingError as error:
            self._refuse(error)
            return self._page()
        if report is not None and report.is_done:
            self._tell(report)
            return self._done()
        self.upload = keep_upload(self.request, self.upload)
        if report is not None and agreed:
            messages.warning(
                self.request,
                _("Nothing was taken over: something else would happen by now. Look once more."),
            )
        return self._page(report)

    def _done(self) -> HttpResponse:
        """To the register, where the numbers are now."""
        query = urlencode({"origin": Origin.IMPORTED})
        return HttpResponseRedirect(f"{reverse('numbering:register')}?{query}")

    def _tell(self, report: TakeoverReport) -> None:
        messages.success(self.request, _("Taken over: %(what)s.") % {"what": report.summary})
        moved = [one for one in report.stretches if one.moves]
        for one in moved[:10]:
            facts = {"series": one.series.code, "period": one.period, "number": one.next_then}
            if not one.next_then:
                sentence = _(
                    "%(series)s %(period)s is used up: add a line or raise its last number."
                )
            elif one.period:
                sentence = _("The next number of %(series)s in %(period)s is %(number)s.")
            else:
                sentence = _("The next number of %(series)s is %(number)s.")
            messages.info(self.request, sentence % facts)

    def _page(self, report: TakeoverReport | None = None) -> HttpResponse:
        context = {
            "form": self.form,
            "upload": self.upload,
            "columns": self.columns,
            "samples": [_cells(row) for row in self.samples],
            "fields": FIELDS,
            "report": report,
        }
        return render(self.request, "numbering/takeover.html", context)


def _cells(row: TableRow) -> list[str]:
    return [str(cell)[:60] for cell in row.cells]
