# Headings and durations. A step that fails ends the run; tests count their failures instead (tally.sh).
# shellcheck shell=bash

current_step=""

step() {
  local title=$1 started=$SECONDS
  shift
  current_step=$title
  printf '\n=== %s ===\n' "$title"
  "$@"
  printf -- '--- %s: %d s\n' "$title" "$((SECONDS - started))"
  current_step=""
}

explain() {
  printf '%s\n' "$*" >&2
}
