"""Reads what service models come to."""
