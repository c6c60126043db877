"""Figures of desks, legs and messages, read from their counters."""
