"""Reads each case through the client of openapi-python-client."""

import json

import httpx
from members import TASK, Members, main, text
from obshell import AuthenticatedClient
from obshell.api.backup import obcluster_backup_overview, tenant_backup_overview
from obshell.models import (
    BackupOverviewSuccess,
    CdbObBackupTask,
    Failure,
    TenantBackupOverviewSuccess,
)
from obshell.types import Unset


def put_task(members: Members, path: str, task: CdbObBackupTask) -> None:
    for name in TASK:
        members[path + name] = text(getattr(task, name))


def put_failure(members: Members, failure: Failure) -> None:
    error = failure.error
    members["error.message"] = error.message
    if not isinstance(error.code, Unset):
        members["error.code"] = text(error.code)
    if not isinstance(error.err_code, Unset):
        members["error.errCode"] = error.err_code
    if not isinstance(error.sub_errors, Unset):
        members["error.subErrors"] = text(len(error.sub_errors))
        for at, sub_error in enumerate(error.sub_errors):
            for name in ("tag", "field", "message"):
                if not isinstance(value := getattr(sub_error, name), Unset):
                    members[f"error.subErrors.{at}.{name}"] = value


def read(case: dict[str, str]) -> Members:
    status = json.loads(case["text"])["status"]
    answer = httpx.MockTransport(lambda _: httpx.Response(status, text=case["text"]))
    client = AuthenticatedClient(
        "http://127.0.0.1:2886",
        token="what /api/v1/secret was asked for",
        prefix="",
        auth_header_name="X-OCS-Header",
        httpx_args={"transport": answer},
    )
    members: Members = {}
    body: TenantBackupOverviewSuccess | BackupOverviewSuccess | Failure | None
    if case["operation"] == "tenant-backup-overview":
        body = tenant_backup_overview.sync("tenant1", client=client)
    else:
        body = obcluster_backup_overview.sync(client=client)
    match body:
        case TenantBackupOverviewSuccess():
            put_task(members, "data.status.", body.data.status)
        case BackupOverviewSuccess():
            members["data.statuses"] = text(len(body.data.statuses))
            for at, task in enumerate(body.data.statuses):
                put_task(members, f"data.statuses.{at}.", task)
        case Failure():
            put_failure(members, body)
        case None:
            raise ValueError("no response is documented for this status")
    for name in ("successful", "timestamp", "duration", "status"):
        members[name] = text(getattr(body, name))
    members["traceId"] = body.trace_id
    return members


main(read)
