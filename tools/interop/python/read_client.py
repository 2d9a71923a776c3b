"""Reads each case through the client of openapi-python-client."""

import datetime
import importlib
import json
import re
import typing

import attrs
import httpx
from cases import Case, main
from obshell import AuthenticatedClient


def snake_case(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def forget_what_has_no_field(value: typing.Any) -> None:
    """What no field holds is passed through, and shall not count as read."""
    if isinstance(value, list):
        for item in value:
            forget_what_has_no_field(item)
    elif attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value))]
        if fields != ["additional_properties"]:
            getattr(value, "additional_properties", {}).clear()
        for name in fields:
            forget_what_has_no_field(getattr(value, name))


def argument(hint: typing.Any, value: typing.Any) -> typing.Any:
    """Takes a value from JSON to the type that the client's function wants."""
    for wanted in (hint, *typing.get_args(hint)):
        if wanted is datetime.datetime:
            return datetime.datetime.fromisoformat(value)
        if hasattr(wanted, "from_dict"):
            return wanted.from_dict(value)
    return value


def read(case: Case) -> str:
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.content.decode())
        return httpx.Response(case["status"], text=case["answer"])

    client = AuthenticatedClient(
        "http://127.0.0.1:2886",
        token="what /api/v1/secret was asked for",
        prefix="",
        auth_header_name="X-OCS-Header",
        httpx_args={"transport": httpx.MockTransport(answer)},
    )
    module = f"obshell.api.{snake_case(case['tag'])}.{snake_case(case['operation'])}"
    sync = importlib.import_module(module).sync
    values = case["parameters"]["path"] | case["parameters"]["query"]
    if case["body"] is not None:
        values["body"] = json.loads(case["body"])
    hints = typing.get_type_hints(sync)
    arguments = {snake_case(name): argument(hints[snake_case(name)], value) for name, value in values.items()}
    body = sync(client=client, **arguments)
    if case["writes"]:
        return sent[0]
    if body is None:
        raise ValueError("no response is documented for this status")
    forget_what_has_no_field(body)
    return json.dumps(body.to_dict())


main(read)
