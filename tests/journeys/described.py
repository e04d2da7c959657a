"""A client that knows of the portal what its OpenAPI description says: operations by name; all that passes is held to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import requests
from jsonschema import Draft202012Validator

KEY = "Idempotency-Key"
JSON, FORM, FILE = "application/json", "multipart/form-data", "application/octet-stream"
_WORDS = {"oneOf": "anyOf"}  # what is empty is both an empty text and a text
_keys = count(1)


class Operation(NamedTuple):
    method: str
    path: str
    said: dict[str, Any]

    def parameters(self, place: str) -> set[str]:
        return {each["name"] for each in self.said.get("parameters", []) if each["in"] == place}

    def body(self, media: str) -> dict[str, Any] | None:
        return self.said.get("requestBody", {}).get("content", {}).get(media, {}).get("schema")

    def answer(self, status: int, media: str) -> dict[str, Any]:
        """KeyError: the description does not say that this can be answered."""
        return self.said["responses"][str(status)]["content"][media]["schema"]


@dataclass(frozen=True)
class Description:
    document: dict[str, Any]

    @classmethod
    def of(cls, portal: str, secret: str) -> "Description":
        asked = {"format": "json"}
        return cls(requests.get(f"{portal}/api/schema/", asked, headers=_bearer(secret), timeout=600).json())

    @cached_property
    def operations(self) -> dict[str, Operation]:
        found = [
            Operation(method, path, said) for path, methods in self.document["paths"].items() for method, said in methods.items()
        ]
        return {each.said["operationId"]: each for each in found}

    @cached_property
    def asked_shapes(self) -> dict[str, Any]:
        return {"schemas": _json_schema(self.document["components"]["schemas"], "readOnly")}

    @cached_property
    def told_shapes(self) -> dict[str, Any]:
        return {"schemas": _json_schema(self.document["components"]["schemas"], "writeOnly")}

    def demand_question(self, schema: dict[str, Any], sent: Any) -> None:
        Draft202012Validator(_json_schema(schema, "readOnly") | {"components": self.asked_shapes}).validate(sent)

    def demand_answer(self, schema: dict[str, Any], told: Any) -> None:
        assert (fault := self.fault(schema, told)) == "", fault

    def fault(self, schema: dict[str, Any], told: Any) -> str:
        """Where the answer is not what was said, and why; empty where it is."""
        shape = Draft202012Validator(_json_schema(schema, "writeOnly") | {"components": self.told_shapes})
        found = next(shape.iter_errors(told), None)
        return f"{found.json_path}: {found.message[:200]}" if found else ""


@dataclass(frozen=True)
class System:
    """An address, a token, the description, and a new key for every deed."""

    portal: str
    secret: str
    description: Description

    def call(self, name: str, **given: Any) -> Any:
        """What was asked for; anything but a success is a failure of the test."""
        response = self.answer(name, **given)
        assert response.ok, f"{name} {response.status_code} {response.text[:400]}"
        return response.json() if response.headers["Content-Type"] == JSON else response.content

    def rows(self, name: str, **given: Any) -> Iterator[dict[str, Any]]:
        """Of every page."""
        page = self.call(name, **given)
        yield from page["results"]
        while page["next"]:
            page = requests.get(page["next"], headers=_bearer(self.secret), timeout=60).json()
            self.description.demand_answer(self.description.operations[name].answer(200, JSON), page)
            yield from page["results"]

    def answer(self, name: str, key: str = "", file: Path | None = None, **given: Any) -> requests.Response:
        operation = self.description.operations[name]
        path = {each: given.pop(each) for each in operation.parameters("path")}
        query = {each: given.pop(each) for each in operation.parameters("query") & set(given)}
        self._demand(operation, FORM if file else JSON, given | ({"file": file.name} if file else {}))
        headers = _bearer(self.secret) | ({KEY: key or f"key-{next(_keys)}"} if KEY in operation.parameters("header") else {})
        sent = {"data": given, "files": {"file": (file.name, file.read_bytes())}} if file else {"json": given} if given else {}
        address = self.portal + operation.path.format(**path)
        response = requests.request(operation.method, address, params=query, headers=headers, timeout=300, **sent)
        self._hold(operation, response)
        return response

    def _demand(self, operation: Operation, media: str, sent: dict[str, Any]) -> None:
        schema = operation.body(media)
        assert schema is not None or not sent, f"{operation.path} takes nothing: {sent}"
        if schema is not None:
            self.description.demand_question(schema, sent)

    def _hold(self, operation: Operation, response: requests.Response) -> None:
        """Rows, a record or a refusal have the shape that was said; a file is one."""
        if response.headers["Content-Type"] != JSON:
            assert operation.answer(response.status_code, FILE)["format"] == "binary"
        elif response.ok or response.status_code == requests.codes.conflict:
            self.description.demand_answer(operation.answer(response.status_code, JSON), response.json())


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _json_schema(said: Any, other_way: str) -> Any:
    """OpenAPI 3.0 as JSON Schema: nullable is a type of its own, and what goes the other way only need not be there."""
    if isinstance(said, list):
        return [_json_schema(each, other_way) for each in said]
    if not isinstance(said, dict):
        return said
    made = {_WORDS.get(name, name): _json_schema(value, other_way) for name, value in said.items() if name != "nullable"}
    if isinstance(made.get("required"), list):
        made["required"] = [name for name in made["required"] if not said["properties"].get(name, {}).get(other_way)]
    return {"anyOf": [made, {"type": "null"}]} if said.get("nullable") is True else made
