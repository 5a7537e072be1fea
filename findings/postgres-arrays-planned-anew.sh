#!/usr/bin/env bash
# PostgreSQL 18.7, as PGlite 0.5.17 has it: a prepared statement that takes a short array is planned at every call.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit @electric-sql/pglite@0.5.17
cat >plans.mjs <<'JAVASCRIPT'
import { PGlite } from "@electric-sql/pglite";

const CALLS = 20;
const EXPECTED = {
  number: { custom: 5, generic: 15 },
  array_of_2: { custom: 20, generic: 0 },
  array_of_2_told: { custom: 0, generic: 20 },
};
const database = await PGlite.create();
await database.exec(`
  CREATE TABLE row AS SELECT id::bigint, repeat('x', 100) AS sealed FROM generate_series(1, 50000) AS id;
  ALTER TABLE row ADD PRIMARY KEY (id);
  ANALYZE row;
  PREPARE number(bigint) AS SELECT sealed FROM row WHERE id = $1;
  PREPARE array_of_2(bigint[]) AS SELECT sealed FROM row WHERE id = ANY($1);
  PREPARE array_of_2_told(bigint[]) AS SELECT sealed FROM row WHERE id = ANY($1);
`);
for (let call = 0; call < CALLS; call += 1) {
  await database.exec("EXECUTE number(7)");
  await database.exec("EXECUTE array_of_2('{7, 8}')");
}
await database.exec("SET plan_cache_mode = force_generic_plan");
for (let call = 0; call < CALLS; call += 1) {
  await database.exec("EXECUTE array_of_2_told('{7, 8}')");
}
const sql = "SELECT name, custom_plans, generic_plans FROM pg_prepared_statements";
const { rows } = await database.query(sql);
const found = {};
for (const name of Object.keys(EXPECTED)) {
  const row = rows.find((plan) => plan.name === name);
  found[name] = { custom: Number(row.custom_plans), generic: Number(row.generic_plans) };
}
const { rows: [{ version }] } = await database.query("SELECT version()");
console.log(version);
console.log(`plans of ${CALLS} calls each:`, found);
await database.close();
process.exit(JSON.stringify(found) === JSON.stringify(EXPECTED) ? 0 : 1);
JAVASCRIPT
node plans.mjs
