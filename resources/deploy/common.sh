# What installing, setting up and uninstalling share; read by the scripts beside it, never run.
# ROOT=/some/folder: everything is written below that folder and nothing is started, to look at, to pack, to test.
# shellcheck shell=sh disable=SC2034
root=${ROOT:-}
user=kiosk
program=$root/opt/shebao-kiosk
etc=$root/etc/shebao-kiosk
state=$root/var/lib/shebao-kiosk
logs=$root/var/log/shebao-kiosk
config=$etc/kiosk.toml
manifest=$program/files
units="shebao-kiosk-screen.service shebao-kiosk.service shebao-kiosk-backup.timer shebao-kiosk-restart.timer"

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Whether this machine itself is meant.
here_and_now() { [ -z "$root" ]; }
need_root() { ! here_and_now || [ "$(id -u)" = 0 ] || die "This needs root: sudo $0"; }

systemd_runs() { here_and_now && [ -d /run/systemd/system ]; }
ctl() { ! systemd_runs || systemctl "$@"; }

# Run the program as the user it runs as.
as_kiosk() (
    cd "$state" || exit
    if here_and_now; then runuser -u "$user" -- "$@"; else "$@"; fi
)

owned_by_kiosk() { ! here_and_now || chown "$user:$user" "$@"; }
