# Adds up what the test runners say, for the one closing line of the run.
# shellcheck shell=bash

passed=0
failed=0

# Sums the numbers that an extended regular expression finds, as in sum_of '[0-9]+ passed' FILE.
sum_of() {
  { grep -oE -- "$1" "$2" || true; } | { grep -oE '[0-9]+' || true; } | awk '{ sum += $1 } END { print sum + 0 }'
}

count_nextest() {
  grep -E '^ *Summary \[' "$1" | tail -n 1 >"$1.summary" || true
  suite_passed=$(sum_of '[0-9]+ passed' "$1.summary")
  suite_failed=$(sum_of '[0-9]+ (failed|timed out|exec failed)' "$1.summary")
}

count_libtest() {
  grep -E '^test result: ' "$1" >"$1.summary" || true
  suite_passed=$(sum_of '[0-9]+ passed' "$1.summary")
  suite_failed=$(sum_of '[0-9]+ failed' "$1.summary")
}

# node's spec report is for people; the numbers come from the TAP report beside it.
count_node() {
  local report=$scratch/node.tap
  [ -f "$report" ] || report=/dev/null
  suite_passed=$(sum_of '^# pass [0-9]+' "$report")
  suite_failed=$(sum_of '^# (fail|cancelled) [0-9]+' "$report")
}

# tally RUNNER COMMAND...: runs a suite to its end and counts it; a red suite does not end the run.
tally() {
  local runner=$1 status=0 suite_passed=0 suite_failed=0
  local log=$scratch/suite.log
  shift
  "$@" 2>&1 | tee "$log" || status=$?
  "count_$runner" "$log"
  # A runner that fell over before its first test has failed, too.
  if [ "$status" -ne 0 ] && [ "$suite_failed" -eq 0 ]; then suite_failed=1; fi
  passed=$((passed + suite_passed))
  failed=$((failed + suite_failed))
  echo "$runner: $suite_passed passed, $suite_failed failed"
}

print_totals() {
  local status=$1
  if [ -n "$current_step" ]; then
    printf '\nThe run ended in the step "%s".\n' "$current_step"
    failed=$((failed + 1))
  elif [ "$status" -ne 0 ]; then
    failed=$((failed + 1))
  elif [ "$passed" -eq 0 ]; then
    printf '\nNo test ran.\n'
    failed=$((failed + 1))
  fi
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] || exit 1
}
