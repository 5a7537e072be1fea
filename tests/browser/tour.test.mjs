// The demo's start page leads to every stop of the tour with one click; and somebody whom an office
// knows gets another slip without being asked again who she is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibilityViolations, openTown } from "./bench.mjs";

const SENDER = { role: "caseworker", institution: "Schuldnerberatung Suhlheim" };

let town;

before(async () => {
  town = await openTown();
});
after(async () => {
  await town.close();
});

test("each stop of the tour is one click away", async () => {
  const stranger = await town.visitor();
  await stranger.visit("/");
  await stranger.look("tour");
  assert.deepEqual(await accessibilityViolations(stranger.page), []);
  const stops = await stranger.page.getByRole("button", { name: /^Ansehen als / }).count();
  assert.ok(stops >= 5, `${stops} stops`);
  await stranger.leave();
  for (let stop = 0; stop < stops; stop += 1) {
    const person = await town.visitor();
    const { page } = person;
    await person.visit("/");
    const button = page.getByRole("button", { name: /^Ansehen als / }).nth(stop);
    const office = (await button.innerText()).replace("Ansehen als Fachkraft, ", "").split("\n")[0];
    const target = await page.locator('input[name="target"]').nth(stop).inputValue();
    const answered = page.waitForResponse((response) => response.url().endsWith(target));
    await button.click();
    assert.equal((await answered).status(), 200, target);
    assert.ok(page.url().endsWith(target), `${page.url()} is ${target}`);
    const signedIn = await page.innerText("header");
    assert.ok(signedIn.includes(office.split(":")[0].trim()), `${signedIn} names ${office}`);
    await person.look(`tour-stop-${stop + 1}`);
    assert.deepEqual(await accessibilityViolations(page), [], target);
    await person.leave();
  }
});

test("somebody whom the office knows gets another slip", async () => {
  const sender = await town.signIn(SENDER);
  const { page } = sender;
  const client = await recorded("Sabine Neumann");
  await sender.visit(`/laufzettel/neu?person=${client}`);
  assert.match(await page.innerText("main"), /Sabine Neumann/);
  assert.equal(await page.getByLabel("Name", { exact: true }).count(), 0, "nobody asks her name again");
  await sender.look("issue-for-a-known-person");
  assert.deepEqual(await accessibilityViolations(page), []);
  await page.getByLabel("Wobei braucht sie Hilfe, und wer kann helfen?").selectOption({ index: 1 });
  await page.getByRole("checkbox", { name: "Name und Geburtsjahr" }).check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  // Two ticks are missing: she is still there, and so is everything that was chosen.
  await page.getByRole("alert").or(page.getByText("Ihre Eingaben sind alle noch da.")).first().waitFor();
  assert.match(await page.innerText("main"), /Sabine Neumann/);
  assert.ok(await page.getByRole("checkbox", { name: "Name und Geburtsjahr" }).isChecked());
  await sender.look("issue-for-a-known-person-error");
  await page.getByLabel(/Ich habe ihr gesagt/).check();
  await page.getByLabel("Der Laufzettel ist gewünscht").check();
  await page.getByRole("button", { name: "Ausstellen und drucken" }).click();
  await page.waitForURL(/\/laufzettel\/[0-9a-f]{32}/);
  assert.match(await page.innerText("main"), /Sabine Neumann/);
});

/** A record of her at the sender's office, opened over the API. */
async function recorded(name) {
  const { user, password } = town.loginOf(SENDER);
  const send = async (path, body, headers = {}) => {
    const answer = await fetch(`${town.baseUrl}/api/v1/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, `${path} answered ${answer.status}`);
    return answer.json();
  };
  const { token } = await send("sessions", { user, password });
  const identity = { name, birth_year: 1998, contact: "0171 39200 00" };
  const known = { identity, children: ["under_3", "6_to_9"] };
  return (await send("clients", known, { authorization: `Bearer ${token}` })).client;
}
