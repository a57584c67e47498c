"""Set numbering up for a kind from three fields: KeyBalance's +."""

from __future__ import annotations

from numbering.engine.request import User
from numbering.kinds import find_kind, register_of, registers_of
from numbering.models import Company, NumberSeries
from numbering.services.lookup import assign_series
from numbering.services.series import create_series
from numbering.transactions import write


def set_up_kind(
    company: Company,
    kind: str,
    *,
    code: str,
    description: str,
    next_number: str,
    by: User = None,
) -> NumberSeries:
    """Make a series that begins with `next_number` and let it number the kind, both or neither.

    A kind whose numbers are proposed takes typed ones as well. Raises what `create_series` raises.
    """
    known = find_kind(kind)
    with write():
        series = create_series(
            company,
            code,
            register=register_of(kind),
            description=description,
            start=next_number,
            manual_numbers=known is not None and known.is_proposed,
            by=by,
        )
        assign_series(company, kind, series, by=by)
    return series


def series_at_hand(company: Company, kind: str) -> list[NumberSeries]:
    """The series that could number the kind without being made first."""
    found = NumberSeries.objects.of(company).filter(register__in=registers_of(kind), blocked=False)
    return list(found.order_by("code", "pk"))
