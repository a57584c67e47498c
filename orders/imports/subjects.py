"""Everything that can be imported, by its name in addresses and commands."""

from __future__ import annotations

from orders.imports.entries import Subject
from orders.imports.items import Items
from orders.imports.orders import Orders
from orders.imports.parties import Parties

SUBJECTS: dict[str, type[Subject]] = {one.slug: one for one in (Parties, Items, Orders)}
