"""A played intake and played agencies around routing processes that are killed, and the judge of what comes of it."""
