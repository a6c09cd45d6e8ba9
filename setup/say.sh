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

# quietly LOG COMMAND...: its output goes to a log; its exit code stays.
quietly() {
    log=$LOGS/$1
    shift
    "$@" >"$log" 2>&1
}

# last LOG: what a log ended with, on one line.
last() { grep -v '^[[:space:]]*$' "$LOGS/$1" 2>/dev/null | tail -n 1 | cut -c 1-300; }
