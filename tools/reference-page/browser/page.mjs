// Looks at the reference page as a reader would. Run by `cargo xtask page-test`.
//
// node page.mjs CHROMIUM ROOT OUT: the browser, the repository, where screenshots go.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

import axe from "axe-core";

import { accessible, browser, foreign, NARROW, onDisk as onDiskAt, open, run, served as servedAt, shot, WIDE } from "./browser.mjs";

const [, root, out] = process.argv.slice(2);
const PAGE = "openapi/index.html";
const DOCUMENT = "openapi/obshell-backup.openapi.json";
const served = servedAt(PAGE);
const onDisk = onDiskAt(PAGE);
const visible = (page, id) => page.locator(`[id="${id}"]`).isVisible();
/** Whether an element's top is in view. */
const inView = (page, id) =>
  page.evaluate((id) => {
    const top = document.getElementById(id).getBoundingClientRect().top;
    return top >= -1 && top < innerHeight;
  }, id);

const checks = {
  async "opens from disk and over HTTP, quiet and alone"() {
    for (const address of [onDisk, served]) {
      const { page, close } = await open(address);
      assert.equal(await page.locator("h1").count(), 1);
      assert.ok(await page.locator("main").isVisible());
      assert.equal(await page.evaluate(() => document.compatMode), "CSS1Compat");
      // The style is applied, so its hash is right; so is the script's, or there were no search.
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).maxWidth), "1248px");
      assert.ok(await page.locator("#query").isVisible());
      const entries = await page.locator(".item").count();
      assert.ok(entries > 100, `${entries} entries`);
      await close();
    }
  },

  async "its policy stops what is foreign"() {
    const context = await browser.newContext();
    const page = await context.newPage();
    const other = await foreign();
    await page.goto(onDisk);
    const blocked = await page.evaluate(async (origin) => {
      const seen = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        seen.push(event.effectiveDirective),
      );
      for (const [name, source] of [
        ["img", `${origin}/x.png`],
        ["script", `${origin}/x.js`],
      ]) {
        const element = document.createElement(name);
        element.src = source;
        document.body.append(element);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return seen.sort();
    }, other.origin);
    assert.deepEqual(blocked, ["img-src", "script-src-elem"]);
    assert.equal(other.asked(), 0);
    await context.close();
    other.close();
  },

  async "every link leads somewhere"() {
    const { page, close } = await open(served);
    const links = await page.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const inside = new Set(links.filter((link) => link.startsWith("#")));
    for (const link of inside) {
      await page.evaluate((link) => {
        location.hash = link;
      }, link);
      const id = link.slice(1);
      await page.waitForFunction((id) => document.getElementById(id) !== null, id, { timeout: 1000 });
      await page.waitForTimeout(5);
      assert.ok(await inView(page, id), `${link} is not in view`);
    }
    const outside = new Set(links.filter((link) => !link.startsWith("#")));
    for (const link of outside) {
      const target = new URL(link, served);
      assert.equal(target.origin, new URL(served).origin, link);
      const answer = await fetch(target);
      assert.equal(answer.status, 200, link);
      if (target.hash) {
        const heading = `## ${target.hash.slice(1)}\n`;
        assert.ok((await answer.text()).includes(heading), link);
      }
    }
    await close();
    return `${inside.size} inside, ${outside.size} to files`;
  },

  async "the contents can be clicked through"() {
    const { page, close } = await open(onDisk);
    const entries = page.locator("nav a");
    for (let index = 0; index < (await entries.count()); index += 1) {
      const entry = entries.nth(index);
      await entry.click();
      const id = (await entry.getAttribute("href")).slice(1);
      assert.ok(await inView(page, id), id);
    }
    await close();
  },

  async "search filters, counts, and lets go"() {
    const { page, close } = await open(onDisk);
    const all = await page.locator(".item:visible").count();
    await page.keyboard.press("/");
    await page.keyboard.type("user_ls_start_scn");
    assert.ok(await visible(page, "CdbObBackupTask.user_ls_start_scn"));
    assert.ok(!(await visible(page, "CdbObBackupTask.comment")));
    assert.ok(!(await visible(page, "error-Task.NotFound")));
    const shown = await page.locator(".item:visible").count();
    assert.ok(shown > 0 && shown < all / 2, `${shown} of ${all}`);
    assert.equal(await page.locator("#found").textContent(), `${shown} of ${all} entries`);
    // What is shown is what has the word.
    const texts = await page.locator(".item:visible").evaluateAll((items) => items.map((i) => i.textContent));
    assert.ok(texts.every((text) => text.includes("user_ls_start_scn")));

    await page.locator("#query").fill("task NOTFOUND");
    assert.ok(await visible(page, "error-Task.NotFound"));
    assert.ok(!(await visible(page, "error-MySQL.Error")));
    // Around what is found there are headings, and no prose.
    assert.ok(await page.locator("#errors > h2").isVisible());
    assert.ok(!(await page.locator("#errors > p").isVisible()));
    // A heading that matches shows its whole section.
    await page.locator("#query").fill("SubError");
    assert.ok(await visible(page, "SubError.tag"));
    await page.locator("#query").fill("no such words: xyzzy");
    assert.equal(await page.locator(".item:visible").count(), 0);
    assert.equal(await page.locator("#found").textContent(), "No entry has this.");

    // A link to what is hidden shows it again.
    await page.locator("#query").fill("Task.NotFound");
    assert.ok(!(await visible(page, "BackupStatus.INIT")));
    await page.evaluate(() => {
      location.hash = "#BackupStatus.INIT";
    });
    await page.waitForFunction(() => document.getElementById("query").value === "");
    assert.ok(await inView(page, "BackupStatus.INIT"));

    await page.locator("#query").fill("SubError");
    await page.locator("#query").press("Escape");
    assert.equal(await page.locator(".item:visible").count(), all);
    await close();
    return `${all} entries`;
  },

  async "a link to an example opens it"() {
    const id = "tenantBackupOverview.404-no-task-data-null";
    const { page, close } = await open(`${onDisk}#${id}`);
    assert.ok(await page.locator(`[id="${id}"] pre`).isVisible());
    assert.ok(await inView(page, id));
    await close();
  },

  async "complete and usable without JavaScript"() {
    const withScript = await open(onDisk);
    const text = await withScript.page.locator("main").textContent();
    await withScript.close();
    const { page, close } = await open(onDisk, { javaScriptEnabled: false });
    assert.ok(!(await page.locator("#search").isVisible()), "a search that does nothing");
    assert.equal(await page.locator("main").textContent(), text);
    assert.equal(await page.locator(".item:visible").count(), await page.locator(".item").count());
    const example = page.locator('[id="tenantBackupOverview.running"]');
    assert.ok(!(await example.locator("pre").isVisible()));
    await example.locator("summary").click();
    assert.ok(await example.locator("pre").isVisible());
    await page.locator('nav a[href="#errors"]').click();
    assert.equal(new URL(page.url()).hash, "#errors");
    await close();
  },

  async "the keyboard reaches the reference first"() {
    const { page, close } = await open(onDisk);
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert.ok((await skip.boundingBox()).x >= 0, "the skip link is not shown");
    const outline = await skip.evaluate((link) => getComputedStyle(link).outlineStyle);
    assert.equal(outline, "solid");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await close();
  },

  async "no barrier that axe knows of"() {
    // Where the search lies over the text that is scrolled under it, axe cannot tell its ground.
    const marked = `${onDisk}#CdbObBackupTask.start_scn`;
    const views = [
      [marked, {}],
      [marked, { colorScheme: "dark" }],
      [onDisk, { viewport: NARROW }],
    ];
    const [passes] = await Promise.all(
      views.map(async ([address, options]) => {
        const { page, close } = await open(address, options);
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        const passes = await accessible(page);
        await close();
        return passes;
      }),
    );
    return `axe ${axe.version}, ${passes} rules apply`;
  },

  async "nothing is cut off, wide or narrow"() {
    for (const viewport of [WIDE, { width: 768, height: 1024 }, NARROW, { width: 320, height: 640 }]) {
      const { page, close } = await open(onDisk, { viewport });
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      const beyond = await page.evaluate(() => {
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (walker.nextNode()) {
          range.selectNodeContents(walker.currentNode);
          if (range.getBoundingClientRect().right <= innerWidth) continue;
          // Code scrolls sideways.
          if (!walker.currentNode.parentElement.closest("pre")) found.push(walker.currentNode.data);
        }
        return found;
      });
      assert.deepEqual(beyond, [], `at ${viewport.width}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${width} of ${viewport.width}`);
      await close();
    }
  },

  async "prints in full"() {
    const { page, close } = await open(onDisk, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator("nav").isVisible()));
    assert.ok(!(await page.locator("#search").isVisible()));
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground, "rgb(255, 255, 255)");
    const folded = await page.locator("details pre").evaluateAll(
      (all) => all.filter((pre) => !pre.checkVisibility()).length,
    );
    assert.equal(folded, 0, "examples stay folded on paper");
    const paper = await page.pdf({ path: path.join(out, "print.pdf"), format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
    await page.setViewportSize({ width: 680, height: 960 });
    await shot(page, "print");
    await close();
    const pages = paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    return `${pages} sheets of A4`;
  },

  async "the commands for a shell do what they say"() {
    const { page, close } = await open(onDisk);
    const [script, ...commands] = await page.locator("pre:not(details pre)").allTextContents();
    await close();
    const { paths } = JSON.parse(fs.readFileSync(path.join(root, DOCUMENT)));
    const wanted = Object.entries(paths).flatMap(([uri, methods]) =>
      Object.entries(methods).map(([method, { parameters, requestBody }]) => {
        const example = Object.values(requestBody?.content["application/json"].examples ?? {})[0];
        return {
          method: method.toUpperCase(),
          url: uri.replace(/{(\w+)}/g, (_, name) => parameters.find((it) => it.name === name).example),
          body: example?.value,
        };
      }),
    );
    const verdicts = [];
    // The sizes of the keys up to 4.4.1.1 and from 4.4.2.0.
    for (const modulusLength of [512, 1024]) {
      const asked = await withAgent(modulusLength, (port) =>
        shell([script.replace(":2886", `:${port}`), ...commands].join("\n")),
      );
      assert.equal(asked.shift().url, "/api/v1/secret");
      const keys = new Set();
      assert.deepEqual(
        asked.map(({ method, url, plain, body }) => {
          const { Auth, Ts, Uri, Keys, ...rest } = JSON.parse(plain);
          assert.deepEqual([Auth, Uri, rest], [PASSWORD, url, {}]);
          assert.equal(typeof Ts, "string");
          const left = Number(Ts) - Date.now() / 1000;
          assert.ok(left > 30 && left <= 61, `${left} s left`);
          if (!body) {
            assert.equal(Keys, "");
            return { method, url, body: undefined };
          }
          const bytes = Buffer.from(Keys, "base64");
          assert.equal(bytes.length, 32);
          assert.ok(!keys.has(Keys), "the same key again");
          keys.add(Keys);
          const cipher = crypto.createDecipheriv("aes-128-cbc", bytes.subarray(0, 16), bytes.subarray(16));
          const text = cipher.update(body, "base64", "utf8") + cipher.final("utf8");
          return { method, url, body: JSON.parse(text) };
        }),
        wanted,
      );
      assert.ok(keys.size > 5, `${keys.size} bodies`);
      verdicts.push(`${modulusLength}-bit key`);
    }
    return verdicts.join(", ");
  },

  async "screenshots"() {
    const places = ["", "tenantBackupOverview", "CdbObBackupTask", "CdbObBackupTask.start_scn", "named-errors", "EncryptionMode"];
    for (const [name, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["narrow", { viewport: NARROW, deviceScaleFactor: 2, isMobile: true, hasTouch: true }],
      ["narrow-dark", { viewport: NARROW, deviceScaleFactor: 2, colorScheme: "dark" }],
    ]) {
      const { page, close } = await open(onDisk, options);
      for (const place of places) {
        if (place) {
          await page.evaluate((place) => {
            location.hash = place;
          }, place);
          await page.waitForTimeout(50);
        }
        await shot(page, `${name}-${place || "top"}`);
      }
      await page.locator("#query").fill("scn");
      await page.evaluate(() => scrollTo(0, 0));
      await shot(page, `${name}-search`);
      await close();
    }
  },
};

const PASSWORD = "a password that is longer than one block of fifty-three bytes, by far";

async function shell(script) {
  const folder = fs.mkdtempSync(path.join(out, "shell-"));
  const child = spawn("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    env: { ...process.env, PASSWORD, no_proxy: "127.0.0.1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const code = await new Promise((resolve) => child.on("close", resolve));
  fs.rmSync(folder, { recursive: true });
  assert.equal(code, 0, said);
}

/** What an agent with a key of this size is asked, its headers decrypted, its bodies not. */
async function withAgent(modulusLength, ask) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength });
  const asked = [];
  const agent = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const header = request.headers["x-ocs-header"];
    const { method, url } = request;
    asked.push({ method, url, body, plain: header && decrypted(privateKey, modulusLength / 8, header) });
    const public_key = publicKey.export({ type: "pkcs1", format: "der" }).toString("base64");
    response.end(JSON.stringify({ successful: true, data: { port: 2886, public_key } }));
  });
  await new Promise((resolve) => agent.listen(0, "127.0.0.1", resolve));
  try {
    await ask(agent.address().port);
  } finally {
    agent.close();
  }
  return asked;
}

function decrypted(key, size, header) {
  const bytes = Buffer.from(header, "base64");
  const blocks = [];
  for (let at = 0; at < bytes.length; at += size) {
    // Node no longer takes PKCS #1 padding off: 0, 2, padding, 0, text.
    const block = crypto.privateDecrypt(
      { key, padding: crypto.constants.RSA_NO_PADDING },
      bytes.subarray(at, at + size),
    );
    assert.deepEqual([...block.subarray(0, 2)], [0, 2]);
    blocks.push(block.subarray(block.indexOf(0, 2) + 1));
  }
  return Buffer.concat(blocks).toString();
}

await run(checks);
