# Sourced by setup/setup: the packages of Debian that image/packages.csv lists for the kinds wanted.
PACKAGES=$ROOT/image/packages.csv
POLICY=${TOURNEE_POLICY:-/usr/sbin/policy-rc.d}
READER=${TOURNEE_READER:-/etc/reader.conf.d/vpcd}

debian_release() { cut -d . -f 1 "${TOURNEE_DEBIAN_VERSION:-/etc/debian_version}" 2>/dev/null; }

# rows FIELD KINDS: that field of each row whose kind is wanted and which this release of Debian has.
rows() {
    awk -F, -v field="$1" -v kinds=" $2 " -v release="$(debian_release)" '
        NR > 1 && index(kinds, " " $2 " ") && ($3 == "" || release + 0 == 0 || release + 0 >= $3 + 0) { print $field }' "$PACKAGES"
}

# not_there PACKAGES: those that apt would have to install; fails when apt does not know one of them yet.
not_there() {
    planned=$(LC_ALL=C apt-get -s -qq install --no-upgrade --no-install-recommends "$@" 2>/dev/null) || return 1
    printf '%s\n' "$planned" | awk '$1 == "Inst" { print $2 }'
}

# megabytes PACKAGES: what apt would have to download for them.
megabytes() {
    LC_ALL=C apt-get -qq --print-uris install --no-upgrade --no-install-recommends "$@" 2>/dev/null |
        awk '{ octets += $3 } END { print int(octets / 1000000) + 1 }'
}

# become_root MISSING: sets AS_ROOT to what lets a command run as root, or stops with what to hand to an administrator.
become_root() {
    AS_ROOT=
    [ "$(id -u)" = 0 ] && return
    AS_ROOT=sudo
    command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; } && return
    stop "system packages are missing and you are neither root nor allowed sudo; an administrator can type:" \
        "apt-get update && apt-get install --no-install-recommends $*"
}

enough_disk() {
    free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$2" ] || stop "only $free MB are free on the disk of $1, and $2 MB are needed; make room and run again."
}

# Nothing that we install may start a service: the machine's owner did not ask for a mail server.
hold_services() {
    [ -e "$POLICY" ] && return
    printf '#!/bin/sh\nexit 101\n' | $AS_ROOT tee "$POLICY" >/dev/null
    $AS_ROOT chmod 755 "$POLICY"
    HELD=1
}

free_services() {
    [ "${HELD:-}" ] && $AS_ROOT rm -f "$POLICY"
    HELD=
}

# install_packages PACKAGES: one apt call, its progress in one line each few packages.
install_packages() {
    total=$#
    case " $* " in *" postfix "*)
        echo 'postfix postfix/main_mailer_type select No configuration' | $AS_ROOT debconf-set-selections
        ;;
    esac
    hold_services
    trap free_services EXIT
    {
        $AS_ROOT env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 install --no-upgrade --no-install-recommends "$@" 2>&1
        echo "rc=$?"
    } | tee "$LOGS/apt.log" | awk -v total="$total" '
        /^Setting up / && ++n % 20 == 0 { print "      " n " packages set up"; fflush() }
        /^Get:/ && ++got % 25 == 0 { print "      " got " packages fetched"; fflush() }'
    free_services
    grep -q '^rc=0$' "$LOGS/apt.log" && return
    stop "apt could not install the system packages ($(grep '^E:' "$LOGS/apt.log" | head -n 1 | cut -c 1-200)); all it said is in build/setup/apt.log."
}

# What the packages that we brought would do at the next start of the machine, or to other users of pcscd, is undone.
calm() {
    for package in "$@"; do
        for unit in $(awk -F, -v package="$package" '$1 == package { print $4 }' "$PACKAGES"); do
            command -v systemctl >/dev/null 2>&1 && $AS_ROOT systemctl disable -q "$unit" >/dev/null 2>&1 || true
        done
        if [ "$package" = vsmartcard-vpcd ] && [ -e "$READER" ]; then
            $AS_ROOT mv "$READER" "${READER%/*/*}/vpcd-reader.conf.inactive"
            say "      the virtual reader's own configuration was moved out of ${READER%/*}: it would listen on every address"
        fi
    done
}

# system_packages KINDS: install what is missing; nothing is asked when nothing is.
system_packages() {
    command -v apt-get >/dev/null 2>&1 || stop "this set-up knows Debian 12 and 13 only; on another system install the packages of image/packages.csv by hand."
    wanted=$(rows 1 "$1")
    # shellcheck disable=SC2086 # names without spaces, one word each
    missing=$(not_there $wanted) && [ -z "$missing" ] && {
        say "[1/4] system packages: all there"
        return
    }
    # shellcheck disable=SC2086
    become_root ${missing:-$wanted}
    say "[1/4] system packages: asking Debian's archive for its lists"
    quietly update.log $AS_ROOT apt-get -q update || stop "Debian's package archive does not answer ($(last update.log)); check the network and run again."
    grep -q '^Err:' "$LOGS/update.log" && stop "Debian's package archive does not answer ($(grep '^Err:' "$LOGS/update.log" | head -n 1)); check the network and run again."
    # shellcheck disable=SC2086
    missing=$(not_there $wanted) || stop "Debian's archive does not know one of these packages: $(echo $wanted)."
    # shellcheck disable=SC2086
    size=$(megabytes $missing)
    # What is downloaded unpacks to about four times as much.
    enough_disk / $((size * 5 + 100))
    # shellcheck disable=SC2086
    say "[1/4] system packages: installing $(echo $missing | wc -w), what they need included ($size MB to download):"
    # shellcheck disable=SC2086
    for package in $wanted; do
        case " $(echo $missing) " in *" $package "* | *" ${package}t64 "*) printf '%s ' "$package" ;; esac
    done | fold -s -w 110 | sed 's/^/      /'
    echo
    # shellcheck disable=SC2086
    install_packages $missing
    # shellcheck disable=SC2086
    calm $missing
}

# An ordinary user without namespaces needs the daemon's folder, which a restart of the machine removes.
daemon_folder() {
    [ -d /run/pcscd ] || unshare -Urnm true 2>/dev/null || {
        become_root "(and: mkdir /run/pcscd)"
        $AS_ROOT mkdir -p /run/pcscd
    }
}
