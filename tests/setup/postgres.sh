# A throw-away PostgreSQL cluster for one test run: own folder, own port, loopback only.
# shellcheck shell=bash

postgres_dir=""

# PostgreSQL refuses to run as root; the Debian package brings the user.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  node -e 'const s = require("node:net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

start_postgres() {
  local port attempt settings
  postgres_dir=$(mktemp -d "${TMPDIR:-/tmp}/laufzettel-postgres.XXXXXX")
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$postgres_dir"; fi
  as_postgres "$postgres_bin/initdb" --pgdata="$postgres_dir/data" --username=postgres \
    --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$scratch/initdb.log"
  # Nothing here has to survive a crash; nextest runs each test in its own process, hence the connections.
  settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_dir"
  settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
  # Another program may take the port between the question and the start.
  for attempt in 1 2 3 4 5; do
    port=$(free_port)
    if as_postgres "$postgres_bin/pg_ctl" --pgdata="$postgres_dir/data" --silent --wait \
      --log="$postgres_dir/log" --options="$settings -c port=$port" start; then
      export LAUFZETTEL_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
      echo "$LAUFZETTEL_TEST_POSTGRES in $postgres_dir"
      return
    fi
    explain "PostgreSQL did not start (attempt $attempt)."
  done
  cat "$postgres_dir/log" >&2
  return 1
}

# Stops exactly the cluster in that folder, and only if this run made it.
stop_postgres() {
  local stopped=0
  [ -n "$postgres_dir" ] || return 0
  if [ -f "$postgres_dir/data/postmaster.pid" ]; then
    as_postgres "$postgres_bin/pg_ctl" --pgdata="$postgres_dir/data" --silent --mode=immediate stop ||
      stopped=1
  fi
  rm -rf -- "$postgres_dir"
  postgres_dir=""
  return "$stopped"
}
