#!/bin/sh
# The kiosk's commands for a technician (/usr/local/sbin/shebao-kiosk): as the kiosk's user and with its configuration,
# for example: sudo shebao-kiosk doctor
set -eu
cd /var/lib/shebao-kiosk
case " ${1:-} $* " in
    "  "* | " card "* | " configure "* | *" --config "* | *" --help "*) ;;
    *) set -- "$@" --config /etc/shebao-kiosk/kiosk.toml ;;
esac
exec runuser -u kiosk -- /opt/shebao-kiosk/current/bin/shebao-kiosk "$@"
