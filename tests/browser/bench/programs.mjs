// Finds the programs that the bench starts: our binary, Chromium, poppler's and zbar's tools.
import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The binary that the Rust tests' build left; LAUFZETTEL_BIN overrides it. */
export function findLaufzettel() {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const path = process.env.LAUFZETTEL_BIN ?? join(resolve(ROOT, target), "debug", "laufzettel");
  if (!runs(path)) throw new Error(`${path} is missing: run tests/run, or cargo build`);
  return path;
}

/** Debian's Chromium; CHROMIUM overrides it. */
export function findChromium() {
  const path = process.env.CHROMIUM || onPath("chromium", "chromium-browser", "google-chrome");
  if (!path || !runs(path)) throw new Error("Chromium is missing: run tests/run, or set CHROMIUM");
  return path;
}

function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
