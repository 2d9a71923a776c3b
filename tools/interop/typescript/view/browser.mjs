// Opens a page in a headless browser, and prints what it shows.
//
// node VIEWER.mjs CHROMIUM DOCUMENT

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

const [executablePath, document] = process.argv.slice(2);

/**
 * Serves a page, files by their paths, and the document as `/document.json`. `ready` is a
 * selector of what is there when all is shown, and `failed` of what must not be.
 */
export async function show({ html, files, ready, failed, ignored = [] }) {
  const served = { "/": ["text/html", html], "/document.json": ["application/json", readFileSync(document)] };
  for (const [path, [type, file]] of Object.entries(files)) served[path] = [type, readFileSync(file)];
  const server = http.createServer((request, response) => {
    const [type, bytes] = served[request.url] ?? [];
    if (!type) return response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}/`;

  const profile = mkdtempSync(join(tmpdir(), "view-"));
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
    env: { ...process.env, HOME: profile },
  });
  const noise = [];
  try {
    const page = await browser.newPage();
    for (const address of ignored) await page.route(address, (route) => route.fulfill({ status: 204 }));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) noise.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => noise.push(`error: ${error}`));
    page.on("requestfailed", (request) => noise.push(`not loaded: ${request.url()}`));
    await page.goto(address);
    await page.waitForSelector(ready, { state: "attached", timeout: 300_000 });
    for (const element of await page.locator(failed).all()) noise.push(await element.innerText());
    console.log(await page.locator("body").innerText());
  } finally {
    await browser.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
  if (noise.length > 0) {
    console.error(noise.join("\n"));
    process.exitCode = 1;
  }
}
