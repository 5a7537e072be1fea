// The further steps of a hand-over in a real browser: waiting and going on, sending her on, coming back,
// an arrival without the slip.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, openTown } from "./bench.mjs";

const SENDER = { role: "caseworker", institution: "Schuldnerberatung Suhlheim" };
const RECEIVER = { role: "caseworker", institution: "Jugendamt Suhlheim – Unterhaltsvorschuss" };
const MAINTENANCE = "Jugendamt Suhlheim – Unterhaltsvorschuss und Beistandschaft – Unterhaltsvorschuss";

let town;

before(async () => {
  town = await openTown();
});
after(async () => {
  await town.close();
});

/** Fills the issue page and sends it; gives the slip's page and the QR code on paper. */
async function issue(person, { name, service = MAINTENANCE, more = async () => {} }) {
  const { page } = person;
  await person.visit("/laufzettel/neu");
  if (name) await page.getByLabel("Name", { exact: true }).fill(name);
  else await page.getByText("Ohne Namen ausstellen", { exact: true }).click();
  return finish(person, service, more);
}

async function finish(person, service, more) {
  const { page } = person;
  await page.getByLabel("Wobei braucht sie Hilfe, und wer kann helfen?").selectOption({ label: service });
  await page.getByText("Nichts kommt zurück", { exact: true }).click();
  await more(page);
  await page.getByLabel(/Ich habe ihr gesagt/).check();
  await page.getByLabel("Der Laufzettel ist gewünscht").check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await page.waitForURL(/\/laufzettel\/[0-9a-f]{32}/);
  const [code] = await person.codesOnPaper(page.getByRole("link", { name: /drucken/ }));
  return { path: new URL(page.url()).pathname, code };
}

async function fold(page, title) {
  await page.locator("summary", { hasText: title }).click();
}

/** Opens every fold, to look at everything. */
async function unfold(page) {
  await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
}

async function takeOn(person, code) {
  const { page } = person;
  await page.goto(code);
  await page.getByRole("button", { name: "Eingang bestätigen und annehmen" }).click();
  await page.waitForURL(/\/uebergaben\//);
  return new URL(page.url()).pathname;
}

async function wellMade(person, name) {
  await person.look(name);
  assert.deepEqual(await accessibilityViolations(person.page), [], name);
}

test("it waits, goes on, is sent on, and comes back", async () => {
  const sender = await town.signIn(SENDER);
  const receiver = await town.signIn(RECEIVER);
  const { page } = receiver;
  const share = (form) => form.getByRole("checkbox", { name: "Name und Geburtsjahr" }).check();
  const { code } = await issue(sender, { name: "Ute Kern", more: share });
  const handover = await takeOn(receiver, code);

  await fold(page, "Zurückstellen");
  await page.getByRole("button", { name: "Zurückstellen" }).click();
  await page.waitForLoadState();
  assert.match(await page.innerText("main"), /worauf gewartet wird/);
  await wellMade(receiver, "hold-with-mistakes");
  await page.getByLabel("Worauf wird gewartet?").selectOption("waiting_for_place");
  await page.getByLabel("Wieder ansehen am").fill("2026-12-01");
  await page.getByRole("button", { name: "Zurückstellen" }).click();
  await page.waitForURL(/getan=zurueckgestellt/);
  await wellMade(receiver, "handover-on-hold");
  await receiver.visit("/eingang");
  await wellMade(receiver, "worklist-with-hold");

  await receiver.visit(handover);
  await page.getByRole("button", { name: "Fortsetzen" }).click();
  await page.waitForURL(/getan=fortgesetzt/);
  await unfold(page);
  await wellMade(receiver, "handover-all-folds");

  await page.getByRole("link", { name: "An eine andere Stelle weiterleiten" }).click();
  await page.waitForURL(/uebergabe=/);
  assert.match(await page.innerText("main"), /Ute Kern/);
  await wellMade(receiver, "forwarding");
  const agreed = (form) => form.getByLabel(/Sie ist einverstanden/).check();
  const onward = "Sozialamt Suhlheim – Hilfe bei Wohnungsnot";
  const child = await finish(receiver, onward, agreed);
  assert.ok(child.code.startsWith(`${town.baseUrl}/s/`));
  await wellMade(receiver, "forwarded-slip");
  await receiver.visit(handover);
  await page.getByRole("link", { name: "Zum Laufzettel, mit dem sie weitergeht" }).waitFor();
  await wellMade(receiver, "handover-forwarded");
  await fold(page, "Wieder aufnehmen");
  await page.getByLabel("Warum geht es weiter?").fill("Sie möchte doch hier weitermachen.");
  await page.getByRole("button", { name: "Wieder aufnehmen" }).click();
  await page.waitForURL(/getan=wieder-aufgenommen/);
  await page.getByLabel("Was ist daraus geworden?").waitFor();
});

test("she comes without the slip, and it is linked when it turns up", async () => {
  const sender = await town.signIn(SENDER);
  const receiver = await town.signIn(RECEIVER);
  const { page } = receiver;
  await receiver.visit("/eingang");
  await page.getByRole("link", { name: "Sie ist ohne Zettel da" }).click();
  await wellMade(receiver, "arrival-without-slip");
  await page.getByLabel("Name", { exact: true }).fill("Ina Lang");
  await page.getByLabel(/Ihr Angebot/).selectOption({ label: "Unterhalt" });
  await page.getByRole("button", { name: "Eintragen und annehmen" }).click();
  await page.waitForURL(/getan=ohne-laufzettel/);
  await wellMade(receiver, "handover-without-slip");

  const reason = (form) => form.getByRole("textbox", { name: /^Anlass/ }).fill("Kein Unterhalt seit Mai.");
  const more = async (form) => {
    await reason(form);
    await form.getByRole("checkbox", { name: "Den Anlass, wie er oben steht" }).check();
  };
  const { path } = await issue(sender, { name: "Ina Lang", more });
  const typed = await sender.page.locator(".lz-code__value").innerText();
  await fold(page, "Der Laufzettel ist da");
  await page.getByLabel("Code vom Laufzettel").fill("K7Q2-MX4T-9V3R-WPD8");
  await page.getByRole("button", { name: "Verknüpfen" }).click();
  await page.waitForLoadState();
  await wellMade(receiver, "link-wrong-code");
  await page.getByLabel("Code vom Laufzettel").fill(typed);
  await page.getByRole("button", { name: "Verknüpfen" }).click();
  await page.waitForURL(/getan=verknuepft/);
  assert.match(await page.innerText("main"), /Kein Unterhalt seit Mai/);
  await wellMade(receiver, "handover-linked");

  await sender.visit(path);
  await unfold(sender.page);
  await wellMade(sender, "slip-all-folds");
});

test("a rejection gives her a next place on paper", async () => {
  const sender = await town.signIn(SENDER);
  const receiver = await town.signIn(RECEIVER);
  const { page } = receiver;
  const { code } = await issue(sender, { name: "Maren Frey" });
  await page.goto(code);
  await page.getByRole("button", { name: "Nur Eingang bestätigen" }).click();
  await page.waitForURL(/\/uebergaben\//);
  await wellMade(receiver, "handover-acknowledged");
  await fold(page, "Ablehnen");
  await page.getByLabel("Warum geht es nicht?").selectOption("not_responsible");
  const place = page.getByLabel(/Wohin kann sie sich stattdessen wenden/);
  await place.selectOption({ label: "Sozialamt Suhlheim – Hilfe bei Wohnungsnot" });
  await page.getByRole("button", { name: "Ablehnen" }).click();
  await page.waitForURL(/getan=abgelehnt/);
  await wellMade(receiver, "handover-rejected");
  const paper = await receiver.pdf(page.getByRole("link", { name: /Für sie ausdrucken/ }));
  assert.ok(paper.length > 5_000);
});
