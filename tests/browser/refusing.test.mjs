// She refuses everything that can be refused, and gets through the whole job all the same: from the
// form to the end of the hand-over, no page asks again, warns, or holds it against her (rule 3).
//
// The pages are kept in docs/images/refusing; KEEP_PICTURES=1 writes them anew, smaller with pngquant.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { accessibilityViolations, openTown, picturesOf, screenshot } from "./bench.mjs";

const SENDER = { role: "caseworker", institution: "Schuldnerberatung Suhlheim" };
const RECEIVER = { role: "caseworker", institution: "Jugendamt Suhlheim – Unterhaltsvorschuss" };
const MAINTENANCE = "Jugendamt Suhlheim – Unterhaltsvorschuss und Beistandschaft – Unterhaltsvorschuss";

const PICTURES = fileURLToPath(new URL("../../docs/images/refusing/", import.meta.url));
const keeping = process.env.KEEP_PICTURES === "1";

// What a page would say that holds a refusal against her, or asks once more.
const PUNISHING = [/verweiger/i, /abgelehnt/i, /leider/i, /trotzdem/i, /Nachteil(?! entsteh)/i, /unvollständig/i];
const PUNISHING_BUT = [/kein(e|en)? Nachteil/gi];

let town;

before(async () => {
  town = await openTown();
  if (keeping) await mkdir(PICTURES, { recursive: true });
});
after(async () => {
  await town.close();
  if (keeping) await shrink();
});

/** Nothing on the page punishes; everybody can read it; its pictures are kept when asked. */
async function walkedThrough(person, name) {
  const { page } = person;
  const said = PUNISHING_BUT.reduce((text, fine) => text.replaceAll(fine, ""), await page.innerText("main"));
  for (const word of PUNISHING) assert.doesNotMatch(said, word, name);
  assert.deepEqual(await accessibilityViolations(page), [], name);
  await person.look(`refusing-${name}`);
  if (keeping) await screenshot(page, name, PICTURES);
}

async function shrink() {
  const pictures = (await readdir(PICTURES)).map((name) => join(PICTURES, name));
  const args = ["--force", "--ext", ".png", "--skip-if-larger", "--strip", "32", ...pictures];
  // Without pngquant, or where a picture would grow, they stay as they are.
  await promisify(execFile)("pngquant", args).catch(() => {});
}

test("who refuses everything gets through the whole job all the same", async () => {
  const sender = await town.signIn(SENDER);
  const receiver = await town.signIn(RECEIVER);

  // Not her name, not her reason, nothing about her on the slip, nothing back: only where she wants to go.
  const form = sender.page;
  await sender.visit("/laufzettel/neu");
  await form.getByText("Ohne Namen ausstellen", { exact: true }).click();
  await form.getByLabel("Wobei braucht sie Hilfe, und wer kann helfen?").selectOption({ label: MAINTENANCE });
  await form.getByText("Nichts kommt zurück", { exact: true }).click();
  for (const box of await form.locator("input[type=checkbox]:checked").all()) await box.uncheck();
  await form.getByLabel(/Ich habe ihr gesagt/).check();
  await form.getByLabel("Der Laufzettel ist gewünscht").check();
  await walkedThrough(sender, "1-form");
  await form.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await form.waitForURL(/\/laufzettel\/[0-9a-f]{32}/);
  await walkedThrough(sender, "2-slip");
  const slip = new URL(form.url()).pathname;

  const print = form.getByRole("link", { name: /drucken/ });
  if (keeping) await picturesOf(await sender.pdf(print), join(PICTURES, "3-paper"));
  const [code] = await sender.codesOnPaper(print);

  const { page } = receiver;
  await page.goto(code);
  await walkedThrough(receiver, "4-at-the-counter");
  await page.getByRole("button", { name: "Nur Eingang bestätigen" }).click();
  await page.waitForURL(/\/uebergaben\//);
  assert.match(await page.innerText("main"), /Ohne Namen/);
  await walkedThrough(receiver, "5-arrived");
  await page.getByRole("button", { name: "Annehmen" }).click();
  await page.waitForURL(/getan=angenommen/);
  assert.equal(await page.getByRole("button", { name: "Rückmeldung senden" }).count(), 0);
  await walkedThrough(receiver, "6-accepted");
  await page.getByLabel("Was ist daraus geworden?").selectOption("help_provided");
  await page.getByRole("button", { name: "Abschließen" }).click();
  await page.waitForURL(/getan=abgeschlossen/);
  await walkedThrough(receiver, "7-concluded");

  await sender.visit(slip);
  assert.match(await form.innerText("main"), /Rückmeldung ist nicht vorgesehen/);
  await walkedThrough(sender, "8-slip-afterwards");
});
