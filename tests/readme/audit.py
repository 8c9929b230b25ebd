"""The list of the audit trail's events: what each means, and what stands in its code."""

from __future__ import annotations

from kiosk.audit.declared import EVENTS_IN_ORDER


def table_of_events() -> str:
    """Make the table, in the order in which the program declares them."""
    heads = ("event", "what happened", "code")
    rows = [(each.name, each.meaning, each.code) for each in EVENTS_IN_ORDER]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, ("---",) * 3, *rows])
