"""What a private cupsd and its printer tell of their jobs, and which processes are theirs."""

from __future__ import annotations

from tests.hardware.cups_daemon import CupsDaemon

ALL_JOBS = """{
    OPERATION Get-Jobs
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR language attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR keyword which-jobs $which
    ATTR keyword requested-attributes all
}
"""


def told_of_jobs(printer: CupsDaemon) -> dict[str, str]:
    """Everything scheduler and printer say of every job, also of those that are over."""
    asked = printer.folder / "all-jobs.test"
    asked.write_text(ALL_JOBS)
    uris = {"scheduler": f"ipp://127.0.0.1:{printer.port}/printers/{printer.queue}", "printer": printer.device_uri}

    def told(uri: str, which: str) -> str:
        return printer._admin("ipptool", "-tv", "-d", f"which={which}", uri, str(asked), check=False)

    return {who: told(uri, "not-completed") + told(uri, "completed") for who, uri in uris.items()}


def sessions_of(printer: CupsDaemon) -> set[int]:
    """The sessions, as the system counts them, of everything that runs there."""
    return {process.pid for process in printer._processes.values()}
