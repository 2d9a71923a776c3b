import { isInteger, isSafeNumber, parse } from "lossless-json";

import { createClient } from "./obshell/client/index";
import type { Fields, Types } from "./obshell/fields";
import * as sdk from "./obshell/sdk.gen";
import * as transformers from "./obshell/transformers.gen";
import { main, request, Server } from "./cases";
import type { Exactly } from "./cases";

const _all: Exactly<Types, Fields> = true;

// The names come from the cases, so that no type can know them.
type Call = (options: object) => Promise<{ data?: unknown; error?: unknown }>;
const calls = sdk as unknown as Record<string, Call>;
type Transform = (body: unknown) => Promise<unknown>;
const transforms = transformers as unknown as Record<string, Transform | undefined>;

// `JSON.parse` would round the integers before they become a `bigint`.
const exact = (text: unknown) =>
  parse(text as string, undefined, (number) => (isInteger(number) && !isSafeNumber(number) ? BigInt(number) : Number(number)));

main(async (given) => {
  const server = new Server(given);
  const client = createClient({ baseUrl: "http://127.0.0.1:2886", fetch: server.fetch });
  const name = given.operation.charAt(0).toLowerCase() + given.operation.slice(1);
  const { data, error } = await calls[name]!({ client, ...request(given), parseAs: "text" });
  if (given.writes) return server.sent;
  if (data === undefined) return error;
  // An operation without integers has none.
  const transform = transforms[`${name}ResponseTransformer`] ?? (async (body) => body);
  return transform(exact(data));
});
