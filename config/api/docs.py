"""The API's description as a page: made on the server, so that it needs no script and no network.

Everybody may read it: it says what the committed description says, and nothing of any company.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.api.root import api
from numbering.api.problems import OTHER, domain_problems, title_of

Schema = dict[str, Any]

_SAMPLES = {"date": "2026-11-21", "date-time": "2026-11-21T12:00:00Z"}


@dataclass(frozen=True)
class Row:
    """A field of a body, a filter or an answer."""

    name: str
    type: str
    is_required: bool
    note: str
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Operation:
    """An operation as the page shows it; `example` is "" where it takes no body."""

    id: str
    method: str
    path: str
    summary: SafeString
    description: SafeString
    scope: str
    status: int
    filters: list[Row]
    body: list[Row]
    body_text: SafeString
    example: str
    answer: list[Row]
    answer_text: SafeString


@dataclass(frozen=True)
class ProblemRow:
    """A problem by its code."""

    code: str
    status: int
    title: str


def docs(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "api/docs.html", {"groups": groups(), "problems": problems()})


@cache
def groups() -> dict[str, list[Operation]]:
    """The operations by subject."""
    schema = api.get_openapi_schema()
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            tag = operation["tags"][0]
            found.setdefault(tag, []).append(_operation(schema, path, method, operation))
    return found


@cache
def problems() -> list[ProblemRow]:
    """Every code that a problem can have."""
    found = [ProblemRow(code, status, title) for code, (status, title) in OTHER.items()]
    found += [ProblemRow(one.__name__, one.status_code, title_of(one)) for one in domain_problems()]
    return sorted(found, key=lambda row: row.code)


def prose(text: str) -> SafeString:
    """A description with its names set as code."""
    parts = " ".join(text.split()).split("`")
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<code>{}</code>", part) if index % 2 else part,)
            for index, part in enumerate(parts)
        ),
    )


def _operation(schema: Schema, path: str, method: str, operation: Schema) -> Operation:
    status, answer = next(
        (status, answer) for status, answer in operation["responses"].items() if status < 400
    )
    json_answer = answer["content"].get("application/json")
    answered = _resolved(schema, json_answer["schema"]) if json_answer else {}
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    said = _resolved(schema, body.get("schema", {}))
    filters = [
        Row(
            one["name"],
            _type(schema, _resolved(schema, one["schema"])),
            one["required"],
            _note(schema, one["schema"]),
        )
        for one in operation["parameters"]
        if one["in"] == "query"
    ]
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=prose(operation["summary"]),
        description=prose(operation.get("description", "")),
        scope=operation["security"][0]["Token"][0],
        status=status,
        filters=filters,
        body=list(_rows(schema, said)),
        body_text=prose(said.get("description", "")),
        example=json.dumps(_example(schema, said), indent=2, ensure_ascii=False) if said else "",
        answer=list(_rows(schema, answered)),
        answer_text=prose(answered.get("description", "") or " or ".join(answer["content"])),
    )


def _resolved(schema: Schema, part: Schema) -> Schema:
    """What a reference stands for; of what may be null, what it is else."""
    if "$ref" in part:
        found: Schema = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
        return found
    options = [one for one in part.get("anyOf", ()) if one.get("type") != "null"]
    return _resolved(schema, options[0]) if options else part


def _rows(schema: Schema, part: Schema, depth: int = 0) -> Iterator[Row]:
    """The fields of an object, with those of the objects in it beneath them."""
    required = part.get("required", ())
    for name, described in part.get("properties", {}).items():
        yield Row(name, _type(schema, described), name in required, _note(schema, described), depth)
        inner = _resolved(schema, described)
        if inner.get("type") == "array":
            inner = _resolved(schema, inner["items"])
        if "properties" in inner:
            yield from _rows(schema, inner, depth + 1)


def _type(schema: Schema, part: Schema) -> str:
    known = _resolved(schema, part)
    name = str(known.get("format") or known.get("type") or "")
    if name == "array":
        name = f"list of {_type(schema, known['items'])}s"
    is_null = any(one.get("type") == "null" for one in part.get("anyOf", ()))
    return f"{name} or null" if is_null else name


def _note(schema: Schema, part: Schema) -> str:
    """Limits and choices, in a few words."""
    known = _resolved(schema, part)
    found = []
    if "enum" in known:
        found.append(" · ".join(map(str, known["enum"])))
    if "examples" in known:
        found.append(f"such as {json.dumps(known['examples'][0])}")
    for key, words in (
        ("maxLength", "{} characters at most"),
        ("maxItems", "{} at most"),
    ):
        if key in known:
            found.append(words.format(known[key]))
    if "minimum" in known and known.get("maximum", 0) < 10_000:
        found.append(f"{known['minimum']} to {known['maximum']}")
    default = part.get("default")
    if default not in (None, ""):
        found.append(f"else {json.dumps(default)}")
    return "; ".join(found)


def _example(schema: Schema, part: Schema) -> Any:
    """A body with what must be said."""
    known = _resolved(schema, part)
    if "examples" in known:
        return known["examples"][0]
    if "properties" in known:
        return {
            name: _example(schema, one)
            for name, one in known["properties"].items()
            if name in known.get("required", ())
        }
    if known.get("type") == "array":
        return [_example(schema, known["items"])]
    if known.get("type") == "integer":
        return 1
    return _SAMPLES.get(known.get("format", ""), "…")
