"""The audit trail: what is written down, by which names, in a chain that shows when somebody changed it."""

from kiosk.audit.declared import BY_NAME as BY_NAME
from kiosk.audit.declared import DECLARED as DECLARED
from kiosk.audit.machine_events import DATA_DAMAGED as DATA_DAMAGED
from kiosk.audit.machine_events import RESTART_PLANNED as RESTART_PLANNED
from kiosk.audit.machine_events import STOOD_STILL as STOOD_STILL
from kiosk.audit.steps import EVENTS as EVENTS
from kiosk.audit.steps import Entry as Entry
from kiosk.audit.steps import Line as Line
from kiosk.audit.steps import entries_of_step as entries_of_step
from kiosk.audit.steps import of_step as of_step
