#!/usr/bin/env bash
# PostgreSQL 18.7, as PGlite 0.5.17 has it: of 120 deleted keys a third stand in the table's file after VACUUM.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit @electric-sql/pglite@0.5.17
cat >keys.mjs <<'JAVASCRIPT'
import { PGlite } from "@electric-sql/pglite";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const COUNT = 400;
const EXPECTED = { deleted: 120, vacuumed: 40, rewritten: 0 };
const folder = join(process.cwd(), "data");
const database = await PGlite.create(folder);
await database.exec("CREATE TABLE key (id integer PRIMARY KEY, wrapped bytea)");
const keys = Array.from({ length: COUNT }, (_, id) =>
  createHash("sha256").update(`key ${id}`).digest());
for (const [id, key] of keys.entries()) {
  await database.query("INSERT INTO key VALUES ($1, $2)", [id, key]);
}
// The last thirty of each hundred: some of them are the last of a page.
const gone = keys.filter((_, id) => id % 100 >= 70);

const files = (path) => readdirSync(path).flatMap((name) => {
  const inner = join(path, name);
  return statSync(inner).isDirectory() ? files(inner) : [inner];
});

/** How many of the deleted keys stand in files of tables. */
async function standing() {
  await database.exec("CHECKPOINT");
  const tables = files(join(folder, "base")).map((file) => readFileSync(file));
  return gone.filter((key) => tables.some((table) => table.includes(key))).length;
}

const found = {};
await database.exec("DELETE FROM key WHERE id % 100 >= 70");
found.deleted = await standing();
await database.exec("VACUUM key");
found.vacuumed = await standing();
await database.exec("VACUUM (FULL) key");
found.rewritten = await standing();
const { rows } = await database.query("SELECT version()");
console.log(rows[0].version);
console.log(`of ${gone.length} deleted keys in the files:`, found);
await database.close();
process.exit(JSON.stringify(found) === JSON.stringify(EXPECTED) ? 0 : 1);
JAVASCRIPT
node keys.mjs
