"""What the agency knows of one kiosk, and what about it wants somebody's attention. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.health import Service
from kiosk.period import Month

CLOCK_SECONDS = 60.0
"""A clock that is further off is told; papers and audit lines bear its time."""

_OF_PRINTER = "P"
"""What the codes of printer and paper begin with."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A kiosk's last heartbeat, as the database took it."""

    at: float
    """Seconds since 1970, by the database's clock."""
    silent: float
    """Seconds since then, by the same clock."""
    ahead: float
    """Seconds by which the kiosk's clock was ahead of the database's."""
    version: str
    service: Service
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    as_of: Month | None = None
    failures: Mapping[str, int] = field(default_factory=dict)
    """Of the day of the heartbeat."""
    unshipped: str = ""
    named: str = ""
    """Its setting kiosk.id; empty: it did not say."""

    @property
    def failures_today(self) -> dict[str, int] | None:
        """None: it was last heard of on an earlier day, by this computer's calendar."""
        is_today = date.fromtimestamp(self.at) == date.fromtimestamp(self.at + self.silent)
        return dict(self.failures) if is_today else None

    @property
    def paper(self) -> str:
        """The printer's and its paper's codes; "soon" behind those it still prints with. Empty: all is well."""
        now = [code for code in self.reasons if code.startswith(_OF_PRINTER)]
        soon = [f"{code} soon" for code in self.warnings if code.startswith(_OF_PRINTER)]
        return ", ".join((*now, *soon))


@dataclass(frozen=True, slots=True)
class KioskSeen:
    """One kiosk that may log in."""

    kiosk: str
    heard: Heard | None = None
    """None: it was never heard of."""
    broken: int = 0
    """Audit lines that do not go on from the one before: the trail was changed, or set back."""
    known: int = 0
    """How many of them the agency knows of."""

    def remarks(self, silent_seconds: float) -> Iterator[str]:
        """What wants attention; a kiosk is silent when nothing was heard of it for longer than that."""
        heard = self.heard
        if heard is None:
            yield "never heard of"
        else:
            if heard.silent > silent_seconds:
                yield f"silent for {span(heard.silent)}"
            if abs(heard.ahead) > CLOCK_SECONDS:
                yield f"its clock is {span(abs(heard.ahead))} {'ahead' if heard.ahead > 0 else 'behind'}"
            if heard.named not in ("", self.kiosk):
                yield f"its setting kiosk.id is {_shown(heard.named)}"
            if heard.unshipped:
                yield f"could not ship its records: {_shown(heard.unshipped)}"
        if unknown := self.broken - self.known:
            yield f"its audit trail was changed or set back ({unknown} line{'' if unknown == 1 else 's'})"


def _shown(text: str) -> str:
    """As it may stand on a terminal: a stolen kiosk may say anything, also what turns the line round or ends it."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def span(seconds: float) -> str:
    """A time for people: 45 s, 12 min, 3 h, 9 d."""
    size, unit = next((each for each in _UNITS if seconds >= each[0]), _UNITS[-1])
    return f"{seconds / size:.0f} {unit}"
