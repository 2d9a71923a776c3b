import addFormats from "ajv-formats";
import Ajv2020 from "ajv/dist/2020.js";

import { judge, schemas } from "./corpus.mjs";

const ajv = new Ajv2020({ strict: true, allErrors: false });
addFormats(ajv);
const compiled = {};
for (const [operation, schema] of Object.entries(schemas)) compiled[operation] = ajv.compile(schema);

judge((operation, body) => compiled[operation](body));
