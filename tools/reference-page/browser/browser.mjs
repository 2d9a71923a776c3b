// What the tests of the pages share: the browser, the committed files on a port of this machine, and
// pages that must stay quiet.
//
// node TEST.mjs CHROMIUM ROOT OUT: the browser, the repository, where screenshots go.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

const [executablePath, root, out] = process.argv.slice(2);
export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 375, height: 812 };

/** The committed files on a port of this machine. */
export const files = http.createServer((request, response) => {
  const file = path.join(root, path.normalize(new URL(request.url, "http://x").pathname));
  fs.readFile(file, (error, bytes) => {
    if (error) return response.writeHead(404).end();
    const type = file.endsWith(".html") ? "text/html" : "text/plain";
    response.writeHead(200, { "content-type": type }).end(bytes);
  });
});
await new Promise((resolve) => files.listen(0, "127.0.0.1", resolve));
export const served = (page) => `http://127.0.0.1:${files.address().port}/${page}`;
export const onDisk = (page) => pathToFileURL(path.join(root, page)).href;

export const profile = fs.mkdtempSync(path.join(out, "profile-"));
export const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Whatever else is asked for is seen below, and gets no answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
  env: { ...process.env, HOME: profile },
});

/** A page that must stay quiet: no message, no error, no request but for itself. */
export async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  const page = await context.newPage();
  const noise = [];
  page.on("console", (message) => noise.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error}`));
  context.on("request", (request) => {
    const plain = request.url().split("#")[0];
    // What the page made itself.
    if (plain.startsWith("blob:")) return;
    if (plain !== address.split("#")[0] && plain !== "data:,") noise.push(`request: ${plain}`);
  });
  await page.goto(address);
  const close = async () => {
    assert.deepEqual(noise, []);
    await context.close();
  };
  return { page, close };
}

/** A server that no page may ask, and how often it was. */
export async function foreign() {
  let asked = 0;
  const server = http.createServer((_, response) => {
    asked += 1;
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, asked: () => asked, close: () => server.close() };
}

export const shot = (page, name) => page.screenshot({ path: path.join(out, `${name}.png`) });

/** Nothing that axe knows of is in the way. */
export async function accessible(page) {
  await page.evaluate(axe.source);
  // Of what passes, the rules are enough: to describe each element takes axe most of its time.
  const results = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
  const found = results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`);
  assert.deepEqual(found, []);
  // What cannot be judged is looked at by hand.
  const unsure = results.incomplete.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  assert.deepEqual(unsure, []);
  assert.ok(results.passes.some(({ id }) => id === "color-contrast"));
  return results.passes.length;
}

/** Runs the checks and ends the process. */
export async function run(checks) {
  const version = browser.version();
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      const figures = await check();
      console.log(`ok    ${name}${figures ? ` (${figures})` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n${error.message}`);
    }
  }
  await browser.close();
  files.close();
  fs.rmSync(profile, { recursive: true, force: true });
  console.log(`Chromium ${version}, screenshots in ${path.relative(root, out)}`);
  console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
  // A check that failed may have left a server open.
  process.exit(failed ? 1 : 0);
}
