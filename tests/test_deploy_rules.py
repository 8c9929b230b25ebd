"""Rules and scripts that ship: each is read by what will read it in a hall."""

from __future__ import annotations

import json
import os
import re
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from kiosk.power import POWER_OFF
from tests.installed import DEPLOY, TREE

MACHINE = DEPLOY / "machine"
STICK_UNIT = "shebao-kiosk-stick.service"
AS_ROOT = () if os.geteuid() == 0 else ("--map-root-user",)
"""Only who is root in a namespace may mount in it."""


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def polkit_says(action: str, user: str = "kiosk", **details: str) -> str:
    """Ask the rules as polkitd does, in its own JavaScript engine."""
    world = """
        var asked = null;
        var polkit = {Result: {YES: "yes", NO: "no", NOT_HANDLED: "not handled"},
                       addRule: function (rule) { asked = rule; }};
    """
    question = f"""
        var details = {json.dumps(details)};
        print(asked({{id: {json.dumps(action)}, lookup: function (key) {{ return details[key]; }}}},
                    {{user: {json.dumps(user)}}}));
    """
    program = world + (MACHINE / "polkit.rules").read_text(encoding="utf-8") + question
    done = subprocess.run(
        ["duk", "--run-stdin"], input=program, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("action", "details", "answer"),
    [
        ("org.debian.pcsc-lite.access_pcsc", {}, "yes"),
        ("org.debian.pcsc-lite.access_card", {}, "yes"),
        ("org.freedesktop.login1.power-off", {}, "yes"),
        ("org.freedesktop.login1.reboot", {}, "yes"),
        ("org.freedesktop.systemd1.manage-units", {"unit": STICK_UNIT, "verb": "start"}, "yes"),
        ("org.freedesktop.systemd1.manage-units", {"unit": STICK_UNIT, "verb": "stop"}, "yes"),
        ("org.freedesktop.systemd1.manage-units", {"unit": STICK_UNIT, "verb": "mask"}, "no"),
        ("org.freedesktop.systemd1.manage-units", {"unit": "ssh.service", "verb": "start"}, "no"),
        ("org.freedesktop.systemd1.manage-unit-files", {}, "no"),
        ("org.freedesktop.udisks2.filesystem-mount", {}, "no"),
        ("org.freedesktop.login1.halt", {}, "no"),
        ("org.freedesktop.policykit.exec", {}, "no"),
    ],
)
def test_the_kiosks_user_may_do_this_and_nothing_else(action: str, details: dict[str, str], answer: str) -> None:
    assert polkit_says(action, **details) == answer


def test_nobody_elses_rights_are_touched() -> None:
    assert polkit_says("org.freedesktop.login1.power-off", user="root") == "not handled"


def test_switching_off_is_what_the_rules_allow() -> None:
    assert POWER_OFF == ("systemctl", "poweroff")


def test_the_unit_the_rules_name_is_there() -> None:
    assert (DEPLOY / "systemd" / STICK_UNIT).exists()
    assert STICK_UNIT in (MACHINE / "polkit.rules").read_text(encoding="utf-8")


def test_usbguard_reads_its_rules_and_what_nobody_named_is_rejected() -> None:
    read = run("usbguard-rule-parser", "-f", MACHINE / "usbguard.conf")
    assert read.returncode == 0, read.stderr
    rules = [line.removeprefix("OUTPUT: ") for line in read.stdout.splitlines() if line.startswith("OUTPUT: ")]
    rules = [rule for rule in rules if rule]
    assert rules[-1] == "reject"
    storage = [rule for rule in rules if "08:" in rule]
    assert storage == ["block with-interface match-all { 08:06:* }"], "a stick waits until staff open it"
    assert not [rule for rule in rules if "03:01" in rule or "03:*" in rule], "no keyboard by its class"


def test_udev_reads_its_rules_and_finds_nothing_wrong(tmp_path: Path) -> None:
    """In a mount namespace of its own, so that this machine's udev never sees them; a misspelt key would be told."""
    rules = (MACHINE / "udev.rules").read_text(encoding="utf-8")
    for text, wrong in ((rules, False), (rules.replace('ENV{ID_BUS}=="usb"', 'ENB{ID_BUS}=="usb"'), True)):
        (tmp_path / "70-shebao-kiosk.rules").write_text(text, encoding="utf-8")
        inside = 'mount --bind "$0" /usr/lib/udev/rules.d && udevadm test --action=add /devices/virtual/mem/null'
        read = run("unshare", *AS_ROOT, "--mount", "sh", "-c", inside, tmp_path)
        told = [line for line in read.stderr.splitlines() if "70-shebao-kiosk.rules:" in line]
        assert bool(told) == wrong, read.stderr


@pytest.mark.parametrize("name", ["coredump.conf", "journald.conf", "logind.conf", "system.conf", "weston.ini"])
def test_a_settings_file_is_one(name: str) -> None:
    read = ConfigParser(interpolation=None)
    read.read_string((MACHINE / name).read_text(encoding="utf-8"))
    assert all(read[section] for section in read.sections())


def test_no_key_leaves_the_screen() -> None:
    screen = ConfigParser()
    screen.read(MACHINE / "weston.ini")
    assert screen["keyboard"]["vt-switching"] == "false"
    assert (screen["shell"]["allow-zap"], screen["shell"]["binding-modifier"]) == ("false", "none")
    kernel = (MACHINE / "sysctl.conf").read_text(encoding="utf-8")
    assert re.search(r"^kernel\.sysrq = 0$", kernel, re.MULTILINE)
    assert re.search(r"^kernel\.core_pattern = \|/bin/false$", kernel, re.MULTILINE)


def test_the_kernel_knows_what_is_set() -> None:
    """Written to nowhere: each name is a file of the kernel, where this machine shows it."""
    names = re.findall(r"^([a-z_.-]+) = ", (MACHINE / "sysctl.conf").read_text(encoding="utf-8"), re.MULTILINE)
    there = {name for name in names if (Path("/proc/sys") / name.replace(".", "/")).exists()}
    assert len(names) > 5
    # A kernel built without one of these has nothing to switch off.
    assert set(names) - there <= {"kernel.sysrq", "kernel.ctrl-alt-del", "kernel.kptr_restrict"}


@pytest.mark.parametrize("script", sorted(path.relative_to(TREE).as_posix() for path in DEPLOY.rglob("*.sh")))
def test_a_script_is_sound_and_can_be_run(script: str) -> None:
    read = run("shellcheck", "--external-sources", "--source-path=SCRIPTDIR", TREE / script)
    assert (read.returncode, read.stdout) == (0, "")
    assert os.access(TREE / script, os.X_OK) or script.endswith(("common.sh", "cups/install.sh"))


def test_the_lists_of_debian_packages_name_each_once() -> None:
    names: list[str] = []
    for kind in ("", "-build", "-kiosk"):
        text = (DEPLOY / f"debian-packages{kind}.txt").read_text(encoding="utf-8")
        names += re.sub(r"#.*", "", text).split()
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", name) for name in names)
