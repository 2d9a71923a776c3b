import { obclusterBackupOverview, tenantBackupOverview } from "./generated/hey-api/index";
import { createClient } from "./generated/hey-api/client/index";
import type { CdbObBackupTask } from "./generated/hey-api/index";
import { answering, ENVELOPE, main, put, putError, TASK } from "./members";
import type { Exactly, Members } from "./members";

const _all: Exactly<CdbObBackupTask, typeof TASK> = true;

main(async (given) => {
  const client = createClient({ baseUrl: "http://127.0.0.1:2886", fetch: answering(given) });
  const members: Members = {};
  if (given.operation === "tenant-backup-overview") {
    const { data, error } = await tenantBackupOverview({ client, path: { name: "tenant1" } });
    put(members, "", data ?? error, ENVELOPE);
    if (data) put(members, "data.status.", data.data.status, TASK);
    else putError(members, error.error);
  } else {
    const { data, error } = await obclusterBackupOverview({ client });
    put(members, "", data ?? error, ENVELOPE);
    if (data) {
      members["data.statuses"] = String(data.data.statuses.length);
      data.data.statuses.forEach((task, at) => put(members, `data.statuses.${at}.`, task, TASK));
    } else putError(members, error.error);
  }
  return members;
});
