#!/usr/bin/env bash
# async-recursion 1.2.0: under the attribute an argument fn(&T) or impl Fn(&T) takes references of one lifetime only, and for<'a> fn(&'a T) does not compile; a type parameter F: Fn(&T) is as without it.
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
async-recursion = "=1.2.0"
TOML

# Compiles one function without and with the attribute; says what the compiler said.
seen() {
  local what=$1 argument=$2 attribute=$3 generic=${4-} said
  cat >"$folder/src/lib.rs" <<RUST
$attribute
pub async fn longest$generic(mut rows: Vec<String>, id: $argument) -> Vec<String> {
    rows.retain(|row| id(row) > 3);
    rows
}
RUST
  if said=$(cargo check --quiet --manifest-path "$folder/Cargo.toml" --target-dir "$folder/target" 2>&1); then
    said=compiles
  else
    said=$(grep --max-count 1 '^error' <<<"$said")
  fi
  printf '%-28s %s\n' "$what" "$said"
  got+="$said|"
}

echo "async-recursion 1.2.0, $(rustc --version)"
got=
attribute='#[async_recursion::async_recursion]'
seen 'fn(&T), bare' 'fn(&String) -> usize' ''
seen 'fn(&T), attribute' 'fn(&String) -> usize' "$attribute"
seen "for<'a> fn, bare" "for<'a> fn(&'a String) -> usize" ''
seen "for<'a> fn, attribute" "for<'a> fn(&'a String) -> usize" "$attribute"
seen 'impl Fn(&T), attribute' 'impl Fn(&String) -> usize + Send' "$attribute"
seen 'F: Fn(&T), attribute' 'F' "$attribute" '<F: Fn(&String) -> usize + Send>'
[[ $got == "compiles|error[E0521]"*"|compiles|error[E0261]"*"|error[E0521]"*"|compiles|" ]]
