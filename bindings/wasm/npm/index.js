import init from "./obshell_validator.js";

await init({ module_or_path: new URL("./obshell_validator_bg.wasm", import.meta.url) });

export * from "./api.js";
