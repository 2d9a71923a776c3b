import * as wasm from "./obshell_validator.js";

const encoder = new TextEncoder();

const bytesOf = (body) => {
  if (typeof body === "string") return encoder.encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError(`expected body as string, Uint8Array or ArrayBuffer, found ${body === null ? "null" : typeof body}`);
};

const operationOf = (options) => {
  if (typeof options?.operation === "string") return options.operation;
  throw new TypeError("missing option `operation`");
};

/** Checks a response body of an operation and returns its report. */
export const check = (body, options) => {
  const report = JSON.parse(wasm.check(bytesOf(body), operationOf(options)));
  return { conforms: report.summary.errors === 0, ...report };
};

/** Returns whether a response body conforms: whether `check` would find no error in it. */
export const conforms = (body, options) => wasm.conforms(bytesOf(body), operationOf(options));

/** Returns the operations, in the order of their ids. */
export const operations = () => JSON.parse(wasm.operations());

/** Returns the rules, in the order of their ids. */
export const rules = () => JSON.parse(wasm.rules());

/** Returns the page of a rule in Markdown. */
export const explain = (id) => wasm.explain(String(id));
