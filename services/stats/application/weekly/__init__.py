"""Reads the weekly synthesis."""
