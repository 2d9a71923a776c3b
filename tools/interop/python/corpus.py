"""Has each document of the corpus judged, and prints the verdicts."""

import json
import sys
from collections.abc import Callable
from typing import Any

with open(sys.argv[1], encoding="utf-8") as file:
    corpus = json.load(file)


def main(compile: Callable[[Any], Callable[[Any], bool]]) -> None:
    """Takes a function that makes a judge of a schema."""
    judges = {operation: compile(schema) for operation, schema in corpus["schemas"].items()}

    def valid(operation: str, text: str) -> bool:
        try:
            return judges[operation](json.loads(text))
        except ValueError:
            return False

    print(json.dumps([valid(document["operation"], document["text"]) for document in corpus["documents"]]))
