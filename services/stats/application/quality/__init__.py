"""Reads how well desks keep their records and hours."""
