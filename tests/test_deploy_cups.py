"""The print scheduler's shipped configuration: what must stand in it, and that it installs whole."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

CUPS = Path(__file__).parent.parent / "resources" / "deploy" / "cups"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("root")
    subprocess.run(["sh", str(CUPS / "install.sh"), str(root)], check=True)
    return root


def directives(file: Path) -> list[str]:
    """The lines of a configuration, without comments."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    "line",
    [
        "PreserveJobFiles No",
        "ErrorPolicy abort-job",
        "JobPrivateAccess @OWNER @SYSTEM",
        "JobPrivateValues all",
        "SubscriptionPrivateValues all",
        "Browsing No",
        "BrowseLocalProtocols none",
        "DefaultShared No",
        "WebInterface No",
        "AccessLogLevel none",
        "PageLogFormat",
        "Listen /run/cups/cups.sock",
    ],
)
def test_the_scheduler_keeps_nothing_and_tells_nobody(installed: Path, line: str) -> None:
    assert line in directives(installed / "etc" / "cups" / "cupsd.conf")


def test_the_page_log_has_a_file_because_a_blank_one_crashes_the_scheduler(installed: Path) -> None:
    """Seen with CUPS 2.4.2; the blank format in cupsd.conf is what keeps it empty."""
    assert "PageLog /var/log/cups/page_log" in directives(installed / "etc" / "cups" / "cups-files.conf")


def test_the_spool_lies_in_memory_and_is_empty_at_each_start(installed: Path) -> None:
    units = installed / "etc" / "systemd" / "system"
    mount = directives(units / "var-spool-cups.mount")
    assert {"What=tmpfs", "Where=/var/spool/cups", "Type=tmpfs"} <= set(mount)
    dropped = directives(units / "cups.service.d" / "empty-spool.conf")
    assert "BindsTo=var-spool-cups.mount" in dropped
    assert 'ExecStartPre=/usr/bin/find /var/spool/cups -maxdepth 1 -type f -name "[cd][0-9]*" -delete' in dropped
    assert "RequestRoot /var/spool/cups" in directives(installed / "etc" / "cups" / "cups-files.conf")


def test_no_word_is_left_to_fill_in(installed: Path) -> None:
    """CUPS has words of its own between signs, but with one sign only: @OWNER."""
    for file in (path for path in installed.rglob("*") if path.is_file()):
        assert not re.search(r"@[A-Z_]+@", file.read_text(encoding="utf-8")), file.name


@pytest.mark.cupsd
def test_the_scheduler_finds_nothing_wrong_with_it(installed: Path, tmp_path: Path) -> None:
    """`cupsd -t` on the installed files, their folders moved so that it touches nothing of this machine."""
    moved = {"/etc/cups": "etc", "/var/spool/cups": "spool", "/var/cache/cups": "cache", "/run/cups": "run"}
    files = {}
    (tmp_path / "spool" / "tmp").mkdir(parents=True)
    for name in ("cupsd.conf", "cups-files.conf"):
        text = (installed / "etc" / "cups" / name).read_text(encoding="utf-8")
        for place, folder in {**moved, "/var/log/cups": "log"}.items():
            (tmp_path / folder).mkdir(exist_ok=True)
            text = text.replace(place, str(tmp_path / folder))
        files[name] = tmp_path / "etc" / name
        files[name].write_text(text, encoding="utf-8")
    command = ["/usr/sbin/cupsd", "-t", "-c", str(files["cupsd.conf"]), "-s", str(files["cups-files.conf"])]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "is OK" in checked.stdout + checked.stderr
    assert "Unknown" not in checked.stdout + checked.stderr
