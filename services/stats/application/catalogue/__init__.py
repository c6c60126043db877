"""Reads what the catalogue says, beside what is counted."""
