"""The API itself: its operations, how bodies are read, and what becomes of errors."""

from __future__ import annotations

import json
from typing import Any, cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.types import DictStrAny

from config.api.openapi import completed
from invoicing.api.invoices import router as invoices
from invoicing.api.papers import router as papers
from numbering.api.numbers import router as numbers
from numbering.api.problems import Refused, answer_domain, answer_invalid, answer_refused
from numbering.api.register import router as register
from numbering.exceptions import NumberingError
from numbering.transactions import is_busy, series_busy
from orders.api.cards import router as cards
from orders.api.orders import router as orders

VERSION = "1"
# What a 64-bit number has at most; Python refuses to read thousands of digits in its own way.
_MOST_DIGITS = 19


class StrictParser(Parser):
    """Reads JSON as its standard has it: no NaN, no name twice, no number beyond 64 bits."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The body; ValueError where it is none of this."""
        return cast(
            DictStrAny,
            json.loads(
                request.body.decode("utf-8"),
                parse_constant=_refuse,
                parse_int=_integer,
                object_pairs_hook=_members,
            ),
        )


def _refuse(text: str) -> None:
    raise ValueError(text)


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > _MOST_DIGITS:
        raise ValueError(text[:_MOST_DIGITS])
    return int(text)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is said twice")
    return found


class Api(NinjaAPI):
    """The operations; the description is completed by what ninja leaves out."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """OpenAPI 3.1 with problems, scopes and retries."""
        schema = super().get_openapi_schema(**kwargs)
        return completed(schema, self)


api = Api(
    title="Nummerwerk",
    version=VERSION,
    description=(
        "Numbers, orders and invoices for other systems. Money and quantities are texts, dates are"
        " ISO 8601, and every write needs an Idempotency-Key. See docs/api/README.md."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    parser=StrictParser(),
)
for part in (orders, cards, invoices, papers, numbers, register):
    api.add_router("", part)


@api.exception_handler(NumberingError)
def on_domain_error(request: HttpRequest, error: NumberingError) -> HttpResponse:
    """A rule of the domain."""
    return answer_domain(error, vars(request).get("api_names", {}))


@api.exception_handler(DatabaseError)
def on_database_error(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """A database that gave up waiting; anything else is a fault of ours."""
    if not is_busy(error):
        raise error
    return answer_domain(series_busy(""), {})


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """What the API itself refuses."""
    return answer_refused(error)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that is not as described."""
    return answer_invalid(error.errors)


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or one that does not hold."""
    response = answer_refused(Refused("NotAuthenticated"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def on_too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """More requests than are answered; ninja says when to come back."""
    return answer_refused(Refused("TooManyRequests"))


@api.exception_handler(HttpError)
def on_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The one error that ninja raises itself: a body that cannot be read."""
    return answer_refused(Refused("BodyUnreadable"))


@api.exception_handler(Exception)
def on_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Everything else is a fault: noted and answered as on every page (config.errors)."""
    raise error
