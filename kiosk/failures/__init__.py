"""One table of failures in four parts: each with its code, what the person is told, its cause and its cure."""
