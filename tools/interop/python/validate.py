"""Has each document of the corpus judged, and prints the verdicts."""

import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as file:
    corpus = json.load(file)

validators = {
    operation: Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for operation, schema in corpus["schemas"].items()
}


def valid(operation: str, text: str) -> bool:
    try:
        body = json.loads(text)
    except ValueError:
        return False
    return validators[operation].is_valid(body)


print(json.dumps([valid(document["operation"], document["text"]) for document in corpus["documents"]]))
