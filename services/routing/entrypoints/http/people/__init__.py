"""Rosters, assignments and extensions, one endpoint a file."""
