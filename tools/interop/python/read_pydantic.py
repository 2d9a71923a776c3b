"""Reads each case with the models of datamodel-code-generator."""

import json

from members import TASK, Members, main, text
from obshell_models import (
    BackupOverviewSuccess,
    CdbObBackupTask,
    Failure,
    TenantBackupOverviewSuccess,
)


def put_task(members: Members, path: str, task: CdbObBackupTask) -> None:
    assert list(CdbObBackupTask.model_fields) == TASK
    for name in TASK:
        value = getattr(task, name)
        # An open enumeration is a model of its own.
        members[path + name] = text(getattr(value, "root", value))


def put_failure(members: Members, failure: Failure) -> None:
    error = failure.error
    members["error.message"] = error.message
    if error.code is not None:
        members["error.code"] = text(error.code)
    if error.errCode is not None:
        members["error.errCode"] = error.errCode
    if error.subErrors is not None:
        members["error.subErrors"] = text(len(error.subErrors))
        for at, sub_error in enumerate(error.subErrors):
            for name in ("tag", "field", "message"):
                if (value := getattr(sub_error, name)) is not None:
                    members[f"error.subErrors.{at}.{name}"] = value


def read(case: dict[str, str]) -> Members:
    body = case["text"]
    members: Members = {}
    envelope: Failure | TenantBackupOverviewSuccess | BackupOverviewSuccess
    if not json.loads(body)["successful"]:
        envelope = Failure.model_validate_json(body)
        put_failure(members, envelope)
    elif case["operation"] == "tenant-backup-overview":
        envelope = TenantBackupOverviewSuccess.model_validate_json(body)
        put_task(members, "data.status.", envelope.data.status)
    else:
        envelope = BackupOverviewSuccess.model_validate_json(body)
        members["data.statuses"] = text(len(envelope.data.statuses))
        for at, task in enumerate(envelope.data.statuses):
            put_task(members, f"data.statuses.{at}.", task)
    for name in ("successful", "timestamp", "duration", "status", "traceId"):
        members[name] = text(getattr(envelope, name))
    return members


main(read)
