"""The printer itself, asked over IPP and not through the scheduler: its state, and the jobs it holds."""

from __future__ import annotations

from collections.abc import Iterator

import cups

from printing.ipp import INTEGER, KEYWORD, NAME, URI, Attribute, Reply, ask, printer_at

_ANSWER_SECONDS = 3.0
"""A printer on the desk answers in milliseconds."""

_PRINTER_FACTS = ["printer-state", "printer-state-reasons"]
_SUPPLY_FACTS = ["marker-names", "marker-levels", "printer-supply", "printer-supply-description"]
_JOB_FACTS = ["job-id", "job-name", "job-state"]
_PAGES_DONE = ["job-impressions-completed", "job-media-sheets-completed"]
"""Sides, else sheets (RFC 8011 section 5.3.18): of a printer that prints on both sides and counts sheets only, fewer
are told than are done, never more."""
_GIVEN_UP = (cups.IPP_JOB_ABORTED, cups.IPP_JOB_CANCELED)


class Device:
    """A printer by its address; one that does not speak IPP over the network tells nothing and is told nothing."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._endpoint = printer_at(uri)

    def state(self) -> Reply | None:
        """printer-state and its reasons; None when it does not speak IPP. Raises Unreachable."""
        if self._endpoint is None:
            return None
        return self._ask(cups.IPP_OP_GET_PRINTER_ATTRIBUTES, Attribute("requested-attributes", KEYWORD, _PRINTER_FACTS))

    def supplies(self) -> tuple[tuple[str, int], ...]:
        """Each supply's name and level in per cent, of those that have one; a waste box fills up. Raises Unreachable.

        Makes tell it in the one way (marker-*, CUPS) or the other (printer-supply, PWG 5100.13).
        """
        if self._endpoint is None:
            return ()
        wanted = Attribute("requested-attributes", KEYWORD, _SUPPLY_FACTS)
        reply = self._ask(cups.IPP_OP_GET_PRINTER_ATTRIBUTES, wanted)
        names, levels = reply.values("marker-names"), reply.values("marker-levels")
        if not levels:
            names = reply.values("printer-supply-description")
            levels = tuple(_level_of(supply) for supply in reply.values("printer-supply"))
        told = zip(names, levels, strict=False)
        # Below nought the printer does not know: RFC 3805 has -1 other, -2 unknown, -3 something remains.
        return tuple((str(name), level) for name, level in told if isinstance(level, int) and level >= 0)

    def gave_up(self, job_name: str) -> bool:
        """Whether it aborted the latest job of this name: CUPS reports "completed" then as well (seen with 2.4.2).

        A printer that tells nothing about past jobs is believed. Raises Unreachable.
        """
        return max(self._jobs("completed", job_name), default=(0, None))[1] in _GIVEN_UP

    def pages_done(self, job_name: str) -> int | None:
        """How many pages of the latest job of this name are finished; None when it does not say. Raises Unreachable."""
        number, _ = max(self._jobs("not-completed", job_name), default=(0, None))
        if not number:
            return None
        wanted = Attribute("requested-attributes", KEYWORD, _PAGES_DONE)
        return _pages_of(self._ask(cups.IPP_OP_GET_JOB_ATTRIBUTES, Attribute("job-id", INTEGER, number), wanted))

    def cancel(self, job_name: str) -> None:
        """Cancel every job of this name that it still holds. Raises Unreachable.

        A job that was handed over lies in the printer's own memory: cancelling it at the scheduler alone lets it come
        out when paper is added (seen with CUPS 2.4.2).
        """
        for number, _ in self._jobs("not-completed", job_name):
            self._ask(cups.IPP_OP_CANCEL_JOB, Attribute("job-id", INTEGER, number))

    def _jobs(self, which: str, job_name: str) -> Iterator[tuple[int, int]]:
        if self._endpoint is None:
            return
        reply = self._ask(
            cups.IPP_OP_GET_JOBS,
            Attribute("which-jobs", KEYWORD, which),
            Attribute("requested-attributes", KEYWORD, _JOB_FACTS),
        )
        for number, name, state in zip(*(reply.values(fact) for fact in _JOB_FACTS), strict=False):
            if name == job_name:
                yield number, state

    def _ask(self, operation: int, *attributes: Attribute) -> Reply:
        if self._endpoint is None:
            raise RuntimeError("this printer does not speak IPP")
        who = (Attribute("printer-uri", URI, self._uri), Attribute("requesting-user-name", NAME, cups.getUser()))
        ordered = sorted((*who, *attributes), key=lambda attribute: attribute.name == "requested-attributes")
        return ask(self._endpoint, operation, ordered, _ANSWER_SECONDS)


def _pages_of(job: Reply) -> int | None:
    said = (job.first(fact) for fact in _PAGES_DONE)
    return next((count for count in said if isinstance(count, int) and count > 0), None)


def _level_of(supply: object) -> int:
    """The level in per cent of `class=...;unit=percent;maxcapacity=100;level=25;...`, or -2 when it does not say."""
    text = supply.decode(errors="replace") if isinstance(supply, bytes) else str(supply)
    said = dict(part.partition("=")[::2] for part in text.split(";"))
    try:
        level, most = int(said["level"]), int(said["maxcapacity"])
    except (KeyError, ValueError):
        return -2
    return level * 100 // most if most > 0 else -2
