// Somebody in front of a browser: own cookies, own page; reads, clicks and prints.
import { noSidewaysScroll, screenshot } from "./look.mjs";
import { decodePdf, textOf } from "./paper.mjs";

export class Person {
  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  /** Goes to a path of the town and fails on an error page: `await parent.visit("/wegweiser")`. */
  async visit(path) {
    const response = await this.page.goto(path);
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}`);
    return this.page;
  }

  async signIn({ user, password, role }) {
    await this.visit("/anmelden");
    // `:not([type=hidden])`: the form also carries what was typed before a session ended.
    await this.page.locator('input[name="user_name"]:not([type=hidden])').fill(user);
    await this.page.locator('input[name="password"]:not([type=hidden])').fill(password);
    const answered = this.page.waitForResponse((response) => response.request().method() === "POST");
    await this.page.locator('input[name="password"]').press("Enter");
    await answered;
    await this.page.waitForLoadState();
    if ((await this.page.locator('input[name="password"]').count()) > 0) {
      throw new Error(`${user} (${role}) could not sign in: ${await this.page.innerText("main")}`);
    }
  }

  /** The PDF behind a link or a path, fetched with this person's session. */
  async pdf(linkOrPath) {
    const path = typeof linkOrPath === "string" ? linkOrPath : await linkOrPath.getAttribute("href");
    const response = await this.context.request.get(path);
    const type = response.headers()["content-type"] ?? "";
    if (!response.ok() || !type.startsWith("application/pdf")) {
      throw new Error(`${path} is no PDF: ${response.status()} ${type}`);
    }
    return response.body();
  }

  /** What a phone's camera reads from the print: the texts of its QR codes. */
  async codesOnPaper(linkOrPath) {
    return decodePdf(await this.pdf(linkOrPath));
  }

  /** What stands on the PDF behind a link or a path. */
  async textOnPaper(linkOrPath) {
    return textOf(await this.pdf(linkOrPath));
  }

  /** Pictures of the page at both widths, each checked against sideways scrolling. */
  async look(name) {
    await noSidewaysScroll(this.page);
    return screenshot(this.page, name);
  }

  async leave() {
    await this.context.close();
  }
}
