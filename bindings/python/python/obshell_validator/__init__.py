"""Checks responses of obshell's backup API against their contract.

>>> report = check(body, operation="tenant-backup-overview")
>>> for finding in report.findings:
...     print(finding.severity, finding.rule, finding.pointer, finding.message)

A body that breaks the contract has findings and raises nothing. Values that may be secret are
masked in reports.
"""

import json
from typing import Any, Dict

from ._native import (
    Finding,
    Report,
    Rule,
    check,
    check_many,
    conforms,
    explain,
    rules,
    schema_texts as _schema_texts,
)

__all__ = [
    "Finding",
    "Report",
    "Rule",
    "check",
    "check_many",
    "conforms",
    "explain",
    "rules",
    "schemas",
]


def schemas() -> Dict[str, Dict[str, Any]]:
    """Returns the JSON Schemas by name, such as "tenant-backup-overview.response"."""
    return {name: json.loads(text) for name, text in _schema_texts()}
