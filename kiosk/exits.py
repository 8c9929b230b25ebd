"""With which status the running program ends, for whoever starts it again (a systemd unit with Restart=always).

1 (refused, one sentence on standard error) and 2 (wrong usage) are the command line's, as for every command. Above 128
stand signals and from 200 on systemd's own, so that these lie between.
"""

DONE = 0
"""Asked to end, or a planned restart: everything was closed in order."""

STOOD_STILL = 81
"""A thread did not answer any more; nothing was closed, the next start empties the spool."""

FAULTY = 82
"""More bugs in a short time than a kiosk may have; closed in order."""

TOO_LARGE = 83
"""More memory was taken than the program may have; nothing was closed."""
