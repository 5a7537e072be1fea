#!/usr/bin/env bash
# utoipa 6.0.0, feature auto_into_responses: a handler that gives impl Trait compiles under the attribute, one that gives Result<impl Trait, E> does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cat >"$folder/Cargo.toml" <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2024"

[dependencies]
utoipa = { version = "=6.0.0", features = ["auto_into_responses"] }
utoipa-gen = "=6.0.1"
TOML

# Compiles a handler with this result, without and with the attribute; says what the compiler said.
seen() {
  local result=$1 value=$2 attribute=$3 said
  cat >"$folder/src/lib.rs" <<RUST
$attribute
pub fn paper() -> $result {
    $value
}
RUST
  if said=$(cargo check --quiet --manifest-path "$folder/Cargo.toml" --target-dir "$folder/target" 2>&1); then
    said=compiles
  else
    said=$(grep --max-count 1 '^error' <<<"$said")
  fi
  printf '%-40s %-10s %s\n' "$result" "${attribute:+attribute}" "$said"
  got+="$said|"
}

echo "utoipa 6.0.0, utoipa-gen 6.0.1, $(rustc --version)"
got=
attribute='#[utoipa::path(get, path = "/paper", responses((status = 200, body = String)))]'
seen 'impl ToString' '1' "$attribute"
seen 'Result<impl ToString, ()>' 'Ok::<i32, ()>(1)' ''
seen 'Result<impl ToString, ()>' 'Ok::<i32, ()>(1)' "$attribute"
[[ $got == "compiles|compiles|error[E0562]"*"|" ]]
