"""Session after session on one process, at random: what grows, and what should never happen."""
