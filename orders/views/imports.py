"""Importing a file, with a look at what it would change first; templates and exports for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from numbering.access import EVERYONE, WRITERS, CompanyRequest, RoleRequiredMixin, role_required
from numbering.exceptions import ConflictError, NumberingError
from numbering.pages import Action
from numbering.pages.export import CHUNK, FORMATS, file_response, too_long
from numbering.pages.setaside import typed_before
from numbering.pages.uploads import Upload, keep_upload, kept_upload, take_upload
from orders.forms.imports import UploadForm
from orders.imports.entries import Entry, ImportReport, Outcome, Subject
from orders.imports.subjects import SUBJECTS
from orders.imports.tables import read_table
from orders.services.imports import import_table

LISTS = {
    "parties": "orders:party_list",
    "items": "orders:item_list",
    "orders": "orders:order_list",
}
# More would only make the page slow; what is wrong comes first.
SHOWN_ENTRIES = 500


def import_action(slug: str) -> Action:
    """The way here from the list of what is imported."""
    label = gettext_lazy("Import")
    return Action(label, "orders:import", main=False, roles=WRITERS, args=(slug,))


def find_subject(request: CompanyRequest, slug: str) -> Subject:
    """What is imported; 404 for anything else."""
    if slug not in SUBJECTS:
        raise Http404
    return SUBJECTS[slug](request.company)


class ImportPage(RoleRequiredMixin):
    """Choose a file, see what it would change, import it.

    Looking is a POST, too: it takes the locks of a change, although it changes nothing.
    """

    roles = WRITERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The form, and no file yet."""
        super().setup(request, *args, **kwargs)
        self.form = UploadForm()
        self.upload: Upload | None = None

    def get(self, request: CompanyRequest, subject: str) -> HttpResponse:
        """The form; after a lost login, with the file that was looked at."""
        kept = typed_before(request)
        if kept is not None:
            self.upload = kept_upload(request, kept.get("upload", ""))
        return self._page(find_subject(request, subject))

    def post(self, request: CompanyRequest, subject: str) -> HttpResponseBase:
        """What the file would change; with `import`, the import itself."""
        found = find_subject(request, subject)
        self.upload = self._uploaded()
        if self.upload is None:
            return self._page(found)
        # Only what was looked at is imported.
        agreed = request.POST.get("expected", "") if "import" in request.POST else ""
        if agreed:
            self.upload = self._taken(self.upload)
            if self.upload is None:
                return redirect(LISTS[found.slug])
        report = self._run(found, agreed)
        if report is not None and report.is_done:
            self._tell(report)
            return redirect(LISTS[found.slug])
        if report is not None and agreed:
            messages.warning(
                request,
                _("Nothing was imported: something else would happen by now. Look once more."),
            )
        return self._page(found, report)

    def _run(self, subject: Subject, agreed: str) -> ImportReport | None:
        """What importing the file did or would do; None: the page says why it cannot be told."""
        assert self.upload is not None
        try:
            report = import_table(
                subject=subject,
                by=self.request.user,
                table=read_table(self.upload.content, self.upload.name),
                dry_run=not agreed,
                expected=agreed,
            )
        except ConflictError as error:
            messages.error(self.request, str(error))
            report = None
        except NumberingError as error:
            self.form = UploadForm({})
            self.form.errors["file"] = self.form.error_class([str(error)])
            return None
        if report is None or not report.is_done:
            self.upload = keep_upload(self.request, self.upload)
        return report

    def _uploaded(self) -> Upload | None:
        """The file that was sent, or the one that was looked at; None: the form says why."""
        key = self.request.POST.get("upload", "")
        if key and not self.request.FILES:
            upload = kept_upload(self.request, key)
            if upload is None:
                messages.error(
                    self.request, _("The file is no longer kept: choose it again, please.")
                )
            return upload
        self.form = UploadForm(self.request.POST, self.request.FILES)
        if not self.form.is_valid():
            return None
        return Upload.of(self.form.cleaned_data["file"])

    def _taken(self, upload: Upload) -> Upload | None:
        """The file to import; None where a second press came too late."""
        taken = take_upload(upload) if upload.key else upload
        if taken is None:
            messages.error(self.request, _("This file is imported already."))
        return taken

    def _tell(self, report: ImportReport) -> None:
        """What was imported, the numbers that were drawn, and what is to be known of them."""
        messages.success(self.request, _("Imported: %(summary)s.") % {"summary": report.summary})
        for sentence in drawn_sentences(report):
            messages.info(self.request, sentence)
        for sentence in report.warnings:
            messages.warning(self.request, sentence)

    def _page(self, subject: Subject, report: ImportReport | None = None) -> HttpResponse:
        entries = _worst_first(report.entries) if report is not None else []
        context = {
            "subject": subject,
            "list_url": reverse(LISTS[subject.slug]),
            "form": self.form,
            "upload": self.upload,
            "report": report,
            "entries": entries[:SHOWN_ENTRIES],
            "more": len(entries[SHOWN_ENTRIES:]),
            "drawn": drawn_sentences(report) if report is not None else [],
            "formats": FORMATS,
            "has_export": subject.stored_rows() is not None,
        }
        return render(self.request, "orders/import.html", context)


def _worst_first(entries: Iterable[Entry]) -> list[Entry]:
    """What is wrong, then what would change, then the rest."""
    places = {Outcome.WRONG: 0, Outcome.UNCHANGED: 2}
    return sorted(entries, key=lambda entry: places.get(entry.outcome, 1))


def drawn_sentences(report: ImportReport) -> list[str]:
    """The numbers that are drawn, by kind: “3 numbers drawn: item number 1001–1003.”"""
    found = []
    for label, first, last, count in report.drawn():
        if report.is_done:
            sentence = ngettext(
                "%(count)d number drawn, %(label)s: %(numbers)s.",
                "%(count)d numbers drawn, %(label)s: %(numbers)s.",
                count,
            )
        else:
            sentence = ngettext(
                "%(count)d number will be drawn, %(label)s: %(numbers)s as things stand.",
                "%(count)d numbers will be drawn, %(label)s: %(numbers)s as things stand.",
                count,
            )
        numbers = first if count == 1 else f"{first}–{last}"
        found.append(sentence % {"count": count, "label": label, "numbers": numbers})
    return found


@role_required(*WRITERS)
def import_template(request: CompanyRequest, subject: str, file_format: str) -> HttpResponseBase:
    """A file to begin with: the names of the columns, and an example."""
    found = find_subject(request, subject)
    return file_response(
        f"{found.slug}-template", _heads(found), found.example_rows(), _known(file_format)
    )


@role_required(*EVERYONE)
def export(request: CompanyRequest, subject: str, file_format: str) -> HttpResponseBase:
    """Everything stored, in the columns that an import reads: export, edit, import."""
    found = find_subject(request, subject)
    rows = found.stored_rows()
    if rows is None:
        raise Http404
    refusal = too_long(rows, _known(file_format))
    if refusal:
        messages.error(request, refusal)
        return redirect(LISTS[found.slug])
    cells = (found.exported(row) for row in rows.iterator(chunk_size=CHUNK))
    return file_response(found.slug, _heads(found), cells, file_format)


def _heads(subject: Subject) -> list[str]:
    return [column.head for column in subject.columns]


def _known(file_format: str) -> str:
    if file_format not in FORMATS:
        raise Http404
    return file_format
