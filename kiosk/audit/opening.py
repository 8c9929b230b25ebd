"""Opens the trail that the settings name: for the running kiosk, and for a command beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kiosk.audit.machine_events import CUT_SHORT, SETTINGS_CHANGED, SETTINGS_READ, STARTED, STOPPED
from kiosk.audit.trail import AuditFile, NoAudit, TrailRules
from kiosk.clock import WallClock
from kiosk.config import Settings
from kiosk.errors import KioskError, Refused
from kiosk.keyed import keyed
from kiosk.log import log
from kiosk.ports import AuditTrail, Clock, Worker
from kiosk.release import program_version

_DIGEST_LENGTH = 6
"""Hexadecimal digits: enough to see that a section is another one, too few to find out what stands in it."""


def trail_of(
    settings: Settings,
    clock: Clock,
    secret: Callable[[], bytes],
    behind: Worker,
    stack: ExitStack,
    shipped: Callable[[], int] | None = None,
) -> AuditTrail:
    """The trail of the kiosk that starts now, which says so there, and that it ended when the stack closes.

    A production kiosk must have one; where it cannot be written, the kiosk starts all the same and takes nobody until
    it can. `shipped`: as kiosk.audit.trail.TrailRules has it. Raises Refused.
    """
    if not settings.log.audit_file:
        if settings.kiosk.mode == "production":
            raise Refused("The configuration key log.audit_file is empty; a production kiosk must keep an audit trail.")
        return NoAudit()
    key = secret()
    rules = TrailRules(head_file(settings), settings.log.audit_days, shipped=shipped)
    trail = AuditFile(Path(settings.log.audit_file), clock, key, rules, behind)
    stack.callback(trail.close)
    try:
        trail.open()
    except Refused as refused:
        if settings.kiosk.mode == "development":
            raise
        log().error("audit-not-opened", detail=str(refused))
    _say(trail, _first_words(trail, settings, key))
    stack.callback(_say, trail, [(STOPPED.name, "")])
    return trail


@contextmanager
def trail_for_command(settings: Settings, *, names: bool = False) -> Iterator[AuditTrail]:
    """The same trail for a command, which may run beside the kiosk; none where none is configured. Raises Refused.

    Only with `names` lines can say whom they are about: that needs the kiosk's own database. The chain's head is left
    to the kiosk.
    """
    if not settings.log.audit_file:
        yield NoAudit()
        return
    key = b""
    if names:
        from kiosk.store.local.kept_secret import kept_secret

        key = kept_secret(settings.database)
    with file_beside(settings, key) as trail:
        yield trail


@contextmanager
def file_beside(settings: Settings, key: bytes) -> Iterator[AuditFile]:
    """The file of that trail, for what only a command does. Raises Refused."""
    trail = AuditFile(Path(settings.log.audit_file), WallClock(settings.demo.today or None), key)
    trail.open()
    try:
        yield trail
    finally:
        trail.close()


def head_file(settings: Settings) -> Path | None:
    """Where the chain's head is kept; None for the demo people, whose kiosk has another secret each time."""
    from kiosk.store.opening import local_file

    file = Path(settings.log.audit_file)
    if settings.log.audit_head:
        return Path(settings.log.audit_head)
    if not settings.database.url:
        return None
    local = local_file(settings.database)
    return (local or file).with_name(f"{file.stem}-head.json")


def _first_words(trail: AuditTrail, settings: Settings, key: bytes) -> list[tuple[str, str]]:
    words = [(STARTED.name, program_version())]
    try:
        ended, read = trail.latest(STARTED.name, STOPPED.name), trail.latest(SETTINGS_READ.name)
    except OSError:
        return words
    if ended is not None and ended.event == STARTED.name:
        words.insert(0, (CUT_SHORT.name, ""))
    now = _digests(settings, key)
    words.append((SETTINGS_READ.name, _joined(now)))
    if read is not None and read.code != _joined(now):
        before = dict(part.partition("=")[::2] for part in read.code.split())
        changed = [name for name in now if now[name] != before.get(name)]
        words.append((SETTINGS_CHANGED.name, " ".join(changed)))
    return words


def _digests(settings: Settings, key: bytes) -> dict[str, str]:
    """Of each section, so that it can be told which one was changed without keeping what stands in it."""
    sections = settings.model_dump(mode="json").items()
    told = {name: json.dumps(["settings", name, values], sort_keys=True) for name, values in sections}
    return {name: keyed(key, text)[:_DIGEST_LENGTH] for name, text in told.items()}


def _joined(digests: dict[str, str]) -> str:
    return " ".join(f"{name}={digest}" for name, digest in digests.items())


def _say(trail: AuditTrail, words: list[tuple[str, str]]) -> None:
    for event, code in words:
        try:
            trail.record(event, code)
        except KioskError as error:
            log().error("audit-not-written", code=error.failure.code, detail=error.detail)
