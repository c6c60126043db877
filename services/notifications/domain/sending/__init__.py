"""Whether a message is still worth sending."""
