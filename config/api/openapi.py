"""The description of the API, with what ninja does not know of: problems, scopes, headers."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from ninja import NinjaAPI

from numbering.api.auth import Token
from numbering.api.operations import REPLAYED_HEADER
from numbering.api.problems import MEDIA_TYPE, OTHER, Problem

S = TypeVar("S", bound=dict[str, Any])

_REF = "#/components/schemas/{model}"
# By status: what each operation may answer besides success.
_OF_READS = (401, 403, 404, 409, 422, 429)
_OF_WRITES = (400, 401, 403, 404, 409, 413, 415, 422, 429)
_TITLES = {
    **{status: title for status, title in OTHER.values() if status != 400},
    400: "The body is not JSON, or there is no Idempotency-Key.",
    409: "Somebody else was faster: send the request again.",
    422: "The request is not as described, or breaks a rule of the company's numbers.",
}


def completed(schema: S, api: NinjaAPI) -> S:
    """The description with problems, scopes, and the header of replayed answers."""
    components = schema["components"]
    problem = Problem.model_json_schema(ref_template=_REF, mode="serialization")
    components["schemas"] |= problem.pop("$defs", {}) | {"Problem": problem}
    components["responses"] = {
        f"Problem{status}": {
            "description": _TITLES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}},
        }
        for status in sorted({*_OF_READS, *_OF_WRITES})
    }
    scopes = _scopes(api)
    for path in schema["paths"].values():
        for method, operation in path.items():
            operation["security"] = [{"Token": [scopes[operation["operationId"]]]}]
            if operation.get("description", "").removesuffix(".") == operation["summary"]:
                del operation["description"]
            is_write = method == "post"
            if is_write:
                for answer in operation["responses"].values():
                    answer["headers"] = {
                        REPLAYED_HEADER: {
                            "description": "“true” where this is the answer of an earlier request.",
                            "schema": {"type": "string", "enum": ["true"]},
                        }
                    }
            operation["responses"] |= {
                status: {"$ref": f"#/components/responses/Problem{status}"}
                for status in (_OF_WRITES if is_write else _OF_READS)
            }
    components["schemas"] = dict(sorted(components["schemas"].items()))
    return schema


def _scopes(api: NinjaAPI) -> dict[str, str]:
    """What each operation needs to be allowed."""
    found = {}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for one in operation.auth_callbacks:
                    if isinstance(one, Token) and operation.operation_id:
                        found[operation.operation_id] = str(one.scope)
    return found


def as_text(schema: dict[str, Any]) -> str:
    """The description as it is committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False, default=str) + "\n"
