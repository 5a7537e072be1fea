// The bench must be able to fail: its own test, on pages and a server made here.
import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import qrcode from "qrcode-generator";
import { accessibilityViolations, decodePdf, decodePng, launchChromium } from "./bench.mjs";
import { noSidewaysScroll, openTown, screenshot } from "./bench.mjs";
import { STOP_WITHIN_MS, startDemo } from "./bench/demo.mjs";

let browser;
let folder;

before(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), "laufzettel-bench-"));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

async function pageWith(body) {
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><html lang="de"><title>Probe</title><body>${body}`);
  return page;
}

function qrSvg(text) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  return code.createSvgTag({ cellSize: 4, margin: 16 });
}

test("codes on paper and in pictures are read; an empty sheet has none", async () => {
  const [station, hers] = ["http://127.0.0.1:8080/s/2V4ZQ", "http://127.0.0.1:8080/k/9XK3M"];
  const page = await pageWith(`${qrSvg(station)}<p style="break-before: page">${qrSvg(hers)}`);
  assert.deepEqual(await decodePdf(await page.pdf({ format: "A4" })), [station, hers]);
  assert.deepEqual(await decodePng(await page.locator("svg").first().screenshot()), [station]);
  const empty = await pageWith("<p>Kein Code");
  assert.deepEqual(await decodePdf(await empty.pdf({ format: "A4" })), []);
});

test("a page that scrolls sideways on a phone is named with its widest element", async () => {
  await noSidewaysScroll(await pageWith("<p>Das passt überall hin."));
  const wide = await pageWith('<div class="tabelle" style="width: 700px">breit</div>');
  await assert.rejects(noSidewaysScroll(wide), /sideways at 360 px: div\.tabelle reaches 7\d\d px/);
  assert.equal(wide.viewportSize().width, 1280, "the viewport is put back");
});

test("screenshots are written at both widths", async () => {
  const files = await screenshot(await pageWith("<h1>Laufzettel"), "probe", folder);
  const widths = await Promise.all(files.map(async (file) => (await readFile(file)).readUInt32BE(16)));
  assert.deepEqual(widths, [1280, 360]);
});

test("axe finds a field without a label, and nothing on a clean page", async () => {
  const clean = await pageWith("<main><h1>Laufzettel</h1><label>Code <input></label></main>");
  assert.deepEqual(await accessibilityViolations(clean), []);
  const found = await accessibilityViolations(await pageWith("<main><h1>Code</h1><input></main>"));
  assert.match(found.join(), /^label: /);
});

// Stands in for the binary: prints the demo's line, serves a sign-in page, ends (or not) on SIGTERM.
async function fakeBinary(name, onTerm, extraHtml = "") {
  const path = join(folder, name);
  await writeFile(path, `#!/usr/bin/env node
const form = '<main>${extraHtml}<form method="post" action="/anmelden"><input type="hidden" name="resume">' +
  '<input name="user_name"><input name="password" type="password"><button>Anmelden</button></form></main>';
const server = require("node:http").createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part)).on("end", () => {
    const right = new URLSearchParams(body).get("password") === "richtig";
    response.setHeader("content-type", "text/html").end(right ? "<main>Willkommen</main>" : form);
  });
});
process.on("SIGTERM", () => { ${onTerm} });
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({
  base_url: "http://127.0.0.1:" + server.address().port,
  data: process.argv[process.argv.indexOf("--data") + 1],
  store: "sqlite:town.sqlite",
  logins: [
    { role: "caseworker", institution: "Jugendamt Suhlheim", user: "j", password: "richtig" },
    { role: "caseworker", institution: "Sozialamt Suhlheim", user: "s", password: "falsch" },
  ],
  slips: [{ case: "Frau Neumann", code: "2V4ZQ", state: "issued" }],
})));
`);
  await chmod(path, 0o755);
  return path;
}

async function townOf(binary) {
  const before = process.env.LAUFZETTEL_BIN;
  process.env.LAUFZETTEL_BIN = binary;
  try {
    return await openTown();
  } finally {
    if (before === undefined) delete process.env.LAUFZETTEL_BIN;
    else process.env.LAUFZETTEL_BIN = before;
  }
}

test("a town is opened, signed in to by role and office, and closed without a trace", async () => {
  const town = await townOf(await fakeBinary("calm", "process.exit(0)"));
  try {
    assert.equal(town.slipOf("Neumann").code, "2V4ZQ");
    const caseworker = await town.signIn({ role: "caseworker", institution: "Jugendamt" });
    assert.equal(await caseworker.page.innerText("main"), "Willkommen");
    await assert.rejects(town.signIn({ role: "caseworker", institution: "Sozialamt" }), /could not sign in/);
    await assert.rejects(town.signIn({ role: "caseworker", institution: "Suhlheim" }), /more than one/);
    await assert.rejects(town.signIn({ role: "lead" }), /no lead .* there are: caseworker at Jugendamt/);
  } finally {
    const { code, took } = await town.close();
    assert.equal(code, 0);
    assert.ok(took < STOP_WITHIN_MS);
  }
  assert.ok(!existsSync(town.data), "the demo's folder is gone");
});

test("a page that asks another host is reported when the town closes", async () => {
  const picture = '<img alt="" src="http://127.0.0.1:9/zaehlpixel.png">';
  const town = await townOf(await fakeBinary("chatty", "process.exit(0)", picture));
  const parent = await town.visitor();
  await parent.visit("/anmelden");
  await assert.rejects(town.close(), /hosts other than .*127\.0\.0\.1:9/);
});

test("a server that ignores SIGTERM fails the test and is ended all the same", async () => {
  const demo = await startDemo({ binary: await fakeBinary("stubborn", "") });
  await assert.rejects(demo.stop(), /did not end within 5000 ms/);
});

test("a binary that ends before it is ready is reported with its words", async () => {
  const path = join(folder, "broken");
  await writeFile(path, "#!/bin/sh\necho 'no such store' >&2\nexit 3\n");
  await chmod(path, 0o755);
  await assert.rejects(startDemo({ binary: path }), /ended before it was ready \(3\)\nno such store/);
});
