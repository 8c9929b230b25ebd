"""The files a private cupsd and its virtual printer run on: message bus, DNS-SD, print engine, a poke."""

from __future__ import annotations

import grp
import os
import pwd
import subprocess
from importlib import resources
from pathlib import Path

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""

AVAHI = """[server]
host-name={host}
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
publish-addresses=no
publish-hinfo=no
publish-workstation=no
[rlimits]
"""

# The printer's "engine". It reports each fault for which there is a file, holds the paper back until the fault is
# healed, and only then puts the sheets into the tray, unless the job was cancelled at the printer meanwhile
# (ippeveprinter does not tell its engine). While there is a file "counted" it says that so many pages are finished, and
# goes on. A job named "poke" prints nothing: it makes the printer look.
ENGINE = """#!/bin/sh
faults={folder}/faults
for last; do :; done
report() {{
    for name in media-empty media-jam cover-open toner-empty; do
        if [ -e "$faults/$name" ]; then echo "STATE: +$name" >&2; else echo "STATE: -$name" >&2; fi
    done
}}
report
[ "$IPP_JOB_NAME" = poke ] && exit 0
if [ -e "$faults/abort" ]; then echo "ERROR: engine failure" >&2; exit 1; fi
cancelled() {{
    ipptool -tv -d job="$IPP_JOB_ID" {uri} {folder}/job.test 2>/dev/null | grep -q processing-to-stop-point
}}
while [ -n "$(ls -A "$faults")" ]; do
    sleep 0.1
    report
    if cancelled; then exit 1; fi
done
report
while [ -e "{folder}/counted" ]; do
    echo "ATTR: job-impressions-completed=$(cat "{folder}/counted")" >&2
    if cancelled; then exit 1; fi
    sleep 0.1
done
if cancelled; then exit 1; fi
cp "$last" "{folder}/printed/$(date +%s%N).pdf"
"""

JOB = """{
    OPERATION Get-Job-Attributes
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR naturalLanguage attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR integer job-id $job
}
"""

POKE = """{
    OPERATION Print-Job
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR naturalLanguage attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR name job-name poke
    ATTR mimeMediaType document-format application/pdf
    FILE $filename
}
"""


def write_files(folder: Path, listen: str, printer_uri: str) -> None:
    """Write what a private scheduler and its printer run on below a folder: our shipped configuration, filled in."""
    for name in ("etc", "spool", "cache", "run", "log", "faults", "printed"):
        (folder / name).mkdir()
    root = os.getuid() == 0
    user, group = ("lp", "lp") if root else (pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name)
    words = {
        "@LISTEN@": listen,
        "@ETC@": str(folder / "etc"),
        "@SPOOL@": str(folder / "spool"),
        "@SPOOL_UNIT@": "",
        "@CACHE@": str(folder / "cache"),
        "@STATE@": str(folder / "run"),
        "@LOG@": str(folder / "log"),
        "@USER@": user,
        "@GROUP@": group,
        "@SYSTEM_GROUP@": "root lpadmin" if root else group,
    }
    for name in ("cupsd.conf", "cups-files.conf", "empty-spool.conf"):
        text = (resources.files("resources") / "deploy" / "cups" / name).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(word, value)
        (folder / "etc" / name).write_text(text, encoding="utf-8")
    (folder / "bus.conf").write_text(BUS.format(socket=folder / "bus"))
    (folder / "avahi.conf").write_text(AVAHI.format(host=f"kiosk-test-{listen.rpartition(':')[2]}"))
    engine = folder / "engine.sh"
    engine.write_text(ENGINE.format(folder=folder, uri=printer_uri))
    (folder / "job.test").write_text(JOB)
    engine.chmod(0o755)


def own_run() -> tuple[str, ...]:
    """A private /run for a daemon whose process file has a fixed place, so that two test runs do not meet there."""
    inside = (
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mkdir -p /run/avahi-daemon && mount -t tmpfs private /run/avahi-daemon && exec "$@"',
        "sh",
    )
    allowed = subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0
    return inside if allowed else ()
