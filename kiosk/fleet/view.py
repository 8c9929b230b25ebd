"""The fleet as a table for people, as JSON for programs, and as figures for Prometheus. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk.fleet.seen import Heard, KioskSeen, span
from kiosk.health import Service

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Gauge

_HEADS = ("kiosk", "heard", "version", "service", "paper", "data as of", "failures today", "remarks")
_NOTHING = "-"
PREFIX = "shebao_fleet"


def as_table(kiosks: Sequence[KioskSeen], silent_seconds: float) -> str:
    """A line for each kiosk, and one that counts them."""
    rows = [_HEADS, *(_row(each, silent_seconds) for each in kiosks)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join((*lines, "", _counted(kiosks, silent_seconds)))


def _row(seen: KioskSeen, silent_seconds: float) -> tuple[str, ...]:
    remarks = "; ".join(seen.remarks(silent_seconds))
    heard = seen.heard
    if heard is None:
        return seen.kiosk, *[_NOTHING] * 6, remarks
    codes = " ".join((*heard.reasons, *heard.warnings))
    failures = " ".join(f"{code}x{times}" for code, times in (heard.failures_today or {}).items())
    return (
        seen.kiosk,
        f"{span(heard.silent)} ago",
        heard.version,
        f"{heard.service.value} {codes}".strip(),
        heard.paper or "well",
        str(heard.as_of or _NOTHING),
        failures or _NOTHING,
        remarks,
    )


def _counted(kiosks: Sequence[KioskSeen], silent_seconds: float) -> str:
    up = [each.heard for each in kiosks if each.heard is not None and each.heard.silent <= silent_seconds]
    told = ", ".join(f"{sum(heard.service is service for heard in up)} {service.value}" for service in Service)
    all_of_them = f"{len(kiosks)} kiosk{'' if len(kiosks) == 1 else 's'}"
    return f"{all_of_them}, {len(up)} heard of within {span(silent_seconds)}: {told}."


def as_json(kiosks: Sequence[KioskSeen], silent_seconds: float) -> str:
    """A list with everything that is known of each; what is not known is null."""
    return json.dumps([_values(each, silent_seconds) for each in kiosks], ensure_ascii=False, indent=1)


def _values(seen: KioskSeen, silent_seconds: float) -> dict[str, object]:
    heard = seen.heard
    return {
        "kiosk": seen.kiosk,
        "heard_at": heard and heard.at,
        "silent_seconds": heard and _seconds(heard.silent),
        "clock_ahead_seconds": heard and _seconds(heard.ahead),
        "version": heard and heard.version,
        "service": heard and heard.service.value,
        "reasons": heard and heard.reasons,
        "warnings": heard and heard.warnings,
        "paper": heard and heard.paper,
        "data_as_of": heard and heard.as_of and str(heard.as_of),
        "failures_today": heard and heard.failures_today,
        "audit_lines_broken": seen.broken,
        "audit_lines_broken_known": seen.known,
        "remarks": list(seen.remarks(silent_seconds)),
    }


def _seconds(known: float) -> float | None:
    """None where there is no such number in JSON: a kiosk may have told a moment that never comes."""
    return round(known, 1) if math.isfinite(known) else None


def as_figures(kiosks: Sequence[KioskSeen], silent_seconds: float) -> str:
    """What Prometheus reads, from a file or from whatever serves this command's output."""
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    figures = {name: _gauge(registry, name, *told) for name, told in _FIGURES.items()}
    for seen in kiosks:
        for name, labels, value in _samples(seen, silent_seconds):
            figures[name].labels(seen.kiosk, *labels).set(value)
    return generate_latest(registry).decode()


def _gauge(registry: CollectorRegistry, name: str, meaning: str, *labels: str) -> Gauge:
    from prometheus_client import Gauge

    return Gauge(f"{PREFIX}_{name}", meaning, ["kiosk", *labels], registry=registry)


_FIGURES = {
    "up": ("1 when the kiosk was heard of lately.",),
    "audit_lines_broken": ("Audit lines that do not go on from the one before.",),
    "audit_lines_broken_known": ("How many of them were acknowledged.",),
    "heard_seconds": ("When it was last heard of, since 1970, by the database's clock.",),
    "clock_ahead_seconds": ("How far its clock is ahead of the database's.",),
    "data_as_of_month": ("The newest month of its data, as 202610; 0: unknown.",),
    "info": ("Which version it runs.", "version"),
    "service": ("1 for what it is.", "service"),
    "reason": ("1 for each failure it has; warnings hinder nobody.", "code", "kind"),
    "failures_today": ("Failures audited today.", "code"),
}
"""Each figure: what it means, and its labels beside the kiosk."""


def _samples(seen: KioskSeen, silent_seconds: float) -> Iterator[tuple[str, tuple[str, ...], float]]:
    heard = seen.heard
    yield "up", (), heard is not None and heard.silent <= silent_seconds
    yield "audit_lines_broken", (), seen.broken
    yield "audit_lines_broken_known", (), seen.known
    if heard is not None:
        yield from _samples_of(heard)


def _samples_of(heard: Heard) -> Iterator[tuple[str, tuple[str, ...], float]]:
    yield "heard_seconds", (), heard.at
    yield "clock_ahead_seconds", (), heard.ahead
    yield "data_as_of_month", (), heard.as_of.year * 100 + heard.as_of.month if heard.as_of else 0
    yield "info", (heard.version,), 1
    for service in Service:
        yield "service", (service.value,), heard.service is service
    for kind, codes in (("reason", heard.reasons), ("warning", heard.warnings)):
        for code in codes:
            yield "reason", (code, kind), 1
    for code, times in (heard.failures_today or {}).items():
        yield "failures_today", (code,), times
