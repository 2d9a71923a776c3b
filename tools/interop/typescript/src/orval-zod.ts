import type { ZodType } from "zod";

import * as schemas from "./generated/orval-zod/index";
import { main } from "./cases";

// The names come from the cases, so that no type can know them.
const named = schemas as unknown as Record<string, ZodType>;

main(async (given) => {
  const name = given.operation.charAt(0).toLowerCase() + given.operation.slice(1);
  const schema = given.writes ? `${name}Body` : `${name}${given.status}Response`;
  return named[schema]!.parse(JSON.parse(given.text));
});
