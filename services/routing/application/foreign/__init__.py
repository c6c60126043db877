"""Foreign systems: queued hand-overs, their delivery, and replies that become signed reports."""
