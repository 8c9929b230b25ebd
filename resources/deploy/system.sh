#!/bin/sh
# Sets the machine up around the program: units, screen, rules, limits. Run by install.sh, and by it again for the version
# before when an upgrade fails; what it writes stands in /opt/shebao-kiosk/files, which uninstall.sh reads. ROOT: see
# common.sh.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
need_root

put() {
    mkdir -p "$(dirname "$root$2")"
    install -m "${3:-0644}" "$here/$1" "$root$2"
    echo "$2" >>"$manifest.new"
}

mkdir -p "$program"
: >"$manifest.new"
for unit in "$here"/systemd/*; do put "systemd/$(basename "$unit")" "/etc/systemd/system/$(basename "$unit")"; done
put shebao-kiosk.sh /usr/local/sbin/shebao-kiosk 0755
put machine/pam /etc/pam.d/shebao-kiosk
put machine/polkit.rules /etc/polkit-1/rules.d/10-shebao-kiosk.rules
put machine/udev.rules /etc/udev/rules.d/70-shebao-kiosk.rules
put machine/sysctl.conf /etc/sysctl.d/70-shebao-kiosk.conf
put machine/coredump.conf /etc/systemd/coredump.conf.d/shebao-kiosk.conf
put machine/journald.conf /etc/systemd/journald.conf.d/shebao-kiosk.conf
put machine/logind.conf /etc/systemd/logind.conf.d/shebao-kiosk.conf
put machine/system.conf /etc/systemd/system.conf.d/shebao-kiosk.conf
put machine/tmpfiles.conf /etc/tmpfiles.d/shebao-kiosk.conf
# usbguard refuses rules that others can read.
put machine/usbguard.conf /etc/usbguard/rules.d/90-shebao-kiosk.conf 0600
put out-of-service.png /opt/shebao-kiosk/out-of-service.png
# Which panel hangs there is the hall's own.
mkdir -p "$etc"
[ -e "$etc/weston.ini" ] || install -m 0644 "$here/machine/weston.ini" "$etc/weston.ini"

# Ctrl+Alt+Del does nothing.
ln -sfn /dev/null "$root/etc/systemd/system/ctrl-alt-del.target"
echo /etc/systemd/system/ctrl-alt-del.target >>"$manifest.new"

# What a version before put there and this one does not is taken away.
if [ -e "$manifest" ]; then
    grep -vxFf "$manifest.new" "$manifest" | while read -r gone; do rm -f "$root$gone"; done
fi
mv "$manifest.new" "$manifest"

sh "$here/cups/install.sh" "$root"

if systemd_runs; then
    systemctl daemon-reload
    systemctl restart systemd-journald.service
    sysctl --quiet --load /etc/sysctl.d/70-shebao-kiosk.conf || true
    # Without udev, as in a container, nobody reads its rules.
    udevadm control --reload 2>/dev/null || true
    systemd-tmpfiles --create /etc/tmpfiles.d/shebao-kiosk.conf
    # The reader's service wakes when it is asked.
    # shellcheck disable=SC2086  # a list of names
    systemctl enable --quiet pcscd.socket $units
    ! systemctl is-active --quiet usbguard.service || systemctl restart usbguard.service
elif [ -n "$root" ] && command -v systemctl >/dev/null; then
    # shellcheck disable=SC2086  # a list of names
    systemctl --quiet --root="$root" enable $units
fi
