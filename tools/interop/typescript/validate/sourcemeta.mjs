// The command takes files, so each document is written to one.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { spawn } from "@sourcemeta/jsonschema";

import { documents, schemas } from "./corpus.mjs";

const VALID = 0;
const INVALID = 2;
const UNREADABLE = 6;

mkdirSync("validate/files", { recursive: true });
const folder = mkdtempSync("validate/files/");
for (const [operation, schema] of Object.entries(schemas)) {
  writeFileSync(join(folder, `${operation}.schema.json`), JSON.stringify(schema));
}

async function judge({ operation, text }, at) {
  const schema = join(folder, `${operation}.schema.json`);
  const file = join(folder, `${at}.json`);
  writeFileSync(file, text);
  const options = { stdio: ["ignore", "pipe", "pipe"] };
  const { code, stderr } = await spawn(["validate", "--format-assertion", schema, file], options);
  if (![VALID, INVALID, UNREADABLE].includes(code)) throw new Error(`exit code ${code}: ${stderr}`);
  return code === VALID;
}

const verdicts = new Array(documents.length);
let next = 0;
async function work() {
  for (let at = next++; at < documents.length; at = next++) {
    verdicts[at] = await judge(documents[at], at);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
rmSync(folder, { recursive: true });
console.log(JSON.stringify(verdicts));
