import { Validator } from "@cfworker/json-schema";

import { judge, schemas } from "./corpus.mjs";

const compiled = {};
for (const [operation, schema] of Object.entries(schemas)) compiled[operation] = new Validator(schema, "2020-12");

judge((operation, body) => compiled[operation].validate(body).valid);
