// Looks at the page that checks as its users would. Run by `cargo xtask page-test`.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { accessible, browser, foreign, NARROW, onDisk as onDiskAt, open, run, served as servedAt, shot, WIDE } from "./browser.mjs";

const [, root] = process.argv.slice(2);
const PAGE = "openapi/check.html";
const onDisk = onDiskAt(PAGE);
const served = servedAt(PAGE);
const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
const SAMPLE = read("samples/tenant-backup-overview/documentation.json");
const COMPLETED = read("samples/tenant-backup-overview/completed.json").trim();
const field = (name) => read(`crates/obshell-validator-cli/tests/field/inputs/${name}`);

/** Pastes as a user does, wherever the focus is. */
const paste = (page, text) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

const drop = (page, name, content) =>
  page.evaluate(
    ([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([typeof content === "string" ? content : new Uint8Array(content)], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, typeof content === "string" ? content : [...content]],
  );

/** Waits for the answer and returns its title. */
const title = async (page) => {
  await page.waitForFunction(() => !/^(Checking…)?$/.test(document.getElementById("status").textContent), undefined, { timeout: 60_000 });
  const status = await page.locator("#status").textContent();
  assert.match(status, /^(Checked|Read) /);
  return page.locator("#result h2").first().textContent();
};

const checked = async (page, text) => {
  await page.evaluate(() => (document.getElementById("status").textContent = ""));
  await paste(page, text);
  return title(page);
};

const rules = (page) => page.locator(".group h3 code").allTextContents();
const shownText = (page) => page.locator(".text").textContent();

const checks = {
  async "opens from disk and over HTTP, checks, and sends nothing"() {
    for (const address of [onDisk, served]) {
      const { page, close } = await open(address, { offline: address === onDisk });
      assert.equal(await checked(page, SAMPLE), "Conforms");
      assert.ok((await rules(page)).includes("fractional-output-rate"));
      // `close` fails if there was any request, message or error.
      await close();
    }
  },

  async "its policy stops what would be sent"() {
    const context = await browser.newContext();
    const page = await context.newPage();
    const other = await foreign();
    await page.goto(onDisk);
    const blocked = await page.evaluate(async (origin) => {
      const seen = new Set();
      document.addEventListener("securitypolicyviolation", (event) => seen.add(event.effectiveDirective));
      const refused = (made) => Promise.resolve().then(made).catch(() => {});
      await refused(() => fetch(origin));
      await refused(() => new WebSocket(origin.replace("http", "ws")));
      navigator.sendBeacon(origin, "x");
      for (const [name, source] of [["img", "x.png"], ["script", "x.js"]]) {
        const element = document.createElement(name);
        element.src = `${origin}/${source}`;
        document.body.append(element);
      }
      const form = document.createElement("form");
      form.action = origin;
      document.body.append(form);
      form.submit();
      // What a worker of this page asks for is stopped as well.
      const code = `fetch(${JSON.stringify(origin)}).then(() => postMessage("sent"), () => postMessage("refused"))`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      const sent = await new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data)));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [sent, ...[...seen].sort()];
    }, other.origin);
    assert.deepEqual(blocked, ["refused", "connect-src", "form-action", "img-src", "script-src-elem"]);
    assert.equal(other.asked(), 0);
    await context.close();
    other.close();
  },

  async "a broken body is shown with its findings in the text"() {
    const { page, close } = await open(onDisk);
    assert.equal(await checked(page, COMPLETED.replace('"duration":5,', '"duration":"5",')), "Does not conform");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Does not conform");
    const first = page.locator(".finding").first();
    assert.ok((await first.textContent()).includes("expected integer, found string"));
    assert.equal(await first.locator("mark").textContent(), '"5"');
    assert.ok((await first.locator(".place").textContent()).startsWith("line 1, column "));
    const mark = page.locator(".text a", { hasText: '"5"' });
    assert.equal(await mark.getAttribute("class"), "error");
    await mark.click();
    assert.equal(new URL(page.url()).hash, "#finding-0");
    const why = page.locator(".group details").first();
    await why.locator("summary").click();
    assert.ok((await why.textContent()).includes("Checks that each value has the type"));
    await close();
  },

  async "every field leads to its place in the reference"() {
    const ids = new Set([...read("openapi/index.html").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const { page, close } = await open(onDisk);
    let links = 0;
    for (const body of [SAMPLE, COMPLETED.replace(/"(status|tenant_id|start_scn)":[^,]+,/g, '"$1":null,'), '{"successful":true}']) {
      await checked(page, body);
      if (body.length < 30) await page.locator(".choices button").first().click().then(() => page.locator(".group").first().waitFor());
      const found = await page.locator(".place a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      for (const link of found) {
        const [file, id] = link.split("#");
        assert.equal(file, "index.html");
        assert.ok(ids.has(decodeURIComponent(id)), link);
      }
      links += found.length;
    }
    assert.ok(links > 10, `${links} links`);
    const head = await page.locator("header a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const link of head) assert.ok(fs.existsSync(path.join(root, "openapi", link)), link);
    assert.ok(read("openapi/index.html").includes('href="check.html"'));
    await close();
    return `${links} links`;
  },

  async "HAR files name their entries"() {
    const { page, close } = await open(onDisk);
    await drop(page, "capture.har", field("har-which-entry.har"));
    await title(page);
    assert.match(await page.locator("#status").textContent(), /as HAR\.$/);
    assert.match(await page.locator(".place").first().textContent(), /^entry \d+.*: GET http/);
    assert.equal(await page.locator(".text").count(), 0);
    // By its content, whatever its name.
    assert.ok(await checked(page, field("har-named-json.json")));
    assert.match(await page.locator("#status").textContent(), /as HAR\.$/);
    await checked(page, field("har-entry-without-response.har"));
    assert.equal(await page.locator("#result h2").first().textContent(), "Not everything was checked");
    assert.match(await page.locator(".verdict li").first().textContent(), /^Problem: entry /);
    await close();
  },

  async "files may be packed with gzip"() {
    const { page, close } = await open(onDisk);
    const packed = gzipSync(field("har-which-entry.har"));
    await drop(page, "capture.har.gz", packed);
    await title(page);
    assert.match(await page.locator("#status").textContent(), /as HAR\.$/);
    await drop(page, "capture.har.gz", packed.subarray(0, packed.length - 20));
    await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("The check stopped"));
    assert.match(await page.locator("#status").textContent(), /packed with gzip, and damaged/);
    await close();
  },

  async "5 MB of NDJSON are checked beside the page"() {
    const { page, close } = await open(onDisk);
    const broken = COMPLETED.replace('"duration":5,', '"duration":"5",');
    const count = Math.ceil(5_000_000 / (COMPLETED.length + 1));
    const lines = Array.from({ length: count }, (_, line) => (line % 10 ? COMPLETED : broken)).join("\n");
    await page.evaluate(() => {
      window.longest = 0;
      let last = performance.now();
      setInterval(() => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
      }, 5);
    });
    const begin = Date.now();
    await drop(page, "capture.ndjson", lines);
    assert.equal(await title(page), "Which operation is it?");
    await page.evaluate(() => (document.getElementById("status").textContent = ""));
    await page.locator(".choices button", { hasText: "tenant-backup-overview" }).first().click();
    assert.equal(await title(page), "Not all conform");
    const took = Date.now() - begin;
    const longest = Math.round(await page.evaluate(() => window.longest));
    const verdict = await page.locator(".verdict p").first().textContent();
    const errors = Math.ceil(count / 10);
    assert.ok(verdict.includes(`${(count - errors).toLocaleString("en")} of ${count.toLocaleString("en")} documents conform`), verdict);
    assert.match(await page.locator(".more").first().textContent(), /^[\d,]+ more of this rule$/);
    assert.equal(await page.locator(".group.error .finding").count(), 25);
    await close();
    return `${took} ms, the page stood still for at most ${longest} ms`;
  },

  async "what is not JSON, empty or something else has an answer"() {
    const { page, close } = await open(onDisk);
    await page.locator("#operation").selectOption("response:tenant-backup-overview");
    for (const [text, rule] of [
      ["<!doctype html><title>502 Bad Gateway</title>", "invalid-json"],
      ["upstream connect error", "invalid-json"],
      ["  \n ", "invalid-json"],
      ["\ufeff{}", "byte-order-mark"],
      [`{"a":${"[".repeat(100_000)}`, "too-deep"],
      ['"x"', null],
    ]) {
      assert.equal(await checked(page, text), "Does not conform");
      if (rule) assert.ok((await rules(page)).includes(rule), `${text.slice(0, 20)}: ${await rules(page)}`);
    }
    // Nothing at all is a body as well: an agent can send it.
    await page.reload();
    await page.locator("#operation").selectOption("response:tenant-backup-overview");
    await page.locator("form button").first().click();
    assert.equal(await title(page), "Does not conform");
    await checked(page, '{"summary": {"documents": 1}}');
    assert.match(await page.locator(".verdict li").textContent(), /this is a report of obshell-validator/);
    await close();
  },

  async "asks for the operation if the text does not show it"() {
    const { page, close } = await open(onDisk);
    const failure = read("samples/tenant-backup-overview/404-no-task-data-null.json");
    assert.equal(await checked(page, failure), "Which operation is it?");
    assert.match(await page.locator("#status").textContent(), /^Read /);
    const choices = page.locator(".choices button");
    assert.ok((await choices.count()) > 10);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.querySelector(".choices"));
    await page.locator("#operation").selectOption("response:tenant-backup-overview");
    await page.waitForFunction(() => document.querySelector("#result h2")?.textContent === "Conforms");
    assert.match(await page.locator("#status").textContent(), /^Checked /);
    await page.locator("#operation").selectOption("request:tenant-start-backup");
    assert.equal(await checked(page, '{"mode":"diff"}'), "Does not conform");
    assert.deepEqual(await rules(page), ["refused-request"]);
    await close();
  },

  async "secrets are masked, in the text as well"() {
    const { page, close } = await open(onDisk);
    const secret = "s3cr3t-KEY";
    const body = COMPLETED.replace('"comment":""', `"comment":"租 oss://b/t?host=h&access_key=${secret}"`).replace(/^{/, `{"password":"${secret}",`);
    assert.notEqual(body.length, COMPLETED.length);
    await checked(page, body);
    assert.ok(!(await page.content()).includes(secret));
    assert.equal(await page.locator("#body").inputValue(), "");
    const stars = body.replaceAll(secret, "*".repeat(secret.length));
    assert.equal(await shownText(page), stars);
    await drop(page, "capture.har", field("har-which-entry.har").replace("http://", `http://root:${secret}@`));
    await page.waitForFunction(() => /HAR\.$/.test(document.getElementById("status").textContent));
    assert.ok(!(await page.content()).includes(secret));
    await close();
  },

  async "what looks like HTML stays text, and nothing turns it around"() {
    const { page, close } = await open(onDisk);
    const hostile = `<img src=x onerror=alert(1)><\\/script><script>alert(2)<\\/script>`;
    const turned = "\u202eevil\u2066 שלום";
    const body = `{"successful":"${hostile}","${turned}":"${hostile}","data":{"status":{"status":"${turned}"}}}`;
    await page.locator("#operation").selectOption("response:tenant-backup-overview");
    await checked(page, body);
    assert.equal(await page.locator("#result img, #result script").count(), 0);
    const text = await page.locator("#result").textContent();
    assert.ok(text.includes("<img src=x"));
    assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(text));
    assert.ok(text.includes("שלום"));
    await drop(page, `"><img src=x>.json`, hostile);
    await page.waitForTimeout(300);
    assert.equal(await page.locator("#result img").count(), 0);
    await close();
  },

  async "long lines stay in the page, wide and narrow"() {
    const long = COMPLETED.replace('"comment":""', `"comment":"${"x".repeat(100_000)}"`).replace('"duration":5,', '"duration":"5",');
    for (const viewport of [WIDE, NARROW, { width: 320, height: 640 }]) {
      const { page, close } = await open(onDisk, { viewport });
      await checked(page, long);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${width} of ${viewport.width}`);
      await close();
    }
  },

  async "a body can be typed, and checked by keyboard alone"() {
    const { page, close } = await open(onDisk);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "body");
    await page.keyboard.insertText(COMPLETED);
    await page.keyboard.press("Control+Enter");
    assert.equal(await title(page), "Conforms");
    await close();
  },

  async "no barrier that axe knows of"() {
    let passes = 0;
    for (const options of [{}, { colorScheme: "dark" }, { viewport: NARROW }]) {
      const { page, close } = await open(onDisk, options);
      await accessible(page);
      await checked(page, COMPLETED.replace('"duration":5,', '"duration":"5",').replace(/"tenant_id":\d+/, '"tenant_id":1'));
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      passes = await accessible(page);
      await checked(page, read("samples/tenant-backup-overview/404-no-task-data-null.json"));
      await accessible(page);
      await close();
    }
    return `${passes} rules apply`;
  },

  async "screenshots"() {
    const broken = SAMPLE.replace(/"duration": *\d+/, '"duration": "5"').replace(/"tenant_id": *\d+/, '"tenant_id": 1');
    for (const [name, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["narrow", { viewport: NARROW, deviceScaleFactor: 2, isMobile: true, hasTouch: true }],
    ]) {
      const { page, close } = await open(onDisk, options);
      await shot(page, `check-${name}-empty`);
      await checked(page, broken);
      await page.locator(".group details").first().locator("summary").click();
      await shot(page, `check-${name}-findings`);
      await page.locator(".text").scrollIntoViewIfNeeded();
      await shot(page, `check-${name}-text`);
      await checked(page, read("samples/tenant-backup-overview/404-no-task-data-null.json"));
      await shot(page, `check-${name}-question`);
      await close();
    }
  },
};

await run(checks);
