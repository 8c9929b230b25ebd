#!/bin/sh
# Puts the kiosk on this Debian 12 machine, or brings it to another version: sudo deploy/install.sh
# From an unpacked package (`make package`) nothing but Debian's own packages is fetched; from a work tree the Python
# packages as well. What is there already (configuration, data, records) is kept. Whatever fails, the version that ran
# before runs again, on the databases it knows. Options:
#   --lock-usb           from now on only the kiosk's kinds of devices may be plugged in (machine/usbguard.conf)
#   --databases-copied   both databases are on PostgreSQL, and whoever looks after it has just copied them
# ROOT=/some/folder: see common.sh. PYTHON: which interpreter the program gets.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
# The technician's own settings must not reach the program while it is tried out.
unset WAYLAND_DISPLAY DISPLAY

python=${PYTHON:-/usr/bin/python3}
lock_usb='' databases_copied=''
phase=building release='' before='' databases_touched=''
scratch=$(mktemp -d)

main() {
    options "$@"
    need_root
    trap undo EXIT
    debian_packages
    user_and_folders
    find_wheel
    build_release
    write_configuration
    before=$(readlink "$program/current" || true)
    [ -z "$before" ] || find_well_before
    phase=switching
    [ -z "$before" ] || ctl stop shebao-kiosk.service
    bring_databases
    examine
    "$release/deploy/system.sh"
    switch
    start
    phase=finished
    tidy_up
}

options() {
    for option in "$@"; do
        case $option in
            --lock-usb) lock_usb=1 ;;
            --databases-copied) databases_copied=1 ;;
            *) die "There is no option $option; sudo $0 [--lock-usb] [--databases-copied]" ;;
        esac
    done
}

debian_packages() {
    here_and_now || return 0
    grep -q '^VERSION_ID="12"' /etc/os-release || die "This is made for Debian 12."
    lists="$here/debian-packages.txt $here/debian-packages-kiosk.txt"
    # A package brings everything compiled.
    [ -d "$here/../wheels" ] || lists="$lists $here/debian-packages-build.txt"
    missing=''
    # shellcheck disable=SC2013,SC2086  # words, of files of ours
    for name in $(sed -e 's/#.*//' $lists); do
        dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -q '^installed$' || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    say "Installing Debian packages:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    # Its first start would shut out the technician's own keyboard; --lock-usb is the moment for that.
    case $missing in *usbguard*) ctl disable --now usbguard.service ;; esac
}

user_and_folders() {
    if here_and_now && ! getent passwd "$user" >/dev/null; then
        useradd --system --user-group --home-dir "$state" --no-create-home --shell /usr/sbin/nologin "$user"
    fi
    mkdir -p "$program/releases" "$etc" "$state" "$logs"
    owned_by_kiosk "$state" "$logs"
    chmod 0700 "$state" "$logs"
}

find_wheel() {
    wheels=$here/../wheels
    if [ ! -d "$wheels" ]; then
        [ -e "$here/../../pyproject.toml" ] || die "There are no wheels here; unpack a package made with make package."
        say "Building the program from the work tree"
        builder=$here/../../.venv/bin/python
        [ -x "$builder" ] || { "$python" -m venv "$scratch/venv" && builder=$scratch/venv/bin/python; }
        DEPENDENCIES=no PYTHON=$builder "$here/package.sh" "$scratch/package" >/dev/null
        wheels=$(echo "$scratch"/package/*/wheels)
    fi
    wheel=$(find "$wheels" -name 'shebao_kiosk-*.whl')
    [ "$(printf '%s\n' "$wheel" | grep -c .)" = 1 ] || die "There must be one shebao_kiosk wheel in $wheels."
    version=$(basename "$wheel" | cut -d- -f2)
    # Two builds of one version are two releases.
    release=$program/releases/$version-$(sha256sum "$wheel" | cut -c1-8)
}

build_release() {
    if [ -e "$release/complete" ]; then
        say "$release is there already"
        return 0
    fi
    say "Building $release"
    rm -rf "$release"
    # What installs it (Debian's python3-pip-whl) stays outside: nothing can be added to a kiosk by itself.
    "$python" -m venv --without-pip "$release"
    set -- --quiet --disable-pip-version-check --no-input
    [ ! -d "$here/../wheels" ] || set -- "$@" --no-index --find-links "$here/../wheels"
    "$release/bin/python" "$(find /usr/share/python-wheels -name 'pip-*.whl')/pip" install "$@" "$wheel"
    resources=$("$release/bin/python" -c 'import resources; print(resources.__path__[0])')
    ln -s "$resources/deploy" "$release/deploy"
    chmod +x "$release"/deploy/*.sh "$release/deploy/cups/install.sh"
    "$release/bin/shebao-kiosk" --help >/dev/null
    touch "$release/complete"
}

write_configuration() {
    if [ -e "$config" ]; then
        "$release/bin/shebao-kiosk" configure --from "$config" --out "$config.new"
    else
        name=$(hostname | tr -cd 'A-Za-z0-9-' | cut -c1-32)
        set -- --set "kiosk.id=${name:-kiosk}" --set kiosk.mode=production --set demo.today= \
            --set "database.url=sqlite:///$state/data.db" --set "log.audit_file=$logs/audit.log" \
            --set reader.kind=pcsc --set printer.kind=cups --set printer.queue=kiosk \
            --set "seal.key_file=$state/seal-key.toml" --set "log.file=$logs/technical.log" \
            --set metrics.file=/run/shebao-kiosk-metrics/shebao-kiosk.prom --set staff.usb_folder=/media/shebao-kiosk
        "$release/bin/shebao-kiosk" configure --out "$config.new" "$@"
    fi
    ! here_and_now || chown "root:$user" "$config.new"
    chmod 0640 "$config.new"
}

# What the running version finds, to be compared with what the new one will.
find_well_before() {
    as_kiosk "$program/current/bin/shebao-kiosk" doctor --json --config "$config" >"$scratch/before.json" \
        2>/dev/null || true
}

bring_databases() {
    rm -rf "$state/before-upgrade"
    if [ -n "$before" ] && [ -z "$databases_copied" ]; then
        say "Copying the databases"
        mkdir -m 0700 "$state/before-upgrade"
        owned_by_kiosk "$state/before-upgrade"
        as_kiosk "$program/current/bin/shebao-kiosk" backup --config "$config" --out "$state/before-upgrade/data.db"
    fi
    databases_touched=1
    as_kiosk "$release/bin/shebao-kiosk" db upgrade --config "$config.new"
    [ -n "$before" ] || [ -e "$state/seal-key.toml" ] \
        || as_kiosk "$release/bin/shebao-kiosk" key new --config "$config.new"
}

examine() {
    as_kiosk "$release/bin/shebao-kiosk" doctor --json --config "$config.new" >"$scratch/after.json" \
        2>"$scratch/after.txt" || true
    "$release/bin/python" "$here/judge_findings.py" "$scratch/after.json" "$scratch/before.json" || {
        cat "$scratch/after.txt" >&2
        die "The new version does not find itself in order."
    }
}

switch() {
    [ ! -e "$config" ] || cp -p "$config" "$config.before"
    mv "$config.new" "$config"
    point_at "$release"
}

# One rename: at no moment is there no current version.
point_at() {
    ln -sfn "releases/$(basename "$1")" "$program/current.new"
    mv -T "$program/current.new" "$program/current"
}

start() {
    if ! systemd_runs; then
        say "There is no systemd here (or ROOT is set): nothing is started."
    elif [ -z "$before" ]; then
        # Its screen takes the first console, on which the technician may be sitting.
        say "Start this machine anew; the kiosk comes up by itself."
    else
        systemctl start shebao-kiosk.service || die "The new version does not start; see: journalctl -u shebao-kiosk"
    fi
    [ -z "$lock_usb" ] || { say "Only the kiosk's kinds of USB devices come in from now on."; ctl enable --now usbguard.service; }
}

undo() {
    status=$?
    [ "$phase" = finished ] || say "This failed, so everything is put back." >&2
    [ "$phase" != switching ] || put_back
    if [ "$phase" != finished ]; then
        rm -f "$config.new"
        [ "$release" = "" ] || [ "$release" = "$program/$before" ] || rm -rf "$release"
    fi
    rm -rf "$scratch"
    exit "$status"
}

put_back() {
    # systemd tries the new version again and again.
    ! systemd_runs || systemctl stop shebao-kiosk.service shebao-kiosk-fallback.service 2>/dev/null || true
    if [ -z "$before" ]; then
        [ ! -e "$manifest" ] || "$here/uninstall.sh" >/dev/null
        return 0
    fi
    [ "$(readlink "$program/current")" = "$before" ] || {
        point_at "$program/$before"
        mv "$config.before" "$config"
    }
    old=$program/current/bin/shebao-kiosk
    copies=$state/before-upgrade
    if [ -n "$databases_touched" ] && [ -e "$copies/data.db" ]; then
        # With the data on PostgreSQL the one copy is of the kiosk's own database.
        own=$copies/data-local.db
        if [ -e "$own" ]; then as_kiosk "$old" restore --config "$config" "$copies/data.db" >&2; else own=$copies/data.db; fi
        as_kiosk "$old" restore --local --config "$config" "$own" >&2
    fi
    "$program/current/deploy/system.sh"
    ctl reset-failed shebao-kiosk.service || true
    ctl start shebao-kiosk.service || say "The version before does not start either; see: journalctl -u shebao-kiosk" >&2
}

tidy_up() {
    # The present version and the one before are kept.
    for old in "$program"/releases/*; do
        case $old in "$release" | "$program/$before") ;; *) rm -rf "$old" ;; esac
    done
    say "Version $version is in $program/current; its configuration: $config"
    [ -n "$before" ] || say "Set hall and panel there, make the print queue (lpadmin -p kiosk ...), import the data, add staff."
    ! grep -q ' partition ' /proc/swaps || say "This machine has swap on a disk: encrypt it or switch it off (swapoff -a)."
    [ ! -s "$scratch/after.txt" ] || cat "$scratch/after.txt"
}

main "$@"
