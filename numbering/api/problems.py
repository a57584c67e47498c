"""What goes wrong, told in one shape (RFC 9457) whatever it is."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from numbering.api.fields import Out
from numbering.exceptions import ConflictError, NumberingError

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/docs#"

# Problems that no rule of the domain makes: code, status and title.
OTHER: dict[str, tuple[int, str]] = {
    "BodyUnreadable": (400, "The body is not JSON, or says a name twice."),
    "IdempotencyKeyMissing": (400, "A write needs the header Idempotency-Key."),
    "NotAuthenticated": (401, "There is no token, or it does not hold."),
    "ScopeMissing": (403, "The token does not allow this."),
    "NotFound": (404, "There is nothing here, or it belongs to another company."),
    "MethodNotAllowed": (405, "This address takes other methods."),
    "BodyTooLarge": (413, "The body is larger than one megabyte."),
    "MediaTypeNotSupported": (415, "A body is sent as application/json."),
    "Invalid": (422, "The request is not as the description says."),
    "TooManyRequests": (429, "More requests in a minute than are answered."),
    "ServerError": (500, "The server failed; it has been noted. Send the request again."),
}


class ProblemLine(Out):
    """What is wrong with one line of a request."""

    line: int
    fields: dict[str, str]


class Problem(Out):
    """Why a request was refused.

    `code` names the rule, `detail` says what to do about it, `field` is the first field concerned
    ("" where it is none), `fields` and `lines` say more of each. A line is named by its place from
    0, or by the id under which the request names it.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str
    fields: dict[str, str]
    lines: list[ProblemLine]


class Refused(Exception):
    """A request refused by the API itself; `code` is one of OTHER."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        fields: Mapping[str, str] | None = None,
        lines: Mapping[int, Mapping[str, str]] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status, self.title = OTHER[code]
        self.detail = detail or self.title
        self.fields = dict(fields or {})
        self.lines = dict(lines or {})


def answer_refused(error: Refused) -> HttpResponse:
    """The answer to what the API itself refused."""
    return _answer(
        status=error.status,
        title=error.title,
        detail=error.detail,
        code=error.code,
        field=next(iter(error.fields), ""),
        fields=error.fields,
        lines=error.lines,
    )


def answer_domain(error: NumberingError, names: Mapping[str, str]) -> HttpResponse:
    """The answer to a rule that a request broke; `names` are the API's names of fields."""

    def named(fields: Mapping[str, str]) -> dict[str, str]:
        return {names.get(field, field): sentence for field, sentence in fields.items()}

    fields = named(getattr(error, "fields", {}))
    found: Mapping[int, Mapping[str, str]] = getattr(error, "lines", {})
    lines = {line: named(each) for line, each in found.items()}
    field = names.get(error.field, error.field)
    if field and not fields and not lines:
        fields = {field: str(error)}
    answer = _answer(
        status=error.status_code,
        title=title_of(type(error)),
        detail=str(error),
        code=type(error).__name__,
        field=field,
        fields=fields,
        lines=lines,
    )
    if isinstance(error, ConflictError) and error.is_passing:
        answer["Retry-After"] = "1"
    return answer


def answer_invalid(errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """The answer to a request that is not as the description says; `errors` are pydantic's."""
    fields: dict[str, str] = {}
    lines: dict[int, dict[str, str]] = {}
    for error in errors:
        place = list(error["loc"])[1:]
        if place and place[0] in ("body", "filters"):
            place = place[1:]
        sentence = str(error["msg"]).removeprefix("Value error, ")
        if len(place) > 1 and isinstance(place[1], int):
            name = ".".join(map(str, place[2:])) or str(place[0])
            lines.setdefault(place[1], {}).setdefault(name, sentence)
        else:
            fields.setdefault(".".join(map(str, place)), sentence)
    nameless = fields.pop("", None)
    first = next(iter(fields.items()), None)
    if first is None and lines:
        first = next(iter(next(iter(lines.values())).items()))
    detail = nameless or (f"{first[0]}: {first[1]}" if first else _("The request is not valid."))
    return answer_refused(Refused("Invalid", detail, fields=fields, lines=lines))


def title_of(error: type[NumberingError]) -> str:
    """The rule in one sentence: the first of its description."""
    return inspect.cleandoc(error.__doc__ or error.__name__).split("\n\n")[0].replace("\n", " ")


def domain_problems() -> list[type[NumberingError]]:
    """Every rule of the domain that has a code, by name."""

    def leaves(base: type[NumberingError]) -> Iterable[type[NumberingError]]:
        for one in base.__subclasses__():
            yield one
            yield from leaves(one)

    bases = {"SetupError", "RuleError", "ConflictError"}
    found = {one.__name__: one for one in leaves(NumberingError) if one.__name__ not in bases}
    return [found[name] for name in sorted(found)]


def _answer(
    *,
    status: int,
    title: str,
    detail: str,
    code: str,
    field: str,
    fields: Mapping[str, str],
    lines: Mapping[int, Mapping[str, str]],
) -> HttpResponse:
    problem = Problem(
        type=f"{TYPES}{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        field=field,
        fields=dict(fields),
        lines=[ProblemLine(line=line, fields=dict(each)) for line, each in lines.items()],
    )
    return HttpResponse(problem.model_dump_json(), status=status, content_type=MEDIA_TYPE)
