import { isInteger, isSafeNumber, parse } from "lossless-json";
import type { ZodType } from "zod";

import * as schemas from "./generated/hey-api-zod/zod.gen";
import { main } from "./cases";

// Abbreviations are words in the names of schemas.
const named = new Map(Object.entries(schemas).map(([name, schema]) => [name.toLowerCase(), schema as ZodType]));

// `JSON.parse` would round the integers before they become a `bigint`.
const exact = (text: string) =>
  parse(text, undefined, (number) => (isInteger(number) && !isSafeNumber(number) ? BigInt(number) : Number(number)));

main(async (given) => {
  const name = `z${given.type}`.toLowerCase();
  // What has fields that are never read has a schema of its own for requests.
  const schema = (given.writes && named.get(`${name}writable`)) || named.get(name)!;
  return schema.parse(exact(given.text));
});
