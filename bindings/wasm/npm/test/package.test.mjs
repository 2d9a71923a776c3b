// Tests the package as it is installed beside this file.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";

import { check, conforms, explain, operations, rules } from "obshell-validator";

const operation = "tenant-backup-overview";
const folder = path.join(process.env.SAMPLES, operation);
const bodies = fs.readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => fs.readFileSync(path.join(folder, name)));
const installed = path.join("node_modules", "obshell-validator");

test("the files are those of a package", () => {
  for (const file of ["LICENSE", "README.md", "index.d.ts", "obshell_validator_bg.wasm"]) {
    assert.ok(fs.statSync(path.join(installed, file)).size > 0, file);
  }
});

test("the samples conform, and say what their documentation does not", () => {
  assert.ok(bodies.length > 5);
  for (const body of bodies) {
    const report = check(body, { operation });
    assert.equal(report.conforms, true);
    assert.equal(conforms(body, { operation }), true);
    assert.ok(report.findings.length > 0);
    assert.ok(report.findings.every(({ severity }) => severity !== "error"));
    assert.equal(report.summary.documents, 1);
  }
});

test("a finding says where and what", () => {
  const report = check('{\n "successful": 1}', { operation });
  const finding = report.findings.find(({ pointer }) => pointer === "/successful");
  assert.equal(report.conforms, false);
  assert.deepEqual([finding.rule, finding.severity, finding.category], ["wrong-type", "error", "structure"]);
  assert.deepEqual(finding.span, { start: 17, end: 18, line: 2, column: 16 });
  assert.equal(finding.message, "expected boolean, found number");
});

test("a body is text or bytes", () => {
  const [bytes] = bodies;
  const expected = check(bytes, { operation });
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  for (const body of [bytes.toString(), new Uint8Array(bytes), buffer]) {
    assert.deepEqual(check(body, { operation }), expected);
  }
  for (const body of [null, undefined, 1, {}]) {
    assert.throws(() => check(body, { operation }), /^TypeError: expected body as string, Uint8Array or ArrayBuffer, found/);
    assert.throws(() => conforms(body, { operation }), TypeError);
  }
});

test("browsers load it over HTTP", () => {
  // In a process of its own, where nothing has loaded it before.
  const code = `
    import fs from "node:fs";
    let loaded = 0;
    globalThis.fetch = async (address) => {
      loaded += 1;
      return new Response(fs.readFileSync(address), { headers: { "content-type": "application/wasm" } });
    };
    const { check } = await import("./${installed}/index.js");
    const report = check(fs.readFileSync(0), { operation: ${JSON.stringify(operation)} });
    console.log(JSON.stringify({ loaded, report }));
  `;
  const node = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { input: bodies[0], encoding: "utf8" });
  assert.equal(node.status, 0, node.stderr);
  assert.deepEqual(JSON.parse(node.stdout), { loaded: 1, report: check(bodies[0], { operation }) });
});

test("no body stops it", () => {
  for (const body of ["", "<html>", "{", "[".repeat(100_000), `{"a":${"[".repeat(100_000)}`, "\ud800", new Uint8Array([0xff, 0xfe])]) {
    assert.equal(check(body, { operation }).conforms, false);
    assert.equal(conforms(body, { operation }), false);
  }
  assert.equal(conforms(bodies[0], { operation }), true);
});

test("an unknown operation lists the choices", () => {
  assert.throws(() => check("{}", { operation: "overview" }), /unknown operation `overview`.*tenant-backup-overview/);
  assert.throws(() => check("{}"), /missing option `operation`/);
  assert.deepEqual(operations().find(({ id }) => id === operation), {
    id: operation,
    method: "GET",
    path: "/api/v1/tenant/{name}/backup/overview",
    summary: "View the backup task of one tenant",
    hasRequest: false,
  });
});

test("secrets are masked", () => {
  const report = check('{"successful":"yes","password":"s3cret"}', { operation });
  assert.ok(report.findings.length > 0);
  assert.ok(!JSON.stringify(report).includes("s3cret"));
});

test("rules have pages", () => {
  assert.ok(rules().length > 50);
  for (const { id, summary } of rules()) assert.ok(summary && explain(id).startsWith(`# ${id}\n`), id);
  assert.throws(() => explain("wrong-typ"), /unknown rule `wrong-typ`/);
});

test("the example of the README runs", () => {
  const [, example] = fs.readFileSync(path.join(installed, "README.md"), "utf8").match(/```js\n(.*?)```/s);
  fs.writeFileSync("example.mjs", example);
  const printed = execFileSync(process.execPath, ["example.mjs"], { encoding: "utf8" });
  assert.match(printed, /^does not conform\n/);
  assert.match(printed, /error\[outcome-contradiction\]: `successful` is false, but `error` is missing\n {2}help: /);
  assert.match(printed, /\n# outcome-contradiction\n$/);
});

test("the types are those of the package", () => {
  const compile = (source) => {
    fs.writeFileSync("use.ts", source);
    const tsc = path.join("node_modules", "typescript", "bin", "tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "use.ts"];
    return spawnSync(process.execPath, [tsc, ...options], { encoding: "utf8" });
  };
  const imports = 'import { check, conforms, explain, operations, rules, type Report } from "obshell-validator";\n';
  const good = compile(
    `${imports}const report: Report = check(new Uint8Array(), { operation: "x" });
     const line: number = report.findings[0]!.span.line;
     const severity: "error" | "warning" | "note" = report.findings[0]!.severity;
     const verdict: boolean = conforms("{}", { operation: "x" });
     const texts: string[] = [explain("x"), rules()[0]!.summary, operations()[0]!.path];
     export { line, severity, verdict, texts };\n`,
  );
  assert.equal(good.status, 0, good.stdout);
  assert.notEqual(compile(`${imports}check(1, { operation: "x" });\n`).status, 0);
  assert.notEqual(compile(`${imports}check("{}");\n`).status, 0);
});

test("the types list what a report has", () => {
  const types = fs.readFileSync(path.join(installed, "index.d.ts"), "utf8");
  const report = check('{"successful": 1}', { operation });
  for (const name of [report, report.summary, report.findings[0], report.findings[0].span].flatMap(Object.keys)) {
    assert.ok(new RegExp(`\\b${name}: `).test(types), name);
  }
});
