"""Personal data: look-up hashes, access log, rotation of keys."""
