# Sourced by the other scripts: how the set-up speaks, and where it writes what others say.
# Every TOURNEE_... variable is for the set-up's own tests.
LOGS=${TOURNEE_LOGS:-$ROOT/build/setup}
mkdir -p "$LOGS"

say() { printf '%s\n' "$*"; }

# stop SENTENCE: the one clear sentence, and the end.
stop() {
    printf 'set-up: %s\n' "$*" >&2
    exit 1
}

# quietly LOG COMMAND...: its output goes to a log, its exit code stays; on a slow line one sees that it is at work.
quietly() {
    log=$LOGS/$1
    shift
    (
        waited=0
        # The sleep that outlives us must hold neither our output nor the set-up's lock.
        while sleep 15 >/dev/null 2>&1 9>&-; do
            waited=$((waited + 15))
            say "      at work for $waited s"
        done
    ) &
    ticker=$!
    code=0
    "$@" >"$log" 2>&1 || code=$?
    kill "$ticker" 2>/dev/null
    return "$code"
}

# last LOG: what a log ended with, on one line.
last() { grep -v '^[[:space:]]*$' "$LOGS/$1" 2>/dev/null | tail -n 1 | cut -c 1-300; }
