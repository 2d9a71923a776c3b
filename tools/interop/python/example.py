import sys

from obshell import AuthenticatedClient
from obshell.api.backup import tenant_backup_overview
from obshell.models import TenantBackupOverviewSuccess

base_url, header, *tenants = sys.argv[1:]
client = AuthenticatedClient(base_url, token=header, prefix="", auth_header_name="X-OCS-Header")
for name in tenants:
    body = tenant_backup_overview.sync(name, client=client)
    if isinstance(body, TenantBackupOverviewSuccess):
        task = body.data.status
        print(name, task.status, task.start_scn)
    elif body is not None:
        print(name, body.error.err_code or body.error.code)
