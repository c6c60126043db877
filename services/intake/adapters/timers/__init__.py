"""Alarms of dossiers in the store."""
