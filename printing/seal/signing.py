"""The key this kiosk signs with, as its settings say; the demo signs with its published key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import Refused
from kiosk.ports import Finding
from kiosk.told import Told
from kiosk.words import N_
from printing.seal.key_file import SigningKey, demo_key, read_key
from printing.seal.records import TrustedKeys, read_trusted
from printing.seal.sealer import KeySealer

RENEW_DAYS = 60
"""So long before a key expires `doctor` asks for a new one: registering it with the verifiers takes weeks."""


def signing_key(settings: Settings) -> SigningKey | None:
    """The key that papers are signed with; None when there is none. Raises Refused with one sentence.

    In development the demo people's papers get the demo's published key.
    """
    file, production = settings.seal.key_file, settings.kiosk.mode == "production"
    if not file:
        return demo_key() if not production and not settings.database.url else None
    key = read_key(Path(file))
    if key.record.public == demo_key().record.public:
        raise Refused(
            f"The key file {file} holds the demo's published key, which proves nothing; make one of your own."
        )
    if key.record.kiosk != settings.kiosk.id:
        raise Refused(f"The key file {file} was made for the kiosk {key.record.kiosk}, not for {settings.kiosk.id}.")
    return key


def sealer_of(settings: Settings) -> KeySealer | None:
    """What signs this kiosk's papers; None when they stay unsigned and say so. Raises Refused."""
    key = signing_key(settings)
    return KeySealer(key) if key else None


def trusted_keys(settings: Settings) -> TrustedKeys:
    """The keys that `verify` knows: those registered, and this kiosk's own. Raises Refused."""
    records = read_trusted(Path(settings.seal.trusted_keys)) if settings.seal.trusted_keys else []
    if settings.seal.key_file and not settings.seal.trusted_keys:
        records.append(read_key(Path(settings.seal.key_file)).record)
    return TrustedKeys(records)


class SealExamined:
    """How the signing key is, for doctor; implements kiosk.ports.Examined."""

    def __init__(self, settings: Settings, today: date) -> None:
        self._settings = settings
        self._today = today

    def examine(self) -> Sequence[Finding]:
        """Whether papers can be signed, and for how long."""
        try:
            key = signing_key(self._settings)
        except Refused as refused:
            return (Finding("seal", False, str(refused), N_("Correct seal.key_file, or make a key: main.py key new")),)
        if key is None:
            return (Finding("seal", True, N_("no signing key; papers say that they are not signed")),)
        if key.record.demo:
            return (Finding("seal", True, N_("the demo's published key: it proves nothing")),)
        return (self._finding(key),)

    def _finding(self, key: SigningKey) -> Finding:
        record, left = key.record, (key.record.valid_until - self._today).days
        state = Told(
            N_("key {key} signs from {first} to {last}"),
            key=record.id.hex(),
            first=record.valid_from.isoformat(),
            last=record.valid_until.isoformat(),
        )
        if self._today < record.valid_from:
            return Finding(
                "seal", False, Told(N_("{state}; it is not valid yet"), state=state), N_("Check this machine's clock.")
            )
        if left < 0:
            advice = N_("Make and register a new key: main.py key new")
            return Finding("seal", False, Told(N_("{state}; it has expired"), state=state), advice)
        if left < RENEW_DAYS:
            advice = N_(
                "Make a new key in another file (main.py key new --out FILE), register it, then change seal.key_file."
            )
            return Finding(
                "seal", False, Told(N_("{state}; it expires in {count} days"), state=state, count=left), advice
            )
        return Finding("seal", True, state)
