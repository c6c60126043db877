"""Looks again before a message is sent, and follows what became of it."""
