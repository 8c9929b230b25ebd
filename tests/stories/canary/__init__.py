"""One visitor whose name, numbers, password and amounts nobody else has: they are searched for after the visits."""
