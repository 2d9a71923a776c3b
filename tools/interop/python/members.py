"""What was read, as text by path. Text, so that nothing rounds it afterwards."""

import datetime
import enum
import json
import sys
from collections.abc import Callable
from typing import Any

TASK = [
    "tenant_id",
    "task_id",
    "job_id",
    "incarnation",
    "backup_set_id",
    "start_timestamp",
    "end_timestamp",
    "status",
    "start_scn",
    "end_scn",
    "user_ls_start_scn",
    "encryption_mode",
    "input_bytes",
    "output_bytes",
    "output_rate_bytes",
    "extra_meta_bytes",
    "tablet_count",
    "finish_tablet_count",
    "macro_block_count",
    "finish_macro_block_count",
    "file_count",
    "meta_turn_id",
    "data_turn_id",
    "result",
    "comment",
    "path",
]

Members = dict[str, str]


def text(value: object) -> str:
    if isinstance(value, enum.Enum):
        return text(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(value)


def main(read: Callable[[dict[str, str]], Members]) -> None:
    """Has each case read, and prints what was read."""
    with open(sys.argv[1], encoding="utf-8") as file:
        cases: list[dict[str, Any]] = json.load(file)
    members: dict[str, Members] = {}
    for case in cases:
        try:
            members[case["name"]] = read(case)
        except Exception as error:
            members[case["name"]] = {"refused": repr(error)}
    print(json.dumps(members))
