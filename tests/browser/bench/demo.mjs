// Starts `laufzettel demo` on a free port with a folder of its own, and stops exactly that process.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findLaufzettel } from "./programs.mjs";

/** How long an operator's `systemctl stop` may take. */
export const STOP_WITHIN_MS = 5_000;
// An unoptimised binary plays a whole town before it listens.
const START_WITHIN_MS = 180_000;
const LOG_LIMIT = 200_000;

/**
 * Resolves when the demo has printed its one line of JSON: `{ facts, stop(), log() }`. `persons` went
 * through the offices before: only statistics need them.
 */
export async function startDemo({ binary = findLaufzettel(), persons = 0 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "laufzettel-demo-"));
  const args = ["demo", "--json", "--listen", "127.0.0.1:0", "--data", folder];
  args.push("--seed", "7", "--today", "2026-11-22", "--persons", String(persons));
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });

  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (log = (log + text).slice(-LOG_LIMIT)));
  const ended = new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
  });
  // A test file that throws before its `after` must not leave a server behind.
  const lastResort = () => child.kill("SIGKILL");
  process.once("exit", lastResort);
  const cleared = ended.then(async () => {
    process.off("exit", lastResort);
    await rm(folder, { recursive: true, force: true });
  });

  try {
    const facts = await firstLine(child, ended, () => log);
    return { facts, log: () => log, stop: () => stop(child, ended, cleared) };
  } catch (error) {
    child.kill("SIGKILL");
    await cleared;
    throw error;
  }
}

function firstLine(child, ended, log) {
  return new Promise((resolve, reject) => {
    const fail = (what) => reject(new Error(`the demo ${what}\n${log()}`));
    const timer = setTimeout(() => fail(`was silent for ${START_WITHIN_MS} ms`), START_WITHIN_MS);
    ended.then(({ code, signal, error }) => {
      clearTimeout(timer);
      fail(`ended before it was ready (${error?.message ?? signal ?? code})`);
    });
    createInterface({ input: child.stdout }).once("line", (line) => {
      clearTimeout(timer);
      try {
        resolve(JSON.parse(line));
      } catch {
        fail(`printed something other than one line of JSON: ${line.slice(0, 200)}`);
      }
    });
  });
}

async function stop(child, ended, cleared) {
  const asked = performance.now();
  let tooLate = false;
  const timer = setTimeout(() => {
    tooLate = true;
    child.kill("SIGKILL");
  }, STOP_WITHIN_MS);
  child.kill("SIGTERM");
  const { code, signal } = await ended;
  clearTimeout(timer);
  await cleared;
  if (tooLate) throw new Error(`the server did not end within ${STOP_WITHIN_MS} ms of SIGTERM`);
  return { code, signal, took: performance.now() - asked };
}
