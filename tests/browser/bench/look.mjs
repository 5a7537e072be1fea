// How a page looks and whether everybody can use it.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";

const WIDTHS = [1280, 360];
const NARROWEST = 320;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails when a reader has to scroll sideways (WCAG 1.4.10), down to 320 px. */
export async function noSidewaysScroll(page) {
  await atWidths(page, [...WIDTHS, NARROWEST], async (width) => {
    const wide = await page.evaluate(widestElement);
    if (wide) throw new Error(`${page.url()} scrolls sideways at ${width} px: ${wide}`);
  });
}

/** Full-page pictures at 1280 and 360 px in the folder SCREENSHOTS; without it, nothing is written. */
export async function screenshot(page, name, folder = process.env.SCREENSHOTS) {
  if (!folder) return [];
  await mkdir(folder, { recursive: true });
  const files = [];
  await atWidths(page, WIDTHS, async (width) => {
    const path = join(folder, `${name}-${width}.png`);
    await page.screenshot({ path, fullPage: true });
    files.push(path);
  });
  return files;
}

/** What axe finds against WCAG 2.2 AA, one sentence each; empty when all is well. */
export async function accessibilityViolations(page) {
  // Through the debugging protocol, so that the page's own strict CSP stays in force.
  await page.evaluate(axe.source);
  const run = (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } });
  const { violations } = await page.evaluate(run, WCAG);
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.target).join(", ")})`);
}

async function atWidths(page, widths, act) {
  const before = page.viewportSize();
  try {
    for (const width of widths) {
      await page.setViewportSize({ width, height: before.height });
      await act(width);
    }
  } finally {
    await page.setViewportSize(before);
  }
}

// Runs inside the page. Names the widest element, since "it scrolls" alone does not help to mend it.
function widestElement() {
  const room = window.innerWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const right = (element) => element.getBoundingClientRect().right;
  const widest = [...document.body.querySelectorAll("*")].sort((a, b) => right(b) - right(a))[0];
  const name = widest.tagName.toLowerCase() + (widest.className ? `.${widest.className}` : "");
  return `${name} reaches ${Math.round(right(widest))} px`;
}
