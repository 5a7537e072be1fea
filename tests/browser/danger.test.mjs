// She is in danger: protection set and all that she carries made new in three steps; from then on no page
// of another office and no paper, her own half included, says who sent her, why, where to, or her number.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, decodePdf, openTown, textOf } from "./bench.mjs";

const SENDER = { role: "caseworker", institution: "Schuldnerberatung Suhlheim" };
const RECEIVER = { role: "caseworker", institution: "Jugendamt Suhlheim – Unterhaltsvorschuss" };
const LEAD = { role: "lead", institution: "Schuldnerberatung Suhlheim" };
const SERVICE = "Jugendamt Suhlheim – Unterhaltsvorschuss und Beistandschaft – Unterhaltsvorschuss";
const NEUTRAL = "Netzwerk Suhlheim – Lotsendienst";
const NUMBER = { before: "0171 39200 11", now: "0171 39200 99" };
const REASON = "Der Vermieter hat gekündigt.";

let town;

before(async () => {
  town = await openTown();
});
after(async () => {
  await town.close();
});

async function fine(person, name) {
  await person.look(name);
  assert.deepEqual(await accessibilityViolations(person.page), [], name);
}

/** A slip to the Jugendamt with everything allowed; gives its page. */
async function issue(person, path) {
  const { page } = person;
  await person.visit(path);
  if (await page.getByLabel("Name", { exact: true }).count()) {
    await page.getByLabel("Name", { exact: true }).fill("Jana Altmann");
    await page.getByRole("textbox", { name: /^Telefon oder E-Mail/ }).fill(NUMBER.before);
  }
  await page.getByLabel("Wobei braucht sie Hilfe, und wer kann helfen?").selectOption({ label: SERVICE });
  await page.getByRole("textbox", { name: /^Anlass/ }).fill(REASON);
  for (const item of ["Name und Geburtsjahr", "Telefon oder E-Mail", "Wobei sie Hilfe braucht", /^Den Anlass/]) {
    await page.getByRole("checkbox", { name: item }).check();
  }
  await page.getByText("Nichts kommt zurück", { exact: true }).click();
  await page.getByLabel(/^Ich habe ihr gesagt/).check();
  await page.getByLabel("Der Laufzettel ist gewünscht").check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await page.waitForLoadState();
  const second = page.getByLabel("Trotzdem ausstellen");
  if (await second.count()) {
    await second.check();
    await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  }
  await page.waitForURL(/\/laufzettel\/[0-9a-f]{32}/);
  const paper = await page.getByRole("link", { name: /drucken/ }).first().getAttribute("href");
  return { path: new URL(page.url()).pathname, paper };
}

const squeezed = (text) => text.replace(/\s/g, "");

/** None of these stands there, however lines are broken. */
function silent(text, secrets, where) {
  for (const secret of secrets) {
    assert.ok(!squeezed(text).includes(squeezed(secret)), `${where} says ${secret}`);
  }
}

test("protection set and every open slip made new in three steps, and nothing says where she comes from", async () => {
  const sender = await town.signIn(SENDER);
  const { page } = sender;
  const first = await issue(sender, "/laufzettel/neu");
  const before = await textOf(await sender.pdf(first.paper));
  assert.ok(squeezed(before).includes(squeezed(SENDER.institution)), "the search finds what stands there");
  await sender.visit("/personen");
  await page.getByLabel("Name", { exact: true }).fill("altmann");
  await page.getByRole("button", { name: "Suchen" }).click();
  const record = await page.getByRole("link", { name: "Jana Altmann" }).getAttribute("href");
  await issue(sender, `/laufzettel/neu?person=${record.split("/").pop()}`);
  const [oldCode] = await decodePdf(await sender.pdf(first.paper));

  // Her new number, known to her own office alone.
  await sender.visit(`${record}/berichtigen`);
  await page.getByRole("textbox", { name: /^Nummer oder Adresse/ }).fill(NUMBER.now);
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.waitForURL((url) => url.pathname === record);

  // One: she is protected.
  await page.locator("summary", { hasText: "Sie ist in Gefahr" }).click();
  await page.getByRole("button", { name: "Schützen" }).click();
  await page.waitForURL(/papiere\?getan=geschuetzt/);
  await fine(sender, "papers-protected");
  // From then on the old code gives nothing of her, whoever kept it.
  const receiver = await town.signIn(RECEIVER);
  await receiver.page.goto(oldCode);
  await fine(receiver, "outdated-slip");
  const outdated = await receiver.page.innerText("main");
  silent(
    outdated,
    [SENDER.institution, "030 23125 201", REASON, NUMBER.before, NUMBER.now, "Altmann"],
    "the old code's page",
  );
  assert.ok(outdated.includes(NEUTRAL));
  // Two: everything that she carries is made new.
  await page.getByRole("button", { name: "Alle neu ausstellen" }).click();
  await page.waitForURL(/papiere\?getan=neu-ausgestellt/);
  await fine(sender, "papers-made-new");
  // Three: they are printed.
  const papers = [];
  for (const link of await page.getByRole("link", { name: /^Drucken \(PDF\)/ }).all()) {
    papers.push(await sender.pdf(link));
  }
  assert.equal(papers.length, 2);
  const [newCode] = await decodePdf(papers[0]);
  assert.notEqual(newCode, oldCode);
  const secrets = [
    SENDER.institution,
    "030 23125 201",
    REASON,
    "Unterhalt",
    "Jugendamt",
    NUMBER.before,
    NUMBER.now,
    "Altmann",
  ];
  for (const paper of papers) {
    const said = await textOf(paper);
    silent(said, secrets, "the paper");
    assert.ok(squeezed(said).includes(squeezed(NEUTRAL)), said);
  }

  // What the Jugendamt sees: the old code is dead, the new one names the neutral sender.
  await receiver.page.goto(oldCode);
  silent(await receiver.page.innerText("main"), [SENDER.institution, NUMBER.now], "the dead code's page");
  await receiver.page.goto(newCode);
  await fine(receiver, "slip-of-a-neutral-sender");
  const shown = await receiver.page.innerText("main");
  silent(shown, [SENDER.institution, "030 23125 201", NUMBER.now], "the code's page");
  assert.ok(shown.includes(NEUTRAL));
  await receiver.page.getByRole("button", { name: "Eingang bestätigen und annehmen" }).click();
  await receiver.page.waitForURL(/\/uebergaben\//);
  const handover = new URL(receiver.page.url()).pathname;
  const note = await textOf(await receiver.pdf(`${handover}/vermerk.pdf`));
  await receiver.visit("/eingang");
  for (const [where, said] of [
    ["the list", await receiver.page.innerText("main")],
    ["the hand-over", await (await receiver.visit(handover)).innerText("main")],
    ["the file note", note],
  ]) {
    silent(said, [SENDER.institution, "030 23125 201", NUMBER.now], where);
  }
});

test("a lead lets the office appear neutrally", async () => {
  const lead = await town.signIn(LEAD);
  const { page } = lead;
  await page.getByRole("link", { name: "Einrichtung", exact: true }).click();
  await fine(lead, "own-entry");
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByRole("button", { name: "Festhalten" }).click();
  await page.getByText("Bitte geben Sie den Namen an.").first().waitFor();
  await fine(lead, "own-entry-errors");
  await page.getByLabel("Name", { exact: true }).fill(SENDER.institution);
  await page.getByLabel("Anderen gegenüber neutral erscheinen").check();
  await page.getByRole("button", { name: "Festhalten" }).click();
  await page.waitForURL(/getan=festgehalten/);
  await fine(lead, "own-entry-kept");
});
