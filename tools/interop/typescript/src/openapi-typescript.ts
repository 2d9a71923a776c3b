import createClient from "openapi-fetch";

import type { components, paths } from "./generated/openapi-typescript/index";
import { answering, ENVELOPE, main, put, putError, TASK } from "./members";
import type { Exactly, Members } from "./members";

type Task = components["schemas"]["CdbObBackupTask"];
const _all: Exactly<Task, typeof TASK> = true;

main(async (given) => {
  const client = createClient<paths>({ baseUrl: "http://127.0.0.1:2886", fetch: answering(given) });
  const members: Members = {};
  if (given.operation === "tenant-backup-overview") {
    const { data, error } = await client.GET("/api/v1/tenant/{name}/backup/overview", {
      params: { path: { name: "tenant1" } },
    });
    put(members, "", data ?? error, ENVELOPE);
    if (data) put(members, "data.status.", data.data.status, TASK);
    else putError(members, error.error);
  } else {
    const { data, error } = await client.GET("/api/v1/obcluster/backup/overview");
    put(members, "", data ?? error, ENVELOPE);
    if (data) {
      members["data.statuses"] = String(data.data.statuses.length);
      data.data.statuses.forEach((task, at) => put(members, `data.statuses.${at}.`, task, TASK));
    } else putError(members, error.error);
  }
  return members;
});
