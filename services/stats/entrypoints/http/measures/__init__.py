"""Figures of desks, legs and messages over HTTP."""
