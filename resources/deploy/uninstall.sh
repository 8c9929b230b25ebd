#!/bin/sh
# Takes the kiosk off this machine: sudo /opt/shebao-kiosk/current/deploy/uninstall.sh [--purge]
# Configuration, data and records stay, and a later install.sh finds them again. --purge removes them as well, for ever,
# and the user: the audit trail must be kept for as long as the agency's rule says, so copy it first. ROOT: see common.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

purge=''
case ${1:-} in
    --purge) purge=1 ;;
    "") ;;
    *) die "There is no option $1; sudo $0 [--purge]" ;;
esac
need_root
[ -e "$manifest" ] || die "There is no kiosk in $program."

# shellcheck disable=SC2086  # a list of names
if systemd_runs; then
    systemctl disable --now --quiet $units
    systemctl stop shebao-kiosk-fallback.service shebao-kiosk-stick.service
    ! systemctl is-enabled --quiet usbguard.service 2>/dev/null || systemctl disable --now --quiet usbguard.service
elif command -v systemctl >/dev/null && ! here_and_now; then
    systemctl --quiet --root="$root" disable $units
fi
while read -r file; do rm -f "$root$file"; done <"$manifest"
sh "$here/cups/install.sh" --undo "$root"
rm -rf "$program"
if [ -n "$purge" ]; then
    rm -rf "$etc" "$state" "$logs"
    ! here_and_now || userdel "$user"
    say "The kiosk, its configuration, data and records are gone."
else
    say "The kiosk is gone; its configuration, data and records are still in $etc, $state and $logs."
fi
if systemd_runs; then
    systemctl daemon-reload
    # Without udev, as in a container, nobody reads its rules.
    udevadm control --reload 2>/dev/null || true
fi
