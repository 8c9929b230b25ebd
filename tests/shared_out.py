"""How tests are shared out among workers: whole files, and those on the installed kiosk to one worker.

A file's tests start its daemons once. To make and install the package takes as long as many tests, so it is done once.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

INSTALLED = ("tests/test_deploy.py", "tests/test_deploy_install.py", "tests/hardware/test_installed_kiosk.py")
"""The files that ask for tests.installed.installation."""


class WholeFiles(LoadFileScheduling):  # type: ignore[misc]  # xdist carries no types
    """Gives each worker that is free the next file."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return "installed" if file in INSTALLED else file
