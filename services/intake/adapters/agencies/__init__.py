"""Agencies' software: credentials, signed reports, code reservations."""
