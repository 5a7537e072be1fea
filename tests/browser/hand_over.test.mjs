// The main job by roles, in a real browser: consent, slip, paper, code, hand-over, feedback; and its
// twin, equal but for her refusal, in which the sender's pages never change.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, openTown } from "./bench.mjs";

const SENDER = { role: "caseworker", institution: "Schuldnerberatung Suhlheim" };
const RECEIVER = { role: "caseworker", institution: "Jugendamt Suhlheim – Unterhaltsvorschuss" };
const WITH_JAVASCRIPT_OFF = "the pages are used as they come: no script is served at all";

let town;

before(async () => {
  town = await openTown();
});
after(async () => {
  await town.close();
});

/** A caseworker fills the page together with her; `comesBack` is the preset that she chooses. */
async function issue(sender, comesBack) {
  const { page } = sender;
  await sender.visit("/laufzettel/neu");
  await page.getByLabel("Name", { exact: true }).fill("Sabine Neumann");
  await page.getByRole("textbox", { name: /^Geburtsjahr/ }).fill("1998");
  await page
    .getByLabel("Wobei braucht sie Hilfe, und wer kann helfen?")
    .selectOption({ label: "Jugendamt Suhlheim – Unterhaltsvorschuss und Beistandschaft – Unterhaltsvorschuss" });
  await page.getByRole("textbox", { name: /^Anlass/ }).fill("Seit einem Jahr kommt kein Unterhalt.");
  // The whole card is the radio button's label.
  await page.getByText(comesBack, { exact: true }).click();
  await page.getByRole("checkbox", { name: "Name und Geburtsjahr" }).check();
  await page.getByRole("checkbox", { name: "Den Anlass, wie er oben steht" }).check();
  await page.getByLabel(/Ich habe ihr gesagt/).check();
  await page.getByLabel("Der Laufzettel ist gewünscht").check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await page.waitForURL(/\/laufzettel\/[0-9a-f]{32}/);
  const path = new URL(page.url()).pathname;
  const codes = await sender.codesOnPaper(page.getByRole("link", { name: /drucken/ }));
  assert.equal(codes.length, 1, "the routing half carries one code");
  return { path, code: codes[0] };
}

/** The receiving office does everything that it can do. */
async function takeOn(receiver, code) {
  const { page } = receiver;
  await page.goto(code);
  assert.equal(new URL(page.url()).pathname, "/s", "the code does not stay in the address");
  await page.getByRole("heading", { name: "Sabine Neumann" }).waitFor();
  assert.match(await page.innerText("main"), /kein Unterhalt/);
  await receiver.look("slip-by-code");
  await page.getByRole("button", { name: "Eingang bestätigen und annehmen" }).click();
  await page.waitForURL(/\/uebergaben\//);
  await receiver.look("handover-accepted");
  await page.getByLabel("Was ist daraus geworden?").selectOption("application_filed");
  await page.getByRole("button", { name: "Abschließen" }).click();
  await page.waitForURL(/getan=abgeschlossen/);
  await receiver.look("handover-concluded");
}

test("what she allowed comes back, step by step", async () => {
  const sender = await town.signIn(SENDER);
  const receiver = await town.signIn(RECEIVER);
  const { path, code } = await issue(sender, "Angekommen und Ergebnis");
  assert.ok(code.startsWith(`${town.baseUrl}/s/`), "the QR code leads to this server");
  await sender.look("slip-issued");
  await takeOn(receiver, code);
  await sender.visit(path);
  const seen = await sender.page.innerText("main");
  for (const sentence of ["Sie ist angekommen.", "Die Stelle nimmt sie an.", "Ergebnis: Antrag gestellt."]) {
    assert.ok(seen.includes(sentence), `the sender reads "${sentence}"`);
  }
  await sender.look("slip-with-feedback");
  assert.deepEqual(await accessibilityViolations(sender.page), []);
  assert.equal(await sender.page.locator("script").count(), 0, WITH_JAVASCRIPT_OFF);
});

test("where she refused, the sender's pages and answers stay the same to the byte", async () => {
  const sender = await town.signIn(SENDER);
  const receiver = await town.signIn(RECEIVER);
  const { path, code } = await issue(sender, "Nichts kommt zurück");
  const token = await apiToken(SENDER);
  const look = async () => {
    const pages = [];
    for (const page of [path, "/eingang", "/"]) {
      pages.push(await (await sender.context.request.get(page)).text());
    }
    for (const endpoint of [`/api/v1/slips/${path.split("/").pop()}`, "/api/v1/slips", "/api/v1/clients"]) {
      const answer = await fetch(town.baseUrl + endpoint, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(answer.status, 200, endpoint);
      pages.push(await answer.text());
    }
    return pages;
  };
  const before = await look();
  await takeOn(receiver, code);
  assert.deepEqual(await look(), before);
  await sender.visit(path);
  assert.match(await sender.page.innerText("main"), /Rückmeldung ist nicht vorgesehen/);
});

async function apiToken(who) {
  const { user, password } = town.loginOf(who);
  const answer = await fetch(`${town.baseUrl}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user, password }),
  });
  return (await answer.json()).token;
}

test("the wrong office reads one sentence, whatever it types", async () => {
  const wrong = await town.signIn({ role: "caseworker", institution: "Wohnungsamt Suhlheim" });
  const foreign = town.slips.find((slip) => slip.case.includes("Neumann")).code;
  await wrong.visit("/eingang");
  await wrong.page.getByLabel("Code vom Laufzettel").fill(foreign);
  await wrong.page.getByRole("button", { name: "Laufzettel öffnen" }).click();
  assert.match(await wrong.page.innerText("main"), /für Ihre Einrichtung keinen Laufzettel/);
  await wrong.look("unknown-code");
});

test("every page that is there is readable on a phone and by a screen reader", async () => {
  const sender = await town.signIn(RECEIVER);
  for (const path of ["/", "/eingang", "/laufzettel/neu", "/impressum", "/barrierefreiheit"]) {
    await sender.visit(path);
    await sender.look(`page${path.replaceAll("/", "-")}`);
    assert.deepEqual(await accessibilityViolations(sender.page), [], path);
  }
  const stranger = await town.visitor();
  for (const path of ["/", "/anmelden"]) {
    await stranger.visit(path);
    await stranger.look(`stranger${path.replaceAll("/", "-")}`);
    assert.deepEqual(await accessibilityViolations(stranger.page), [], path);
  }
});

test("a role without pages yet finds a friendly sentence, not an empty door", async () => {
  const { institution } = town.logins.find((login) => login.role === "operator");
  const person = await town.signIn({ role: "operator", institution });
  await person.visit("/");
  assert.match(await person.page.innerText("main"), /Ihre Seiten entstehen gerade/);
  await person.look("start-operator");
  await person.leave();
});
