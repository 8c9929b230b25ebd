"""An agency's own certificate authority, made for one test with openssl."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key, in files."""

    file: Path
    key: Path


@dataclass(frozen=True)
class Authority:
    """Signs certificates; whoever trusts `root.file` trusts those."""

    folder: Path
    root: Certificate

    def sign(self, name: str, *also: str) -> Certificate:
        """A certificate for a name: a login's, or a server's with the addresses it answers at (`IP:...`, `DNS:...`)."""
        own = Certificate(self.folder / f"{name}.crt", self.folder / f"{name}.key")
        addresses = ("-addext", f"subjectAltName={','.join(also)}") if also else ()
        signed = ("-CA", str(self.root.file), "-CAkey", str(self.root.key))
        _make(own, name, "-addext", "basicConstraints=critical,CA:FALSE", *signed, *addresses)
        return own


def authority(folder: Path) -> Authority:
    """Found an authority; the folder must be there."""
    root = Certificate(folder / "root.crt", folder / "root.key")
    _make(root, "agency")
    return Authority(folder, root)


def _make(certificate: Certificate, name: str, *words: str) -> None:
    made = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    files = ("-out", str(certificate.file), "-keyout", str(certificate.key))
    subprocess.run(
        ("openssl", "req", "-x509", *made, "-subj", f"/CN={name}", *files, *words),
        check=True,
        capture_output=True,
        timeout=60,
    )
    # libpq and the server refuse a key that others may read.
    certificate.key.chmod(0o600)
