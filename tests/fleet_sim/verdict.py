"""What the course showed, in one sentence: whether the goal was held, else why not, and which rate was."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fleet_sim.gauges import Worked
from tests.fleet_sim.visit import Notes

GOAL_MS = 100.0
"""What 99 of 100 requests take at most, at the peak's rate."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Rates in visits a second."""

    peak: float
    faults: tuple[str, ...]
    """What spoke against the goal at the peak's rate; empty: it is held."""
    others: float
    """How many processors others had meanwhile."""
    highest: float
    """0: none that was tried."""
    lowest_tried: float
    saturation: float

    @property
    def held(self) -> bool:
        """Whether the goal was held."""
        return not self.faults

    def sentence(self) -> str:
        """For people."""
        told = "is held" if self.held else f"is not held ({', '.join(self.faults)})"
        highest = f"the highest rate held is {self.highest:.1f} visits/s"
        if not self.highest:
            highest = f"no rate was held, down to {self.lowest_tried:.2f} visits/s"
        return (
            f"at {self.peak:.1f} visits/s p99 <= {GOAL_MS:.0f} ms {told}, "
            f"while others had {self.others:.1f} processors; {highest}; saturation {self.saturation:.1f} visits/s"
        )


def faults_of(notes: Notes) -> tuple[str, ...]:
    """What speaks against saying that a rate was held: everybody is served, and 99 of 100 requests in time."""
    every = notes.requests.all("every request")
    if every is None or not notes.visits:
        return ("nobody was served",)
    failed = sum(notes.failures.values())
    found = (
        (every.p99 > GOAL_MS, f"p99 is {every.p99:.0f} ms"),
        (failed, f"{failed} failed"),
        (notes.turned_away, f"{notes.turned_away} found no free kiosk"),
    )
    return tuple(words for there, words in found if there)


def in_time(notes: Notes) -> bool:
    """Whether a rate was held."""
    return not faults_of(notes)


def verdict(
    peak: float, at_peak: tuple[Notes, Worked], highest: float, lowest_tried: float, saturation: float
) -> Verdict:
    """Of what was measured at the peak's rate, and of the rates found."""
    notes, worked = at_peak
    return Verdict(peak, faults_of(notes), worked.others, highest, lowest_tried, saturation)
