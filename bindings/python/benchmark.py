"""Measures the package beside the wheel of jsonschema-rs: bytes to verdict, in turns.

Takes a file of bodies of tenant-backup-overview, one a line, as `cargo xtask corpus FILE` writes it.
"""

import json
import statistics
import sys
import time

import jsonschema_rs

from obshell_validator import check, check_many, conforms, schemas

OPERATION = "tenant-backup-overview"
ROUNDS = 7
BODIES = 20_000
GOAL = 5


def main(path):
    with open(path, "rb") as file:
        bodies = [line.rstrip(b"\n") for _, line in zip(range(BODIES), file)]
    peer = jsonschema_rs.validator_for(
        schemas()[f"{OPERATION}.response"], validate_formats=True
    )
    works = {
        "conforms": lambda: [conforms(body, operation=OPERATION) for body in bodies],
        "check": lambda: [check(body, operation=OPERATION).conforms for body in bodies],
        "check_many": lambda: [r.conforms for r in check_many(bodies, operation=OPERATION)],
    }

    def is_valid(body):
        try:
            return peer.is_valid(json.loads(body))
        except ValueError:
            return False

    def judge():
        return [is_valid(body) for body in bodies]

    verdicts = list(zip(judge(), works["conforms"]()))
    # The rules find more than the schema.
    if (False, True) in verdicts or (True, True) not in verdicts or (False, False) not in verdicts:
        sys.exit("the package accepts what the schema does not")
    ratios = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            ratios[name].append(seconds(judge) / seconds(work))
    print(f"{len(bodies)} bodies, json.loads and jsonschema_rs.is_valid with formats = 1 x")
    for name, measured in ratios.items():
        print(f"{name:10}  {statistics.median(measured):5.2f} x")
    reached = statistics.median(ratios["conforms"])
    if reached < GOAL:
        sys.exit(f"conforms reaches {reached:.2f} x, the goal is {GOAL} x")


def seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main(*sys.argv[1:])
