// The browser tests' language: a town, the people who sign in to it, and what they see and print.
import { chromium } from "playwright-core";
import { startDemo } from "./bench/demo.mjs";
import { findChromium } from "./bench/programs.mjs";
import { Person } from "./bench/person.mjs";

export { accessibilityViolations, noSidewaysScroll, screenshot } from "./bench/look.mjs";
export { decodePdf, decodePng, picturesOf, textOf } from "./bench/paper.mjs";

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

// Chromium calls home otherwise; a closed network then costs seconds at every start.
const QUIET = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-quic",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
];

/** Headless Chromium with a profile of its own, without the sandbox that root cannot have. */
export function launchChromium() {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    chromiumSandbox: false,
    args: QUIET,
  });
}

/**
 * Starts the demo with its five cases and a browser: `const town = await openTown()`. Statistics need
 * `persons` who went through the offices before.
 */
export async function openTown({ persons = 0 } = {}) {
  const demo = await startDemo({ persons });
  try {
    return new Town(demo, await launchChromium());
  } catch (error) {
    await demo.stop();
    throw error;
  }
}

class Town {
  #demo;
  #browser;
  #strangers = new Set();

  constructor(demo, browser) {
    this.#demo = demo;
    this.#browser = browser;
    this.baseUrl = demo.facts.base_url;
    this.slips = demo.facts.slips;
    this.logins = demo.facts.logins;
    this.store = demo.facts.store;
    this.data = demo.facts.data;
  }

  /** Everything that the server wrote to standard error so far. */
  get serverLog() {
    return this.#demo.log();
  }

  /** The demo's slip of a case: `town.slipOf("Neumann")`. */
  slipOf(name) {
    return only(this.slips, (slip) => slip.case.includes(name), `slip of "${name}"`, (slip) => slip.case);
  }

  /** Somebody without an account, on a phone: the parent with her half of the slip. */
  visitor({ viewport = PHONE, ...options } = {}) {
    return this.#person({ viewport, ...options });
  }

  /** Staff, signed in on a desk computer: `town.signIn({ role: "caseworker", institution: "Jugendamt" })`. */
  async signIn({ role, institution, viewport = DESK, ...options }) {
    const login = this.#login(role, institution);
    const person = await this.#person({ viewport, ...options });
    await person.signIn(login);
    return person;
  }

  /** User name and password of somebody, for the API. */
  loginOf({ role, institution }) {
    return this.#login(role, institution);
  }

  /** Closes the browser, stops the server, and says who else the pages wanted to talk to. */
  async close() {
    let ended;
    try {
      await this.#browser.close();
    } finally {
      ended = await this.#demo.stop();
    }
    if (this.#strangers.size > 0) {
      throw new Error(`pages asked hosts other than ${this.baseUrl}: ${[...this.#strangers].join(", ")}`);
    }
    return ended;
  }

  async #person(options) {
    const context = await this.#browser.newContext({
      baseURL: this.baseUrl,
      locale: "de-DE",
      timezoneId: "Europe/Berlin",
      ...options,
    });
    context.on("request", (request) => this.#noteStranger(request.url()));
    return new Person(context, await context.newPage());
  }

  #noteStranger(address) {
    const { protocol, origin } = new URL(address);
    const own = origin === new URL(this.baseUrl).origin;
    if (!own && protocol.startsWith("http")) this.#strangers.add(origin);
  }

  #login(role, institution) {
    const { logins } = this.#demo.facts;
    const name = (login) => `${login.role} at ${login.institution}`;
    const ofRole = logins.filter((login) => login.role === role);
    const exact = ofRole.filter((login) => login.institution === institution);
    if (exact.length > 0) return exact[0];
    const fits = (login) => institution === undefined || (login.institution ?? "").includes(institution);
    return only(ofRole, fits, `${role} at ${institution ?? "any institution"}`, name, logins);
  }
}

// A test that means one person must not silently get another one.
function only(candidates, fits, wanted, name, all = candidates) {
  const found = candidates.filter(fits);
  if (found.length === 1) return found[0];
  const known = (found.length > 1 ? found : all).map(name).join("; ");
  throw new Error(`${found.length === 0 ? "no" : "more than one"} ${wanted}; there are: ${known}`);
}
