"""Reads each case as the client of openapi-generator does."""

import json

from cases import Case, main
from obshellgen import ApiClient

client = ApiClient()


def read(case: Case) -> str:
    body = client.deserialize(case["text"], case["type"], "application/json")
    return json.dumps(client.sanitize_for_serialization(body))


main(read)
