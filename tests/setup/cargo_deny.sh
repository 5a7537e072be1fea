# cargo-deny checks bans, licences and sources against deny.toml; Debian does not package it.
# shellcheck shell=bash

cargo_deny_version=0.20.2
# The oldest one that reads our deny.toml; somebody's newer one is left alone.
cargo_deny_oldest=0.18.0

# It goes where cargo keeps its tools and serves the next run, too. It runs for seconds: optimising it would take
# longer than it ever saves.
install_cargo_deny() {
  local found
  found=$(cargo deny --version 2>/dev/null | awk '{ print $2 }' || true)
  if [ -n "$found" ] && printf '%s\n' "$cargo_deny_oldest" "$found" | sort --check=quiet --version-sort; then
    echo "cargo-deny $found is there."
    return
  fi
  # Built apart from the project: a tool's crates have no place in its target folder.
  CARGO_TARGET_DIR=$scratch/cargo-deny cargo install cargo-deny --debug \
    --version "$cargo_deny_version" --locked
}
