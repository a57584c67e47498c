"""Print forms for tests, and pictures made on the spot."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from numbering.models import Company
from orders.logos import logo_from
from orders.models import OrderType, PrintForm
from orders.services.print_forms import save_print_form


def picture(
    kind: str = "PNG", size: tuple[int, int] = (120, 40), colour: str = "#183e5c", mode: str = "RGB"
) -> bytes:
    """A picture of one colour."""
    written = BytesIO()
    Image.new(mode, size, colour if mode == "RGB" else 0).save(written, kind)
    return written.getvalue()


def print_form(
    company: Company,
    paper: str = "",
    slot: int | None = None,
    *,
    texts: dict[str, dict[str, str]] | None = None,
    logo: bytes = b"",
    **facts: Any,
) -> PrintForm:
    """A saved form; of the order type in this slot where one is named."""
    order_type = None if slot is None else OrderType.objects.get(company=company, slot=slot)
    form = PrintForm(company=company, paper=paper, order_type=order_type, **facts)
    new_logo = logo_from(logo, company=company, name="logo.png") if logo else None
    if new_logo is not None:
        form.logo_use = "own"
    return save_print_form(form, texts=texts or {}, logo=new_logo)
