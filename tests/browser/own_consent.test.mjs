// A sixteen-year-old mother who understands what it is about decides herself, in four steps; the form, her
// own copy and the evidence say who decided, and the page shows the very text that is printed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, openTown } from "./bench.mjs";

let town;
// Where somebody looks after the evidence.
let institution;

before(async () => {
  town = await openTown();
  ({ institution } = town.logins.find((login) => login.role === "privacy_officer"));
});
after(async () => {
  await town.close();
});

/** Looks at the page at both widths and asks axe. */
async function fine(person, name) {
  await person.look(name);
  assert.deepEqual(await accessibilityViolations(person.page), [], name);
}

/** Letters and digits: lines and words break anywhere on paper. */
const unbroken = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");

test("a capable sixteen-year-old consents herself in four steps", async () => {
  const person = await town.signIn({ role: "caseworker", institution });
  const { page } = person;
  const today = new Date(await page.evaluate(() => Date.now()));
  await person.visit("/personen/neu");
  await page.getByRole("textbox", { name: /^Name/ }).first().fill("Lena Sommer");
  await page.getByRole("textbox", { name: /^Geburtsjahr/ }).fill(String(today.getFullYear() - 16));
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.waitForURL(/\/personen\/[0-9a-f]{32}/);
  const path = new URL(page.url()).pathname;

  const steps = [];
  const step = async (name, does) => {
    await does();
    steps.push(name);
  };
  await step("the page of asking", async () => {
    await page.getByRole("link", { name: "Einwilligung aufnehmen" }).click();
    await page.getByRole("checkbox", { name: /Wohnungsamt/ }).first().check();
    await page.getByRole("checkbox", { name: "Name und Geburtsjahr" }).check();
  });
  assert.equal(await page.getByLabel("Ihr Alter").isVisible(), false, "asked only of a minor");
  await step("who decides", async () => {
    await page.getByLabel("Wer entscheidet?").selectOption("capable_minor");
    await page.getByLabel("Ihr Alter").fill("16");
  });
  const text = await page.locator("#consent_text").innerText();
  assert.match(text, /Ihr Nein zum Laufzettel hat keine Nachteile\. Für Anträge kann die Stelle selbst/);
  assert.match(text, /Ausnahme: Müssen wir ein Kind schützen \(§ 8a SGB VIII, § 4 KKG\)/);
  await step("she was told", () => page.getByLabel(/Ich habe ihr gesagt/).check());
  await fine(person, "own-consent");
  await step("recorded", async () => {
    await page.getByRole("button", { name: "Festhalten" }).click();
    await page.waitForURL(/getan=eingewilligt/);
  });
  assert.equal(steps.length, 4, steps.join(", "));

  const said = "Lena Sommer selbst, 16 Jahre alt und einsichtsfähig (§ 36 SGB I)";
  await page.locator("details[id^=einwilligung-] summary").first().click();
  const form = await person.textOnPaper(page.getByRole("link", { name: /Formular drucken/ }).first());
  assert.ok(unbroken(form).includes(unbroken(said)), form);
  assert.ok(unbroken(form).includes(unbroken(text)), "what was shown is what is printed");
  const hers = await person.textOnPaper(`${path}/auskunft.pdf`);
  assert.ok(unbroken(hers).includes(unbroken(said.replace("Lena Sommer", "sie"))), hers);

  const officer = await town.signIn({ role: "privacy_officer", institution });
  await officer.visit("/datenschutz");
  const evidence = "Entschieden hat sie selbst, minderjährig und einsichtsfähig (§ 36 SGB I).";
  await officer.page.getByText(evidence).first().waitFor();
  await fine(officer, "own-consent-evidence");
});

test("a girl of fourteen does not decide alone, and the page says who does", async () => {
  const person = await town.signIn({ role: "caseworker", institution });
  const { page } = person;
  await person.visit("/laufzettel/neu");
  await page.getByLabel("Wer entscheidet?").selectOption("nobody_now");
  await page.getByText("Dann wird jetzt nichts festgehalten. Nächster Schritt:").waitFor();
  await page.getByLabel("Wer entscheidet?").selectOption("legal_carer");
  await page.getByLabel("Aufgabenbereich der Betreuung").waitFor();
  await page.getByLabel("Wer entscheidet?").selectOption("capable_minor");
  await page.getByLabel("Ihr Alter").fill("14");
  await page.getByLabel("Ohne Namen ausstellen").check();
  const offers = page.getByLabel("Wobei braucht sie Hilfe, und wer kann helfen?");
  await offers.selectOption({ index: 1 });
  await page.getByRole("textbox", { name: /^Anlass/ }).fill("Es kommt kein Unterhalt.");
  await page.getByText("Nichts kommt zurück", { exact: true }).click();
  await page.getByLabel(/Ich habe ihr gesagt/).check();
  await page.getByLabel("Der Laufzettel ist gewünscht").check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await page.locator("#decider_age-error").waitFor();
  await page.getByText("Unter 15 Jahren entscheidet sie nicht allein (§ 36 SGB I).").first().waitFor();
  await fine(person, "own-consent-too-young");
});
