"""Has each case read, and prints what the client writes of it."""

import json
import sys
from collections.abc import Callable
from typing import Any

Case = dict[str, Any]


def main(read: Callable[[Case], str]) -> None:
    """Takes a function that reads a case and writes it in JSON."""
    with open(sys.argv[1], encoding="utf-8") as file:
        cases: list[Case] = json.load(file)
    answers: dict[str, dict[str, str]] = {}
    for case in cases:
        try:
            answers[case["name"]] = {"read": read(case)}
        except Exception as error:
            answers[case["name"]] = {"refused": repr(error)}
    print(json.dumps(answers))
