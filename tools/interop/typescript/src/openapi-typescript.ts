import createClient from "openapi-fetch";

import type { components, paths } from "./generated/openapi-typescript/index";
import type { Fields } from "./generated/openapi-typescript/fields";
import { main, request, Server } from "./cases";
import type { Exactly } from "./cases";

const _all: Exactly<components["schemas"], Fields> = true;

main(async (given) => {
  const server = new Server(given);
  const client = createClient<paths>({ baseUrl: "http://127.0.0.1:2886", fetch: server.fetch });
  const { body, ...params } = request(given);
  // The names come from the cases, so that no type can know them.
  const call = client.request as (method: string, path: string, options: object) => Promise<{
    data?: unknown;
    error?: unknown;
  }>;
  const { data, error } = await call(given.method.toLowerCase(), given.path, { params, body });
  return given.writes ? server.sent : (data ?? error);
});
