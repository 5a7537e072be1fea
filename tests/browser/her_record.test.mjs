// Her record by roles: found again, her word for two offices, taken back, a voucher at the counter, the
// officer's and the coordinator's pages; each readable on a phone and by a screen reader.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, openTown } from "./bench.mjs";

const OWN = { role: "caseworker", institution: "Schuldnerberatung Suhlheim" };
const OTHER = { role: "caseworker", institution: "Jugendamt Suhlheim – Unterhaltsvorschuss" };

let town;

before(async () => {
  town = await openTown();
});
after(async () => {
  await town.close();
});

/** Looks at the page at both widths and asks axe. */
async function fine(person, name) {
  await person.look(name);
  assert.deepEqual(await accessibilityViolations(person.page), [], name);
}

/** A new record; gives its path. */
async function opens(person, name) {
  const { page } = person;
  await person.visit("/personen/neu");
  await page.getByRole("textbox", { name: /^Name/ }).first().fill(name);
  await page.getByRole("textbox", { name: /^Geburtsjahr/ }).fill("1991");
  await page.getByLabel("Auf welchem Weg?").selectOption("phone");
  await page.getByRole("textbox", { name: /^Nummer oder Adresse/ }).fill("0171 39200 11");
  await page.getByRole("textbox", { name: "3 bis 5" }).fill("2");
  await fine(person, "client-new");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.waitForURL(/\/personen\/[0-9a-f]{32}/);
  return new URL(page.url()).pathname;
}

test("her word is recorded for two offices and taken back piece by piece", async () => {
  const person = await town.signIn(OWN);
  const { page } = person;
  const path = await opens(person, "Jana Feldmann");
  await fine(person, "person-new");
  await page.getByRole("link", { name: "Einwilligung aufnehmen" }).click();
  await fine(person, "consent");
  await page.getByRole("button", { name: "Festhalten" }).click();
  await page.getByText("Bitte kreuzen Sie an, wer es erfahren darf.").first().waitFor();
  await fine(person, "consent-errors");
  await page.getByRole("checkbox", { name: /Wohnungsamt/ }).first().check();
  await page.getByRole("checkbox", { name: /Unterhaltsvorschuss/ }).first().check();
  await page.getByRole("checkbox", { name: "Name und Geburtsjahr" }).check();
  await page.getByText("Nur: sie ist angekommen", { exact: true }).click();
  await page.getByLabel(/Ich habe ihr gesagt/).check();
  await page.getByRole("button", { name: "Festhalten" }).click();
  await page.waitForURL(/getan=eingewilligt/);
  const consents = page.locator("details[id^=einwilligung-]");
  assert.equal(await consents.count(), 2);
  for (const consent of await consents.all()) await consent.locator("summary").click();
  await fine(person, "person-with-consents");
  const paper = await person.pdf(page.getByRole("link", { name: /Formular drucken/ }).first());
  assert.ok(paper.length > 1000);
  const takeBack = page.getByRole("link", { name: /^zurücknehmen ?: Name und Geburtsjahr/ });
  await takeBack.first().click();
  await fine(person, "taking-back");
  await page.getByText("am Telefon", { exact: true }).click();
  await page.getByRole("button", { name: "Zurücknehmen" }).click();
  await page.getByText("Am Telefon könnte jeder für sie sprechen.").first().waitFor();
  await fine(person, "taking-back-by-phone");
  await page.getByText("Sie ist hier", { exact: true }).click();
  await page.getByRole("button", { name: "Zurücknehmen" }).click();
  await page.waitForURL(/getan=zurueckgenommen/);
  await page.getByText(/persönlich gesagt/).waitFor();
  await fine(person, "person-with-what-she-took-back");
  await page.getByRole("link", { name: "Sie nimmt alles zurück" }).click();
  await fine(person, "taking-everything-back");
  await page.getByText("schriftlich", { exact: true }).click();
  await page.getByRole("button", { name: "Alles zurücknehmen" }).click();
  await page.waitForURL(/getan=alles/);
  assert.equal(await page.getByRole("link", { name: /^zurücknehmen ?:/ }).count(), 0);

  await page.getByRole("link", { name: "Entbindung aufnehmen" }).click();
  await fine(person, "release");
  await person.visit("/personen");
  await page.getByLabel("Name", { exact: true }).fill("feldmann");
  await page.getByRole("button", { name: "Suchen" }).click();
  await page.getByRole("link", { name: "Jana Feldmann" }).waitFor();
  await fine(person, "search");
  await person.pdf(`${path}/auskunft.pdf`);

  await person.visit(`${path}/loeschen`);
  await fine(person, "erase");
  // The whole card is the radio button's label.
  await page.getByText("Sie möchte es", { exact: true }).click();
  await page.getByLabel(/nicht rückgängig/).check();
  await page.getByRole("button", { name: "Endgültig löschen" }).click();
  await page.waitForURL(/getan=geloescht/);
  await fine(person, "erased");
});

test("a voucher is issued without a name and redeemed; its issuer reads the same page for ever", async () => {
  const issuer = await town.signIn(OWN);
  const { page } = issuer;
  await issuer.visit("/gutscheine/neu");
  await page.getByLabel("Thema").selectOption("debts");
  await fine(issuer, "voucher-new");
  await page.getByLabel("Der Gutschein ist gewünscht").check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await page.waitForURL(/\/gutscheine\/[0-9a-f]{32}/);
  await fine(issuer, "voucher-issued");
  const path = new URL(page.url()).pathname;
  await issuer.visit(path);
  const before = await page.innerText("main");
  const codes = await issuer.codesOnPaper(`${path}/papier.pdf`);
  assert.equal(codes.length, 1);

  const station = await town.signIn(OTHER);
  await station.page.goto(codes[0]);
  assert.equal(new URL(station.page.url()).pathname, "/gutscheine/einloesen");
  await fine(station, "voucher-redeem");
  await station.page.getByRole("button", { name: "Einlösen" }).click();
  await station.page.waitForURL(/getan=eingeloest/);
  await fine(station, "voucher-redeemed");
  await issuer.visit(path);
  assert.equal(await page.innerText("main"), before);
});

test("the officer sees what was done and verifies the log; the coordinator keeps the rules", async () => {
  const { institution } = town.logins.find((login) => login.role === "privacy_officer");
  const officer = await town.signIn({ role: "privacy_officer", institution });
  await officer.visit("/");
  await fine(officer, "start-officer");
  await officer.visit("/datenschutz");
  await fine(officer, "data-protection");
  await officer.page.getByRole("button", { name: "Protokoll prüfen" }).click();
  await officer.page.getByText("Das Protokoll ist in Ordnung").waitFor();
  await officer.look("data-protection-verified");
  await officer.visit("/datenschutz/verzeichnis");
  await fine(officer, "record-of-processing");

  const office = town.logins.find((login) => login.role === "coordinator").institution;
  const coordinator = await town.signIn({ role: "coordinator", institution: office });
  await coordinator.visit("/netzwerk/regeln");
  await coordinator.page.getByText("Einzelne Arten von Einrichtungen").click();
  await fine(coordinator, "rules");
});

test("in a reader's own colours what is chosen is seen", async () => {
  const { page } = await town.signIn({ ...OWN, forcedColors: "active" });
  await page.goto("/laufzettel/neu");
  const dots = await page.locator("input[name=preset]").evaluateAll((radios) =>
    radios.map((radio) => {
      const dot = getComputedStyle(radio, "::before").backgroundColor;
      return { checked: radio.checked, seen: dot !== getComputedStyle(radio).backgroundColor };
    }),
  );
  assert.ok(dots.some((dot) => dot.checked));
  for (const dot of dots.filter((dot) => dot.checked)) assert.ok(dot.seen);
});
