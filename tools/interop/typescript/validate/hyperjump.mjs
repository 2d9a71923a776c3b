import { registerSchema, setShouldValidateFormat, validate } from "@hyperjump/json-schema/draft-2020-12";
import "@hyperjump/json-schema/formats";

import { judge, schemas } from "./corpus.mjs";

setShouldValidateFormat(true);
const compiled = {};
for (const [operation, schema] of Object.entries(schemas)) {
  registerSchema(schema);
  compiled[operation] = await validate(schema.$id);
}

judge((operation, body) => compiled[operation](body).valid);
