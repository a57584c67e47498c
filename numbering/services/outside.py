"""Numbers of documents that live in another system: it answers for those that it took itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from numbering.engine.request import User, user_id
from numbering.exceptions import NumberNotYours
from numbering.kinds import documents_of
from numbering.models import IssuedNumber
from numbering.services.holding import release, use, void
from numbering.transactions import busy_as_conflict, write


def confirm_outside(number: IssuedNumber, *, by: User, reference: str) -> IssuedNumber:
    """A reserved number has its document in the other system now.

    Raises NumberNotYours, NumberStateError.
    """
    with write():
        return use(_held(number, by), reference=reference, by=by)


def give_back_outside(number: IssuedNumber, *, by: User, reason: str) -> IssuedNumber:
    """Give back a number for which there is no document; raises as confirm_outside."""
    with write():
        return release(_held(number, by), by=by, reason=reason)


def void_outside(number: IssuedNumber, *, by: User, reason: str) -> IssuedNumber:
    """Mark a number as never to be used; raises as confirm_outside, RuleError without a reason."""
    with write():
        return void(_held(number, by), by=by, reason=reason)


def _held(number: IssuedNumber, by: User) -> IssuedNumber:
    """The number, locked; refuses what belongs to somebody else or to a document here."""
    with busy_as_conflict(number.text):
        held = IssuedNumber.objects.select_for_update().get(pk=number.pk)
    if held.issued_by_id != user_id(by):
        raise NumberNotYours(
            _("Number %(number)s was taken by somebody else, who alone decides about it.")
            % {"number": held.text}
        )
    if documents_of(held.kind, [held.pk]):
        raise NumberNotYours(
            _("Number %(number)s is that of a document here: cancel the document instead.")
            % {"number": held.text}
        )
    return held
