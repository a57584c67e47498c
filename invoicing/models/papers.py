"""The papers of issued invoices, kept byte for byte as they were made."""

from __future__ import annotations

from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from invoicing.choices import PaperKind
from invoicing.models.invoices import Invoice
from invoicing.models.keptfiles import KeptFile
from invoicing.papers import PAPER_TITLES, file_name
from orders.models.traced import person_field

_ENDINGS = {PaperKind.PDF: ".pdf", PaperKind.CII: " Factur-X.xml", PaperKind.UBL: " UBL.xml"}


class KeptPaperQuerySet(models.QuerySet["KeptPaper"]):
    """Kept papers."""

    def without_content(self) -> Self:
        """For pages that only tell of the papers: the bytes stay where they are."""
        return self.defer("content")


class KeptPaper(KeptFile, models.Model):
    """A file made of an issued invoice: its PDF, or the e-invoice beside it.

    It is made once and never again, so that a copy asked for in ten years is the one that was
    sent. It lies in the database: a backup holds invoices and papers of the same moment, and
    triggers refuse to change or remove it.
    """

    invoice = models.ForeignKey(
        Invoice,
        models.PROTECT,
        verbose_name=_("invoice"),
        related_name="papers",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=8, choices=PaperKind)
    content = models.BinaryField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = person_field(_("made by"))

    objects = KeptPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept paper")
        verbose_name_plural = _("kept papers")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "kind"], name="invoicing_keptpaper_made_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="invoicing_keptpaper_kind"
            ),
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="invoicing_keptpaper_hashed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.invoice_id}"

    @classmethod
    def of(cls, invoice: Invoice, kind: str, content: bytes) -> KeptPaper:
        """A paper with its fingerprint, to be saved."""
        return cls(
            invoice=invoice,
            kind=kind,
            content=content,
            sha256=sha256(content).hexdigest(),
            size=len(content),
        )

    @property
    def media_type(self) -> str:
        """What the file is, as browsers and mail programs are told."""
        return "application/pdf" if self.kind == PaperKind.PDF else "application/xml"

    @property
    def file_name(self) -> str:
        """What the file is called where it is saved."""
        name = file_name(
            PAPER_TITLES[self.invoice.kind], self.invoice.number, self.invoice.language
        )
        return name + _ENDINGS[PaperKind(self.kind)]
