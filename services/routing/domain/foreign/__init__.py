"""Foreign systems: what is handed over to them, what they reply, how far that has got."""
