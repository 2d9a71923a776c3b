import { readFileSync } from "node:fs";
import { initSync } from "./obshell_validator.js";

initSync({ module: readFileSync(new URL("./obshell_validator_bg.wasm", import.meta.url)) });

export * from "./api.js";
