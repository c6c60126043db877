"""Keeps rosters, gives work to officers, and looks for who is to sign before it is too late."""
