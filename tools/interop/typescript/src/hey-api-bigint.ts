import { isSafeNumber, parse } from "lossless-json";

import { createClient } from "./obshell/client/index";
import { obclusterBackupOverview, tenantBackupOverview } from "./obshell/index";
import type { CdbObBackupTask } from "./obshell/index";
import {
  obclusterBackupOverviewResponseTransformer,
  tenantBackupOverviewResponseTransformer,
} from "./obshell/transformers.gen";
import { answering, ENVELOPE, main, put, putError, TASK } from "./members";
import type { Exactly, Members } from "./members";

const _all: Exactly<CdbObBackupTask, typeof TASK> = true;
const _exact: bigint extends CdbObBackupTask["start_scn"] ? true : never = true;

// `JSON.parse` would round the integers before they become a `bigint`.
const exact = (text: unknown) =>
  parse(text as string, undefined, (number) => (isSafeNumber(number) ? Number(number) : BigInt(number)));

main(async (given) => {
  const client = createClient({ baseUrl: "http://127.0.0.1:2886", fetch: answering(given) });
  const members: Members = {};
  if (given.operation === "tenant-backup-overview") {
    const path = { name: "tenant1" };
    const { data: text, error } = await tenantBackupOverview({ client, path, parseAs: "text" });
    if (text) {
      const body = await tenantBackupOverviewResponseTransformer(exact(text));
      put(members, "", body, ENVELOPE);
      put(members, "data.status.", body.data.status, TASK);
    } else {
      put(members, "", error, ENVELOPE);
      putError(members, error.error);
    }
  } else {
    const { data: text, error } = await obclusterBackupOverview({ client, parseAs: "text" });
    if (text) {
      const body = await obclusterBackupOverviewResponseTransformer(exact(text));
      put(members, "", body, ENVELOPE);
      members["data.statuses"] = String(body.data.statuses.length);
      body.data.statuses.forEach((task, at) => put(members, `data.statuses.${at}.`, task, TASK));
    } else {
      put(members, "", error, ENVELOPE);
      putError(members, error.error);
    }
  }
  return members;
});
