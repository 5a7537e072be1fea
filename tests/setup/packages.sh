# Finds the programs that the tests start, and installs those that are missing on Debian.
# shellcheck shell=bash

# Sets `postgres_bin`: Debian keeps the server's programs out of PATH, one folder per version.
find_postgres() {
  local version
  for version in 15 16 17 18; do
    postgres_bin=/usr/lib/postgresql/$version/bin
    [ -x "$postgres_bin/initdb" ] && return 0
  done
  postgres_bin=$(dirname "$(readlink -f "$(command -v initdb)")" 2>/dev/null) &&
    [ -x "$postgres_bin/initdb" ] && [ -x "$postgres_bin/pg_ctl" ]
}

# Sets and exports CHROMIUM, which wins when it is already set.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && CHROMIUM=$(command -v "$name"); then
      export CHROMIUM
      return 0
    fi
  done
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    explain "Neither root nor sudo: please run this yourself, then start the tests again:" "$@"
    return 1
  fi
}

install_missing_packages() {
  local mode=$1 missing=()
  find_postgres || missing+=(postgresql-15)
  # The Rust tests read what papers say; the browser tests look at them.
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  if [ "$mode" = all ]; then
    find_chromium || missing+=(chromium)
    command -v zbarimg >/dev/null || missing+=(zbar-tools)
    # Debian parts python from what makes its environments.
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
  fi
  if [ ${#missing[@]} -eq 0 ]; then
    echo "Nothing is missing."
    return
  fi
  if ! command -v apt-get >/dev/null; then
    explain "Please install what provides these Debian packages, then start again: ${missing[*]}"
    return 1
  fi
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${missing[@]}"
  find_postgres
  [ "$mode" = quick ] || find_chromium
}
