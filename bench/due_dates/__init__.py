"""Due dates with pauses: how fast they are computed, and whether counting minutes gives the same."""
