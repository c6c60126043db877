"""Callbacks of foreign systems."""
