#!/bin/sh
# Opens and closes the one USB stick staff export to; run by shebao-kiosk-stick.service alone, as root.
set -eu
place=/media/shebao-kiosk
# Made by the udev rule for a file system on USB; a few seconds pass until a stick that was admitted has one.
device=/dev/shebao-kiosk-stick
patience_seconds=10

# Sticks wait blocked (usbguard rule); $1 is allow or block, $2 the present state of those to change.
guard() {
    command -v usbguard >/dev/null || return 0
    usbguard list-devices 2>/dev/null \
        | sed -n "s/^\([0-9]*\): $2 .* with-interface \({ \)\{0,1\}08:06:.*/\1/p" \
        | while read -r number; do usbguard "$1-device" "$number"; done
}

open() {
    guard allow block
    waited=0
    until [ -b "$device" ]; do
        [ $waited -lt $patience_seconds ] || { echo "no USB stick with a file system" >&2; exit 1; }
        sleep 1
        waited=$((waited + 1))
    done
    kind=$(blkid -o value -s TYPE "$device")
    case $kind in
        vfat | exfat) own="uid=kiosk,gid=kiosk,umask=0077" ;;
        *) echo "a USB stick with $kind is not opened; vfat and exfat are" >&2; exit 1 ;;
    esac
    mkdir -p "$place"
    # sync: who pulls the stick out without asking loses nothing that was written.
    mount -t "$kind" -o "rw,noexec,nosuid,nodev,sync,$own" "$device" "$place"
    systemd-notify --ready --status="open on $place"
    exec sleep infinity
}

close() {
    ! mountpoint -q "$place" || umount "$place" || umount --lazy "$place"
    guard block allow
}

case ${1:-} in
    open) open ;;
    close) close ;;
    *) echo "usage: stick.sh open|close" >&2; exit 2 ;;
esac
