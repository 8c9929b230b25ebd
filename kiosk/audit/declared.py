"""Every event that may be written down: of visits, of the machine, of staff."""

from __future__ import annotations

from kiosk.audit.machine_events import MACHINE_EVENTS
from kiosk.audit.staff_events import STAFF_EVENTS
from kiosk.audit.visit_events import VISIT_EVENTS

EVENTS_IN_ORDER = (*VISIT_EVENTS, *STAFF_EVENTS, *MACHINE_EVENTS)
"""As the documentation lists them."""

BY_NAME = {event.name: event for event in EVENTS_IN_ORDER}
"""Each event by its name."""

DECLARED = frozenset(BY_NAME)
"""The name of every event there is."""
