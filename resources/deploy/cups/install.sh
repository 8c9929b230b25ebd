#!/bin/sh
# Sets this machine's CUPS up for a kiosk, as root: install.sh. With a folder as argument it only writes below that
# folder and starts nothing: to look at, to pack, to test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-}
units=$root/etc/systemd/system

fill() {
    sed -e 's|@LISTEN@|/run/cups/cups.sock|' -e 's|@ETC@|/etc/cups|' -e 's|@SPOOL@|/var/spool/cups|' \
        -e 's|@SPOOL_UNIT@|var-spool-cups.mount|' -e 's|@CACHE@|/var/cache/cups|' -e 's|@STATE@|/run/cups|' \
        -e 's|@LOG@|/var/log/cups|' -e 's|@USER@|lp|' -e 's|@GROUP@|lp|' -e 's|@SYSTEM_GROUP@|root lpadmin|' \
        "$here/$1" > "$2"
}

mkdir -p "$root/etc/cups" "$units/cups.service.d"
fill cupsd.conf "$root/etc/cups/cupsd.conf"
fill cups-files.conf "$root/etc/cups/cups-files.conf"
fill spool.mount "$units/var-spool-cups.mount"
fill empty-spool.conf "$units/cups.service.d/empty-spool.conf"

if [ -z "$root" ]; then
    # Nobody looks for printers, and none is announced: a printer that calls itself like the queue is no printer here.
    systemctl disable --now cups-browsed.service avahi-daemon.socket avahi-daemon.service 2>/dev/null || true
    systemctl daemon-reload
    systemctl stop cups.service cups.socket cups.path
    systemctl enable --now var-spool-cups.mount
    systemctl restart cups.service
fi
