"""Relations between series: which others a clerk may pick where one series is set."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from numbering.engine.request import User
from numbering.engine.rights import refuse_edit
from numbering.exceptions import SetupError
from numbering.kinds import all_kinds, registers_of
from numbering.models import NumberSeries, SeriesRelation
from numbering.services.locks import lock_settings
from numbering.services.setuprules import check_setup
from numbering.trail import changed_by
from numbering.transactions import write


def set_relations(
    series: NumberSeries, related: Iterable[NumberSeries], *, by: User = None
) -> None:
    """Let exactly these series be picked where `series` is set.

    Business Central: relations go one way and no further, and a series always counts as related
    to itself. Raises SetupError for a series of another company or of a register that documents
    of this one's kinds do not draw from, SeriesForbidden, SetupRefused.
    """
    wanted = {one.pk: one for one in related if one.pk != series.pk}
    with write():
        refuse_edit(series, by)
        lock_settings(series.company_id)
        fitting = related_registers(series.register)
        for one in wanted.values():
            if one.company_id != series.company_id or one.register not in fitting:
                raise SetupError(
                    _(
                        "%(related)s cannot stand in for %(series)s: its numbers are of another "
                        "register. Choose a series that numbers the same."
                    )
                    % {"related": one.code, "series": series.code},
                    field="related",
                    series=series,
                )
        for relation in SeriesRelation.objects.filter(series=series).order_by("pk"):
            if wanted.pop(relation.related_id, None) is None:
                changed_by(relation, by)
                relation.delete()
        for one in wanted.values():
            relation = SeriesRelation(series=series, related=one)
            changed_by(relation, by)
            relation.save()
        check_setup(series.company, field="related")


def related_registers(register: str) -> frozenset[str]:
    """The registers whose series may stand in for one of this register.

    Its own, and those that the kinds it is made for may draw from as well.
    """
    others = (registers_of(kind.code) for kind in all_kinds() if kind.register == register)
    return frozenset({register}.union(*others))
