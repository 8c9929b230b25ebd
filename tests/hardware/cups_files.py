"""The files a private cupsd and its virtual printer run on: message bus, DNS-SD, print engine, a poke."""

from __future__ import annotations

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
# (ippeveprinter does not tell its engine). A job named "poke" prints nothing: it makes the printer look.
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
