// Reads paper as an office does: print at 150 dpi, hold the scanner over it.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const NOTHING_FOUND = 4;

/** The texts of all QR codes in a PDF, page by page. */
export async function decodePdf(pdf) {
  return inFolder(async (folder) => {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    await run("pdftoppm", ["-r", "150", "-png", file, join(folder, "page")]);
    const pages = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
    const found = [];
    for (const page of pages) found.push(...(await scan(join(folder, page))));
    return found;
  });
}

/** What can be read on a PDF's pages, in the order in which it was drawn. */
export async function textOf(pdf) {
  return inFolder(async (folder) => {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    const { stdout } = await run("pdftotext", ["-raw", file, "-"]);
    return stdout;
  });
}

/** Pictures of a PDF's pages, one PNG each: `NAME-1.png` and so on. */
export async function picturesOf(pdf, name) {
  await inFolder(async (folder) => {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    await run("pdftoppm", ["-r", "80", "-png", file, name]);
  });
}

/** The texts of all QR codes in a PNG. */
export async function decodePng(png) {
  return inFolder(async (folder) => {
    const file = join(folder, "picture.png");
    await writeFile(file, png);
    return scan(file);
  });
}

async function scan(file) {
  try {
    const { stdout } = await run("zbarimg", ["--raw", "-q", "--nodbus", file]);
    return stdout.split("\n").filter((line) => line !== "");
  } catch (error) {
    if (error.code === NOTHING_FOUND) return [];
    throw error;
  }
}

async function inFolder(act) {
  const folder = await mkdtemp(join(tmpdir(), "laufzettel-paper-"));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
