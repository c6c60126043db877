"""Forms read from the counters."""
