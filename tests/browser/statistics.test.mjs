// The network on one picture, by roles: the coordinator reads releases, compares them with the chain and
// adopts a new version; a lead sees the own office's counts too; a caseworker sees no figures at all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, openTown } from "./bench.mjs";

const COORDINATOR = { role: "coordinator" };
const OFFICE = "Schuldnerberatung Suhlheim";

let town;

before(async () => {
  town = await openTown({ persons: 300 });
});
after(async () => {
  await town.close();
});

async function looksWell(person, name) {
  await person.look(name);
  assert.deepEqual(await accessibilityViolations(person.page), [], name);
}

test("the tour begins with the network's picture, with numbers beneath", async () => {
  const stranger = await town.visitor();
  const { page } = stranger;
  await stranger.visit("/");
  await page.getByRole("button", { name: /^Ansehen als Netzwerkkoordination/ }).click();
  await page.waitForURL(/\/statistik$/);
  const picture = page.getByRole("img", { name: /Wege durch das Netzwerk/ }).first();
  await picture.waitFor();
  await looksWell(stranger, "statistics");

  // The paths of the half-year that is observed; the access release of it stands beside.
  await page.getByRole("link", { name: "Alle Zahlen ansehen" }).click();
  await page.waitForURL(/\/statistik\/[0-9a-f]{32}$/);
  assert.ok((await page.getByRole("table").count()) >= 4);
  assert.match(await page.innerText("main"), /etwa \d+/);
  await looksWell(stranger, "statistics-period");

  const pdf = await page.request.get(`${page.url()}/wege.pdf`);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  const csv = await page.request.get(`${page.url()}/zahlen.csv`);
  const lines = (await csv.text()).trim().split("\n");
  assert.ok(lines.length > 10, `${lines.length} lines`);
  const json = await (await page.request.get(`${page.url()}/veroeffentlichung.json`)).json();
  assert.equal(json.cells.length + 1, lines.length);
  assert.ok(json.cells.every((cell) => cell.persons >= 10));
  await stranger.leave();
});

test("two half-years stand side by side, and a revision is refused with a reason", async () => {
  const coordinator = await town.signIn(COORDINATOR);
  const { page } = coordinator;
  await coordinator.visit("/statistik");
  await page.getByRole("button", { name: "Vergleichen" }).click();
  await page.waitForURL(/\/statistik\/vergleich\?/);
  await page.getByRole("img", { name: /nebeneinander$/ }).first().waitFor();
  assert.match(await page.innerText("h1"), /\d\. Halbjahr \d{4} und \d\. Halbjahr \d{4}/);
  await looksWell(coordinator, "statistics-comparison");

  await coordinator.visit("/statistik");
  await page.getByRole("link", { name: /Halbjahr \d{4}: Wege$/ }).first().click();
  await page.getByRole("button", { name: "Neu zählen lassen" }).click();
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /zu wenig geändert/);
  assert.equal(await page.getByRole("heading", { name: "Was die Zahlen sagen" }).count(), 1);
  await looksWell(coordinator, "statistics-revision-refused");
  await coordinator.leave();
});

test("the chain is measured, and a new version is adopted without losing what was typed", async () => {
  const coordinator = await town.signIn(COORDINATOR);
  const { page } = coordinator;
  await coordinator.visit("/kette");
  await page.getByRole("img", { name: /Kette/ }).first().waitFor();
  await looksWell(coordinator, "service-chain");

  const field = page.getByLabel("Text der Kette");
  const text = await field.inputValue();
  const broken = text.replace('"kita"', '"kitta"');
  assert.notEqual(broken, text);
  await field.fill(broken);
  await page.getByRole("button", { name: "Als neue Fassung festhalten" }).click();
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /kitta/);
  assert.equal(await page.getByLabel("Text der Kette").inputValue(), broken);
  await looksWell(coordinator, "service-chain-error");

  await page.getByLabel("Text der Kette").fill(text.replace("Klärung und Lotse", "Ankommen und Lotse"));
  await page.getByRole("button", { name: "Als neue Fassung festhalten" }).click();
  await page.waitForURL(/\/kette\?getan=/);
  assert.match(await page.innerText("main"), /Es gilt Fassung 2/);
  await coordinator.leave();
});

test("a lead sees the own office's exact counts; a caseworker sees the chain and no figures", async () => {
  const lead = await town.signIn({ role: "lead", institution: OFFICE });
  await lead.visit("/statistik");
  await lead.page.getByRole("region", { name: "Ihre Einrichtung, genau gezählt" }).getByRole("table").waitFor();
  await looksWell(lead, "statistics-lead");
  await lead.leave();

  const caseworker = await town.signIn({ role: "caseworker", institution: OFFICE });
  const answered = await caseworker.page.goto(`${town.baseUrl}/statistik`);
  assert.equal(answered.status(), 403);
  await caseworker.visit("/kette");
  assert.doesNotMatch(await caseworker.page.innerText("main"), /Von etwa \d+/);
  assert.equal(await caseworker.page.getByLabel("Text der Kette").count(), 0);
  await caseworker.leave();
});
