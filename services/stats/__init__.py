"""Statistics: facts, offset-fenced counters, reports that can be recounted."""
