"""The audit trail: what is written down, by which names, in a chain that shows when somebody changed it."""

from kiosk.audit.declared import BY_NAME as BY_NAME
from kiosk.audit.declared import DECLARED as DECLARED
from kiosk.audit.machine_events import DATA_DAMAGED as DATA_DAMAGED
from kiosk.audit.machine_events import RESTART_PLANNED as RESTART_PLANNED
from kiosk.audit.machine_events import STOOD_STILL as STOOD_STILL
