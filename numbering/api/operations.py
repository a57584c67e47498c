"""How an operation is declared: `reads` and `writes` see to token, retries and answers."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar, get_type_hints

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from numbering.api.auth import ApiRequest, PerToken, Token
from numbering.api.problems import Refused
from numbering.services.idempotency import Answer, once

F = TypeVar("F", bound=Callable[..., BaseModel])
D = TypeVar("D", bound=Callable[..., HttpResponse])

KEY_HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotent-Replayed"
KEY_PATTERN = r"^[!-~]{1,200}$"
_KEY = re.compile(KEY_PATTERN)
_KEY_PARAMETER = {
    "in": "header",
    "name": KEY_HEADER,
    "required": True,
    "schema": {"type": "string", "pattern": KEY_PATTERN},
    "description": (
        "A name of your own for this request, for example a UUID. Sent again with the same body"
        " it gets the same answer and nothing is done twice."
    ),
}


def reads(router: Router, path: str, *, scope: str) -> Callable[[F], F]:
    """An operation that only reads; what it returns is the answer."""

    def declare(operation: F) -> F:
        signature, answer = _signature_of(operation)
        known = _query_names(signature)

        @wraps(operation)
        def asked(request: ApiRequest, **values: Any) -> HttpResponse:
            _refuse_unknown(request, known)
            return _response(Answer(200, operation(request, **values).model_dump_json()))

        vars(asked)["__signature__"] = signature
        router.get(path, **_facts(operation, scope), response={200: answer})(asked)
        return operation

    return declare


def hands_out(
    router: Router, path: str, *, scope: str, media_types: Sequence[str]
) -> Callable[[D], D]:
    """An operation that answers with a file of one of these types."""

    def declare(operation: D) -> D:
        signature, _answer = _signature_of(operation)

        @wraps(operation)
        def asked(request: ApiRequest, **values: Any) -> HttpResponse:
            _refuse_unknown(request, frozenset())
            return operation(request, **values)

        vars(asked)["__signature__"] = signature
        content = {one: {"schema": {"type": "string", "format": "binary"}} for one in media_types}
        extra = {"responses": {200: {"content": content}}}
        router.get(path, **_facts(operation, scope), openapi_extra=extra)(asked)
        return operation

    return declare


def writes(
    router: Router,
    path: str,
    *,
    scope: str,
    status: int = 200,
    names: Mapping[str, str] | None = None,
) -> Callable[[F], F]:
    """An operation that writes: once for each Idempotency-Key.

    `names` are the API's names of fields that a service calls otherwise.
    """

    def declare(operation: F) -> F:
        signature, answer = _signature_of(operation)

        @wraps(operation)
        def asked(request: ApiRequest, **values: Any) -> HttpResponse:
            _refuse_unknown(request, frozenset())
            vars(request)["api_names"] = names or {}
            return _response(
                once(
                    token=request.auth,
                    key=_checked_key(request),
                    method=str(request.method),
                    path=request.path,
                    body=json.loads(request.body or b"null"),
                    act=lambda: Answer(status, operation(request, **values).model_dump_json()),
                )
            )

        vars(asked)["__signature__"] = signature
        router.post(
            path,
            **_facts(operation, scope),
            response={status: answer},
            openapi_extra={"parameters": [_KEY_PARAMETER]},
        )(asked)
        return operation

    return declare


def _facts(operation: Callable[..., Any], scope: str) -> dict[str, Any]:
    described = inspect.cleandoc(operation.__doc__ or "")
    summary, _sep, more = described.partition("\n\n")
    return {
        "auth": Token(scope),
        "throttle": PerToken(),
        "operation_id": operation.__name__,
        "by_alias": True,
        "summary": summary.replace("\n", " ").removesuffix("."),
        # Without one ninja would say the whole of it.
        "description": more.replace("\n", " ") or summary.replace("\n", " "),
    }


def _signature_of(operation: Callable[..., Any]) -> tuple[inspect.Signature, Any]:
    """The signature with its annotations read where the operation stands, and the answer."""
    hints = get_type_hints(operation, include_extras=True)
    signature = inspect.signature(operation)
    parameters = [
        one.replace(annotation=hints.get(name, one.annotation))
        for name, one in signature.parameters.items()
    ]
    return signature.replace(parameters=parameters), hints["return"]


def _query_names(signature: inspect.Signature) -> frozenset[str]:
    filters = signature.parameters.get("filters")
    if filters is None:
        return frozenset()
    model = filters.annotation
    model = getattr(model, "__origin__", model)
    return frozenset(one.alias or name for name, one in model.model_fields.items())


def _refuse_unknown(request: ApiRequest, known: frozenset[str]) -> None:
    unknown = sorted(set(request.GET) - known)
    if unknown:
        sentence = _("There is no such filter.")
        raise Refused("Invalid", sentence, fields=dict.fromkeys(unknown, sentence))
    repeated = [name for name in request.GET if len(request.GET.getlist(name)) > 1]
    if repeated:
        sentence = _("Say this once.")
        raise Refused("Invalid", sentence, fields=dict.fromkeys(repeated, sentence))


def _checked_key(request: ApiRequest) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if not key:
        raise Refused("IdempotencyKeyMissing")
    if not _KEY.fullmatch(key):
        raise Refused(
            "Invalid",
            _("An Idempotency-Key has 1 to 200 visible ASCII characters."),
            fields={KEY_HEADER: _("1 to 200 visible ASCII characters")},
        )
    return key


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    if answer.is_replayed:
        response[REPLAYED_HEADER] = "true"
    return response
