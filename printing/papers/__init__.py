"""What stands between the head and the foot of each paper; one a file."""
