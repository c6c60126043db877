"""Obstacles over HTTP, for officers' software only."""
