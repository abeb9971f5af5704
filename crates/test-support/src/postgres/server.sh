# Runs a PostgreSQL server until standard input closes, then removes it with all its files.
# Prints `ready`, or what went wrong.
#
# Arguments: an empty directory that belongs to the user of the server, a free port, the directory
# of the binaries, and the command that runs another one as that user (nothing: as ourselves).

trap '' HUP INT TERM
directory=$1 port=$2 binaries=$3
shift 3
cd / || exit 1

fail() {
    cat "$directory"/*.log
    rm -rf "$directory"
    exit 1
}

# Sorts by code points, as SQLite does, but knows the case of letters beyond ASCII where the system
# has that locale.
init() {
    locale=$1
    shift
    "$@" "$binaries/initdb" --pgdata="$directory/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C --lc-ctype="$locale" --no-sync </dev/null >"$directory/initdb.log" 2>&1
}
init C.UTF-8 "$@" || init C "$@" || fail

"$@" "$binaries/pg_ctl" start --wait --timeout=60 --silent --pgdata="$directory/data" \
    --log="$directory/server.log" --options="-h 127.0.0.1 -p $port -k '$directory' \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
    </dev/null >/dev/null 2>&1 || fail

echo ready
exec >/dev/null

while read -r _; do :; done

"$@" "$binaries/pg_ctl" stop --wait --mode=immediate --silent --pgdata="$directory/data" \
    </dev/null >/dev/null 2>&1
rm -rf "$directory"
