# Sourced by setup/setup: uv, the Python packages of the locks, MicroPython's WebAssembly build. All inside the project.
TOOL=${TOURNEE_TOOL:-$ROOT/.tool}
LOCKS=$ROOT/locks
UV=$TOOL/uv/bin/uv
# The system's own Python: its headers are those that were installed, whatever `python3` is on the PATH.
PYTHON=${TOURNEE_PYTHON:-/usr/bin/python3}
unset PYTHONPATH PYTHONHOME
# A machine may have a certificate authority of its own; harmless elsewhere.
export UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
SYSTEM_CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
[ -e "$SYSTEM_CERTIFICATES" ] && export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$SYSTEM_CERTIFICATES}" PIP_CERT="${PIP_CERT:-$SYSTEM_CERTIFICATES}"

# mark FILES: what a stamp says when these locks were installed for this Python.
mark() { { "$PYTHON" -V && cat "$@"; } | sha256sum | cut -d ' ' -f 1; }

# current STAMP FILES: is the stamp the mark of these files?
current() {
    stamp=$1
    shift
    [ "$(cat "$stamp" 2>/dev/null)" = "$(mark "$@")" ]
}

python_is_there() {
    [ -x "$PYTHON" ] || stop "$PYTHON is not there; install Debian's package python3 and run again."
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "$PYTHON is older than 3.11; Debian 12 is the oldest release that is supported."
}

could_not() { stop "$1 could not be installed ($(last "$2")); check the network and run again. All that was said is in build/setup/$2."; }

uv_itself() {
    if current "$TOOL/uv/stamp" "$LOCKS/uv.txt" && "$UV" --version >/dev/null 2>&1; then
        say "[2/4] uv, the installer of Python packages: there"
        return
    fi
    say "[2/4] uv, the installer of Python packages (18 MB)"
    enough_disk "$ROOT" 2000
    rm -rf "$TOOL/uv"
    mkdir -p "$TOOL"
    quietly uv.log "$PYTHON" -m venv "$TOOL/uv" || could_not "the environment of uv" uv.log
    quietly uv.log "$TOOL/uv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$LOCKS/uv.txt" || could_not uv uv.log
    mark "$LOCKS/uv.txt" >"$TOOL/uv/stamp"
}

# environment FOLDER LOCK: a Python environment that holds exactly what the lock says.
environment() {
    "$1/bin/python" -c '' 2>/dev/null || quietly venv.log "$UV" venv -q --clear --python "$PYTHON" "$1" || could_not "a Python environment" venv.log
    quietly sync.log "$UV" pip sync -q --python "$1/bin/python" --require-hashes --build-constraints "$LOCKS/build.txt" "$LOCKS/$2" ||
        could_not "the Python packages" sync.log
}

# python_packages run|dev: what the developers' lock holds includes what the run lock holds.
python_packages() {
    venv=$ROOT/.venv
    "$venv/bin/python" -c '' 2>/dev/null || rm -rf "$venv"
    if [ "$1" = run ] && current "$venv/run.stamp" "$LOCKS/run.txt" "$LOCKS/build.txt"; then
        say "[3/4] Python packages: all there"
    elif current "$venv/dev.stamp" "$LOCKS/dev.txt" "$LOCKS/build.txt"; then
        say "[3/4] Python packages: all there"
    else
        say "[3/4] Python packages: installing those of locks/$1.txt ($(grep -c '^[a-zA-Z]' "$LOCKS/$1.txt") at most, about 170 MB the first time)"
        enough_disk "$ROOT" 1500
        rm -f "$venv/run.stamp" "$venv/dev.stamp"
        environment "$venv" "$1.txt"
        mark "$LOCKS/run.txt" "$LOCKS/build.txt" >"$venv/run.stamp"
        [ "$1" = run ] || mark "$LOCKS/dev.txt" "$LOCKS/build.txt" >"$venv/dev.stamp"
    fi
    own_command
}

# The product's own command, with no index and no build: a path file, and a script of two lines.
own_command() {
    site=$(echo "$venv"/lib/python3*/site-packages)
    echo "$ROOT" >"$site/tournee.pth"
    printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m ui.cli.main "$@"\n' >"$venv/bin/tournee"
    chmod 755 "$venv/bin/tournee"
}

# The tests' second and third engine: node comes as a wheel, MicroPython as a package of 540 kB.
webassembly() {
    wasm=$TOOL/wasm
    if current "$wasm/stamp" "$LOCKS/wasm.txt" "$LOCKS/package-lock.json"; then
        say "[4/4] MicroPython's WebAssembly build: there"
        return
    fi
    say "[4/4] MicroPython's WebAssembly build, and a node to run it (61 MB)"
    environment "$wasm" wasm.txt
    cp "$LOCKS/package.json" "$LOCKS/package-lock.json" "$wasm/"
    (cd "$wasm" && PATH=$wasm/bin:$PATH quietly npm.log "$wasm/bin/npm" ci --no-audit --no-fund --ignore-scripts) ||
        could_not "MicroPython's WebAssembly build" npm.log
    mark "$LOCKS/wasm.txt" "$LOCKS/package-lock.json" >"$wasm/stamp"
}
