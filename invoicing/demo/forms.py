"""The demo company's print forms: its logo, and what it says to its customers."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.models import User

from invoicing.papers import INVOICE_PAPER
from numbering.models import Company
from orders.choices import LogoUse
from orders.logos import logo_from
from orders.models import PrintForm
from orders.paper_samples import ORDER_CONFIRMATION
from orders.paperkinds import ALL_PAPERS
from orders.services.print_forms import save_print_form

_LOGO = Path(__file__).with_name("logo.png")
_COLOUR = "#183e5c"
# By language; empty for all that are not there.
_FOOT = {
    "": "Metal and machine work since 1987 · www.verkstadnorr.example",
    "sv": "Metall- och maskinarbeten sedan 1987 · www.verkstadnorr.example",
    "de": "Metall- und Maschinenbau seit 1987 · www.verkstadnorr.example",
    "da": "Metal- og maskinarbejde siden 1987 · www.verkstadnorr.example",
    "fi": "Metalli- ja konetöitä vuodesta 1987 · www.verkstadnorr.example",
    "pl": "Obróbka metalu i maszyn od 1987 roku · www.verkstadnorr.example",
}
_INVOICE = {
    "": "Please state _objref with any question about this invoice.",
    "sv": "Ange _objref vid frågor om denna faktura.",
    "de": "Bitte geben Sie bei Rückfragen _objref an.",
    "da": "Oplys venligst _objref ved spørgsmål til denne faktura.",
    "fi": "Mainitkaa _objref tätä laskua koskevissa kysymyksissä.",
    "pl": "W razie pytań prosimy o podanie numeru _objref.",
}
_ORDER = {
    "": "We have received your order and deliver as follows:",
    "sv": "Vi har tagit emot er beställning och levererar enligt nedan:",
    "de": "Wir haben Ihren Auftrag erhalten und liefern wie folgt:",
    "da": "Vi har modtaget Deres ordre og leverer som følger:",
    "fi": "Olemme vastaanottaneet tilauksenne ja toimitamme seuraavasti:",
    "pl": "Przyjęliśmy Państwa zamówienie. Dostarczymy:",
}


def make_print_forms(company: Company, by: User) -> None:
    """One form for all papers, and texts for those that most customers see."""
    logo = logo_from(_LOGO.read_bytes(), company=company, name=_LOGO.name)
    general = PrintForm(
        company=company,
        paper=ALL_PAPERS,
        logo_use=LogoUse.OWN,
        logo_width=46,
        colour=_COLOUR,
    )
    save_print_form(general, texts=_texts("foot", _FOOT), logo=logo, by=by)
    for paper, place, texts in (
        (INVOICE_PAPER, "closing", _INVOICE),
        (ORDER_CONFIRMATION, "intro", _ORDER),
    ):
        form = PrintForm(company=company, paper=paper)
        save_print_form(form, texts=_texts(place, texts), by=by)


def _texts(place: str, by_language: dict[str, str]) -> dict[str, dict[str, str]]:
    return {language: {place: text} for language, text in by_language.items()}
