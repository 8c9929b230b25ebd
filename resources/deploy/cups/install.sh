#!/bin/sh
# Sets this machine's CUPS up for a kiosk, as root: install.sh. With a folder as argument it only writes below that
# folder and starts nothing: to look at, to pack, to test. install.sh --undo [FOLDER] puts back what was there before.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
undo=
[ "${1:-}" != --undo ] || { undo=1; shift; }
root=${1:-}
units=$root/etc/systemd/system

fill() {
    sed -e 's|@LISTEN@|/run/cups/cups.sock|' -e 's|@ETC@|/etc/cups|' -e 's|@SPOOL@|/var/spool/cups|' \
        -e 's|@SPOOL_UNIT@|var-spool-cups.mount|' -e 's|@CACHE@|/var/cache/cups|' -e 's|@STATE@|/run/cups|' \
        -e 's|@LOG@|/var/log/cups|' -e 's|@USER@|lp|' -e 's|@GROUP@|lp|' -e 's|@SYSTEM_GROUP@|root lpadmin|' \
        "$here/$1" > "$2"
}

systemd_runs() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

put_back() {
    if systemd_runs; then systemctl disable --now var-spool-cups.mount; fi
    rm -f "$units/var-spool-cups.mount" "$units/cups.service.d/empty-spool.conf"
    for name in cupsd.conf cups-files.conf; do
        rm -f "$root/etc/cups/$name"
        [ ! -e "$root/etc/cups/$name.before-kiosk" ] || mv "$root/etc/cups/$name.before-kiosk" "$root/etc/cups/$name"
    done
}

set_up() {
    mkdir -p "$root/etc/cups" "$units/cups.service.d"
    for name in cupsd.conf cups-files.conf; do
        file=$root/etc/cups/$name
        # What is there from an earlier run is not what was there before.
        if [ -e "$file" ] && ! grep -q "kiosk's print scheduler" "$file"; then mv "$file" "$file.before-kiosk"; fi
        fill $name "$file"
    done
    fill spool.mount "$units/var-spool-cups.mount"
    fill empty-spool.conf "$units/cups.service.d/empty-spool.conf"
}

if [ -n "$undo" ]; then put_back; else set_up; fi

if systemd_runs; then
    # Nobody looks for printers, and none is announced: a printer that calls itself like the queue is no printer here.
    [ -n "$undo" ] || systemctl disable --now cups-browsed.service avahi-daemon.socket avahi-daemon.service 2>/dev/null || true
    systemctl daemon-reload
    systemctl stop cups.service cups.socket cups.path
    [ -n "$undo" ] || systemctl enable --now var-spool-cups.mount
    systemctl restart cups.service
fi
