import { createClient } from "./generated/hey-api/client/index";
import type { Fields, Types } from "./generated/hey-api/fields";
import * as sdk from "./generated/hey-api/sdk.gen";
import { main, request, Server } from "./cases";
import type { Exactly } from "./cases";

const _all: Exactly<Types, Fields> = true;

// The names come from the cases, so that no type can know them.
type Call = (options: object) => Promise<{ data?: unknown; error?: unknown }>;
const calls = sdk as unknown as Record<string, Call>;

main(async (given) => {
  const server = new Server(given);
  const client = createClient({ baseUrl: "http://127.0.0.1:2886", fetch: server.fetch });
  const name = given.operation.charAt(0).toLowerCase() + given.operation.slice(1);
  const { data, error } = await calls[name]!({ client, ...request(given) });
  return given.writes ? server.sent : (data ?? error);
});
