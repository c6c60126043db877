"""Reporting obstacles, listing them, taking one back."""
